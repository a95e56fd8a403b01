"""Statements: what was said of a subject, and from when; rows are added, never changed."""

from datetime import date
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models

from lsc_places.kit.dates import today


class StatementQuerySet(models.QuerySet):
    def as_at(self, day: date) -> Self:
        """The last statement of each subject with effect by this day."""
        # by the column: the bare name would sort by the subject's own ordering, which DISTINCT ON refuses
        subject = f"{self.model.subject_field}_id"  # type: ignore[attr-defined]
        return (
            self.filter(effective_on__lte=day)
            .order_by(subject, "-effective_on", "-recorded_at", "-pk")
            .distinct(subject)
        )


class Statement(models.Model):
    """Something said of a subject, with effect from a day; the last one with effect by a day answers for that day.

    A subclass names the foreign key of its subject in ``subject_field``.
    """

    subject_field: str

    effective_on = models.DateField(default=today)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = StatementQuerySet.as_manager()

    class Meta:
        abstract = True
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
