"""What an approval relied on."""

import pgtrigger
from django.db import models
from django.db.models.functions import Now

from delegations.register.models.moves import Move


class Reliance(models.Model):
    """What the approval of a delegation relied on, as it was when the move was made; never changed.

    ``relied_on`` is a list of ``{"section", "key", "what", "value"}``, and ``sha256`` its checksum.
    """

    move = models.OneToOneField(Move, on_delete=models.PROTECT, related_name="reliance")
    relied_on = models.JSONField()
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(auto_now_add=True, db_default=Now())

    class Meta:
        ordering = ["pk"]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.move}: what it relied on"
