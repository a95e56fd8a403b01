"""What is asked of a place, by whom and how urgently, and how much its team can take."""

from datetime import date
from typing import Self

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from lsc_places.kit.dates import today
from lsc_places.kit.statements import Statement
from lsc_places.people.models import User
from lsc_places.places.models import Place


class AskQuerySet(models.QuerySet):
    def visible_to(self, person: User | AnonymousUser) -> Self:
        """What is asked of places is as open as the workplan: to everybody who has logged in."""
        return self if person.is_authenticated else self.none()

    def as_at(self, day: date) -> Self:
        """What was open at the end of a day."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=day), asked_on__lte=day)


@pghistory.track()
class Ask(models.Model):
    """A request to a place that is no item of the plan: it is open until somebody says how it ended."""

    class Priority(models.TextChoices):
        HIGH = "high", "High"
        MEDIUM = "medium", "Medium"
        LOW = "low", "Low"

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="asks")
    title = models.CharField(max_length=300)
    requester = models.CharField(max_length=160, help_text="Who asks, in words")
    priority = models.CharField(max_length=8, choices=Priority.choices)
    asked_on = models.DateField(default=today)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.TextField(blank=True)
    form_key = models.UUIDField(unique=True, help_text="Of the form that logged it, sent once")

    objects = AskQuerySet.as_manager()

    class Meta:
        ordering = ["place", "asked_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="ask_closed_with_its_outcome",
                condition=Q(closed_on=None, closed_by=None, outcome="")
                | (Q(closed_on__isnull=False, closed_by__isnull=False) & ~Q(outcome="")),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Capacity(Statement):
    """How many open requests the team of a place can take from a day on, and why, as somebody said."""

    subject_field = "place"

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="capacities")
    most_open = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=300)

    class Meta(Statement.Meta):
        ordering = ["place", "-effective_on", "-recorded_at"]
        verbose_name_plural = "capacities"

    def __str__(self) -> str:
        return f"{self.place}: {self.most_open}"
