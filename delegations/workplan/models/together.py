"""What is changed together: many rows in one go, and the order of a list."""

from datetime import datetime, timedelta

from django.db import models

from delegations.workplan.models.items import Item
from lsc_places.people.models import User
from lsc_places.places.models import Place


class ChangeSet(models.Model):
    """Rows changed in one go, each with what was there before, so that all of it can be undone once.

    ``rows`` is a list of objects with ``reference``, ``version`` (the one this wrote), ``was`` and ``now`` (each a text
    by the name of the cell); an item that was added has no ``was``.
    """

    words = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    rows = models.JSONField()
    form_key = models.UUIDField(unique=True, help_text="Of the form that made it, sent once")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.words

    @property
    def ends_at(self) -> datetime:
        """Until when it can be undone."""
        return self.made_at + timedelta(days=1)


class ItemList(models.Model):
    """The order of the items of one plan, or of one place's, as a list that is saved whole; ``version`` counts the saves."""

    plan = models.CharField(max_length=12, choices=Item.Plan.choices)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_list_of_a_plan_and_place", fields=["plan", "place"], nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_plan_display()}, {self.place or 'all places'}"
