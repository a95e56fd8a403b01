"""Baselines: the dates of the plan as somebody other than their author approved them, under a name."""

from typing import Self

import pghistory
import pgtrigger
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q

from delegations.workplan.models.items import Item
from lsc_places.kit.dates import PartialDateField
from lsc_places.people.models import User
from lsc_places.places.models import Place


class BaselineQuerySet(models.QuerySet):
    def visible_to(self, person: User | AnonymousUser) -> Self:
        """Baselines are as open as the workplan: to everybody who has logged in."""
        return self if person.is_authenticated else self.none()


@pghistory.track()
class Baseline(models.Model):
    """The dates of the whole plan, or of the items of one place, held under a name.

    It holds nothing before it is approved; then each of its items that has a date points at it, and that date moves only
    by an approved request.
    """

    class Standing(models.TextChoices):
        PROPOSED = "proposed", "Waits for approval"
        APPROVED = "approved", "Approved"
        DECLINED = "declined", "Not approved"
        WITHDRAWN = "withdrawn", "Withdrawn"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=80, unique=True)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(help_text="What it is taken for, such as the plan that a committee agreed")
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.PROPOSED)
    proposed_at = models.DateTimeField(auto_now_add=True)
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.TextField(blank=True, help_text="Where the decision is recorded, or why it is so")
    form_key = models.UUIDField(unique=True, help_text="Of the form that proposed it, sent once")

    objects = BaselineQuerySet.as_manager()

    class Meta:
        ordering = ["-proposed_at"]
        constraints = [
            models.CheckConstraint(
                name="baseline_approved_by_another",
                condition=~Q(standing="approved") | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
            ),
            models.CheckConstraint(
                name="baseline_decided_by_somebody",
                condition=Q(standing="proposed", decided_at=None, decided_by=None)
                | (~Q(standing="proposed") & Q(decided_at__isnull=False, decided_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> str:
        """What it holds, in words."""
        return f"The items of {self.place}" if self.place else "The whole workplan"


class BaselineDate(models.Model):
    """An item as a baseline holds it: rows are added when it is proposed, and never changed."""

    baseline = models.ForeignKey(Baseline, on_delete=models.PROTECT, related_name="dates")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="baseline_dates")
    title = models.CharField(max_length=300)
    due_on = PartialDateField(null=True, blank=True)

    class Meta:
        ordering = ["baseline", "item"]
        constraints = [models.UniqueConstraint(name="one_date_of_an_item_in_a_baseline", fields=["baseline", "item"])]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.item.reference} in {self.baseline}"
