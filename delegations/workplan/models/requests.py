"""Requests to change what was agreed: a date that a baseline holds, or a word of BRAG that the rules do not give."""

from datetime import date
from typing import Self

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from delegations.workplan.models.baselines import Baseline
from delegations.workplan.models.items import Item
from delegations.workplan.tolerances import Approver
from lsc_places.kit.dates import PartialDateField
from lsc_places.people.models import Grant, User


class ChangeRequestQuerySet(models.QuerySet):
    def visible_to(self, person: User | AnonymousUser) -> Self:
        """Requests are as open as the workplan: to everybody who has logged in."""
        return self if person.is_authenticated else self.none()

    def waiting(self) -> Self:
        return self.filter(decision=ChangeRequest.Decision.WAITING)

    def date_of_item(self, day: date) -> Coalesce:
        """For a query of items: the due date of each at the end of a day, if a request has moved it since, else its own."""
        moved = self.filter(item=OuterRef("pk"), decision=ChangeRequest.Decision.APPROVED, decided_at__date__gt=day)
        return Coalesce(Subquery(moved.exclude(was_on=None).order_by("decided_at").values("was_on")[:1]), F("due_on"))


@pghistory.track()
class ChangeRequest(models.Model):
    """What somebody asks for an item and another decides: a move of its date, or a BRAG better than the rules say.

    Of a date, ``was_on`` and ``wanted_on`` say from where to where it moves, and ``baseline`` which one held it. Of a BRAG,
    ``wanted_brag`` is the word. ``approver`` is who decides, by the tolerances of the day it was asked.
    """

    class Decision(models.TextChoices):
        WAITING = "waiting", "Waits for a decision"
        APPROVED = "approved", "Approved"
        DECLINED = "declined", "Not approved"
        WITHDRAWN = "withdrawn", "Withdrawn"

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="requests")
    baseline = models.ForeignKey(Baseline, null=True, blank=True, on_delete=models.PROTECT, related_name="requests")
    was_on = PartialDateField(null=True, blank=True)
    wanted_on = PartialDateField(null=True, blank=True)
    wanted_brag = models.CharField(max_length=12, blank=True)
    cause = models.TextField()
    effect = models.TextField(blank=True, help_text="On the items that need it, and on anybody else")
    approver = models.CharField(max_length=8, choices=[(one.value, one.label) for one in Approver])
    approver_reason = models.TextField(help_text="Why it is this approver, by the tolerances of that day")
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.WAITING)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision_words = models.TextField(blank=True, help_text="Where the decision is recorded, or why it is so")
    form_key = models.UUIDField(unique=True, help_text="Of the form that asked for it, sent once")

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.CheckConstraint(
                name="request_approved_by_another",
                condition=~Q(decision="approved") | (Q(decided_by__isnull=False) & ~Q(decided_by=F("asked_by"))),
            ),
            models.CheckConstraint(
                name="request_decided_by_somebody",
                condition=Q(decision="waiting", decided_at=None, decided_by=None)
                | (~Q(decision="waiting") & Q(decided_at__isnull=False, decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="request_is_for_one_thing",
                condition=Q(was_on__isnull=False, wanted_on__isnull=False, baseline__isnull=False, wanted_brag="")
                | (Q(was_on=None, wanted_on=None, baseline=None) & ~Q(wanted_brag="")),
            ),
            models.UniqueConstraint(
                name="one_date_request_waits_for_an_item",
                fields=["item"],
                condition=Q(decision="waiting", wanted_brag=""),
            ),
            models.UniqueConstraint(
                name="one_brag_request_waits_for_an_item",
                fields=["item"],
                condition=Q(decision="waiting") & ~Q(wanted_brag=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item.reference}, asked by {self.asked_by}"

    def get_absolute_url(self) -> str:
        return reverse("workplan:request", args=[self.pk])

    @property
    def is_of_date(self) -> bool:
        return not self.wanted_brag

    @property
    def is_waiting(self) -> bool:
        return self.decision == self.Decision.WAITING

    @property
    def days(self) -> int:
        """By how many days the date moves; fewer than none is earlier."""
        return (self.wanted_on.last - self.was_on.last).days if self.was_on and self.wanted_on else 0

    @property
    def right_to_decide(self) -> str:
        """The right across the ICB that lets somebody else decide."""
        officer = self.approver == Approver.OFFICER
        return Grant.Right.ACCOUNTABLE_OFFICER if officer else Grant.Right.PROGRAMME_MANAGER

    @property
    def is_for_director(self) -> bool:
        """Whether the director of the item's place may decide, too."""
        return self.approver == Approver.MANAGER and self.item.place_id is not None
