"""Files as they are kept: once each, under a random name, with what the scan for viruses said."""

import uuid
from pathlib import Path
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from lsc_places.documents.kinds import KINDS, Kind


class StoredFile(models.Model):
    """A file that passed the checks of its content. Two people who add the same bytes share one.

    ``UNSCANNED`` is only for a service without a scanner; as soon as there is one, such a file waits for it like any other.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Being checked for viruses"
        CLEAN = "clean", "Checked"
        UNSCANNED = "unscanned", "Not checked for viruses"
        INFECTED = "infected", "Not accepted: contains a virus"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sha256 = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=8, choices=[(suffix, kind.words) for suffix, kind in KINDS.items()])
    size = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices)
    stored_at = models.DateTimeField(auto_now_add=True)
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    scanned_at = models.DateTimeField(null=True, blank=True)
    scan_tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="scan_says_when",
                condition=Q(state__in=["waiting", "unscanned"], scanned_at=None)
                | Q(state__in=["clean", "infected"], scanned_at__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="what_it_is_stays", fields=["key", "sha256", "kind", "size", "stored_by"]),
            pgtrigger.Protect(name="is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.of_kind.words}, {self.size_words}"

    @property
    def of_kind(self) -> Kind:
        return KINDS[self.kind]

    @property
    def path(self) -> Path:
        """Where its bytes are, outside everything that is served."""
        return Path(settings.MEDIA_ROOT) / "documents" / self.key.hex[:2] / self.key.hex

    @property
    def size_words(self) -> str:
        megabytes = self.size / 1_000_000
        return f"{megabytes:.1f}MB" if megabytes >= 0.1 else f"{max(1, round(self.size / 1000))}KB"

    @property
    def may_be_opened(self) -> bool:
        return self.state == self.State.CLEAN or (self.state == self.State.UNSCANNED and not settings.CLAMD_ADDRESS)

    def scan_said(self, **values: Any) -> int:
        """Write what a scan said, unless another has said so already."""
        still_open = StoredFile.objects.filter(pk=self.pk, state__in=[self.State.WAITING, self.State.UNSCANNED])
        return still_open.update(**values)
