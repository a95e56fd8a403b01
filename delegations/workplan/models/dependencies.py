"""What an item waits for."""

from django.db import models
from django.db.models import F, Q

from delegations.workplan.models.items import Item
from lsc_places.sources.models import Sourced


class Dependency(Sourced):
    """One item that cannot be done before another is."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="needs")
    needs = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="needed_by")
    is_critical = models.BooleanField(default=False)
    is_agreed = models.BooleanField(default=False, help_text="Whoever does the other item has agreed to the date")
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["item", "needs"]
        verbose_name_plural = "dependencies"
        constraints = [
            models.UniqueConstraint(name="one_dependency_of_two_items", fields=["item", "needs"]),
            models.CheckConstraint(name="item_needs_another", condition=~Q(item=F("needs"))),
        ]

    def __str__(self) -> str:
        return f"{self.item.reference} needs {self.needs.reference}"
