"""What an item waits for."""

from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import F, Q

from delegations.workplan.models.items import Item
from lsc_places.sources.models import Sourced, SourcedQuerySet


class DependencyQuerySet(SourcedQuerySet):
    def as_at(self, day: date) -> Self:
        """What had been stated by the end of a day, and not been ended."""
        return super().as_at(day).filter(Q(ended_on=None) | Q(ended_on__gt=day))


@pghistory.track()
class Dependency(Sourced):
    """One item that cannot be done before another is; from ``ended_on`` it no longer waits."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="needs")
    needs = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="needed_by")
    is_critical = models.BooleanField(default=False)
    is_agreed = models.BooleanField(default=False, help_text="Whoever does the other item has agreed to the date")
    note = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = DependencyQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["item", "needs"]
        verbose_name_plural = "dependencies"
        constraints = [
            models.UniqueConstraint(
                name="one_dependency_of_two_items", fields=["item", "needs"], condition=Q(ended_on=None)
            ),
            models.CheckConstraint(name="item_needs_another", condition=~Q(item=F("needs"))),
        ]

    def __str__(self) -> str:
        return f"{self.item.reference} needs {self.needs.reference}"
