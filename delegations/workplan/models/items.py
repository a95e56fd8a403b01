"""Items of the shared plan."""

from datetime import date, datetime, time, timedelta
from typing import Any, Self

import pghistory
import pgtrigger
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from delegations.register.models import Delegation, Function
from delegations.risks.models import Risk
from delegations.workplan.models.parties import Party, Workstream
from lsc_places.boards.models import Body
from lsc_places.kit.dates import PartialDateField
from lsc_places.people.models import Team, User
from lsc_places.places.models import Place
from lsc_places.sources.models import Document, Sourced, SourcedQuerySet
from priorities.plans.models import Scheme


class ItemQuerySet(SourcedQuerySet):
    def visible_to(self, person: User | AnonymousUser) -> Self:
        """The workplan is open to everybody who has logged in."""
        return self if person.is_authenticated else self.none()

    def as_at(self, day: date) -> Self:
        """What was in the plan at the end of a day in London: stated by then, accepted, and not removed."""
        midnight = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
        return (
            super()
            .as_at(day)
            .filter(Q(accepted_on=None) | Q(accepted_on__lte=day), standing=Item.Standing.ACCEPTED)
            .filter(Q(removed_at=None) | Q(removed_at__gte=midnight))
        )

    def proposed(self) -> Self:
        """What waits for the delivery group to accept it."""
        return self.filter(standing=Item.Standing.PROPOSED, removed_at=None)

    def restate(self, day: date) -> int:
        """Copy onto items what their statements say on a day, where that differs; answers how many changed."""
        from delegations.workplan.models.statements import ItemStatement  # which is of an item

        said: dict[int, dict[str, Any]] = {}
        for statement in ItemStatement.objects.filter(item__in=self).as_at(day):
            said.setdefault(statement.item_id, {}).update(statement.copied)
        changed = 0
        for item in Item.objects.filter(pk__in=said):
            differs = {name: value for name, value in said[item.pk].items() if getattr(item, name) != value}
            if differs:
                changed += Item.objects.filter(pk=item.pk).update(**differs)
        return changed


@pghistory.track()
class Item(Sourced):
    """A piece of work of the shared plan.

    What changes from day to day is said in statements; ``status``, ``owner``, ``forecast_on``, ``commentary``,
    ``next_step`` and ``brag_stated`` are copies of what they say today. ``due_on`` is the current baseline,
    ``original_due_on`` the first one ever stated; with ``starts_on`` it ends a window. ``baseline`` is the approved one that
    holds ``due_on``, if any does. ``version`` counts what people changed: an action bumps it, nothing else does.
    """

    class Plan(models.TextChoices):
        DELIVERY_GROUP = "piddg", "Delivery group"
        PROGRAMME = "programme", "Programme"
        PLACE = "place", "Place plan"

    class Status(models.TextChoices):
        COMPLETED = "completed", "Completed"
        IN_PROGRESS = "in_progress", "In progress"
        PLANNED = "planned", "Planned"
        SUPERSEDED = "superseded", "Superseded"
        NOT_DELIVERED = "not_delivered", "Closed: not delivered"

    class Standing(models.TextChoices):
        ACCEPTED = "accepted", "In the plan"
        PROPOSED = "proposed", "Proposed"
        DECLINED = "declined", "Not accepted"

    class Confidence(models.TextChoices):
        HIGH = "high", "High"
        MEDIUM = "medium", "Medium"
        LOW = "low", "Low"

    CLOSED = (Status.COMPLETED, Status.SUPERSEDED, Status.NOT_DELIVERED)

    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=300)
    plan = models.CharField(max_length=12, choices=Plan.choices)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="items")
    workstream = models.ForeignKey(Workstream, null=True, blank=True, on_delete=models.PROTECT, related_name="items")
    order = models.PositiveIntegerField()
    is_milestone = models.BooleanField(default=False)
    deliverable = models.TextField(blank=True)
    functions = models.ManyToManyField(Function, blank=True, related_name="items")
    delegations = models.ManyToManyField(Delegation, blank=True, related_name="items")
    risks = models.ManyToManyField(Risk, blank=True, related_name="items")
    schemes = models.ManyToManyField(Scheme, blank=True, related_name="items")
    condition = models.TextField(blank=True, help_text="What the work waits for or depends on")
    note = models.TextField(blank=True)

    owner = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="owned_items")
    owner_note = models.TextField(blank=True)
    accountable = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="items_answered_for"
    )
    responsible = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="items_carried_out"
    )
    teams = models.ManyToManyField(Team, blank=True, related_name="items")
    suggested_teams = models.ManyToManyField(Team, blank=True, related_name="suggested_items")
    overseen_by = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="items_overseen"
    )
    decision_body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="items_to_decide"
    )

    starts_on = PartialDateField(null=True, blank=True, help_text="When the work may begin: the start of its window")
    original_due_on = PartialDateField(null=True, blank=True)
    due_on = PartialDateField(null=True, blank=True)
    baseline = models.ForeignKey(
        "workplan.Baseline", null=True, blank=True, on_delete=models.PROTECT, related_name="held_items"
    )
    due_note = models.TextField(blank=True)
    due_basis = models.TextField(blank=True)
    forecast_on = PartialDateField(null=True, blank=True)
    actual_on = PartialDateField(null=True, blank=True)

    status = models.CharField(max_length=16, choices=Status.choices, default=Status.PLANNED)
    status_on = models.DateField(null=True, blank=True)
    status_basis = models.TextField(blank=True)
    status_words = models.TextField(blank=True, help_text="When closed as superseded: by what")
    replaced_by = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="items_replaced"
    )
    confidence = models.CharField(max_length=8, choices=Confidence.choices, blank=True)
    brag_stated = models.CharField(max_length=12, blank=True, help_text="Said by a person in place of the rules")
    brag_reason = models.TextField(blank=True)
    commentary = models.TextField(blank=True)
    commentary_on = models.DateField(null=True, blank=True)
    next_step = models.TextField(blank=True)

    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.ACCEPTED)
    proposed_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    accepted_on = models.DateField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    acceptance = models.TextField(blank=True, help_text="Where the delivery group's answer is recorded")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    form_key = models.UUIDField(null=True, blank=True, unique=True, help_text="Of the form that made it, sent once")
    version = models.PositiveIntegerField(default=1)

    objects = ItemQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["order", "number"]
        constraints = [
            models.CheckConstraint(
                name="item_of_a_place_plan_names_the_place", condition=~Q(plan="place") | Q(place__isnull=False)
            ),
            models.CheckConstraint(
                name="item_removed_by_somebody", condition=Q(removed_at=None) | Q(removed_by__isnull=False)
            ),
            models.CheckConstraint(
                name="item_proposed_by_somebody", condition=~Q(standing="proposed") | Q(proposed_by__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["plan", "place"], name="item_by_plan_and_place")]
        triggers = [
            pgtrigger.Trigger(
                name="baselined_date_moves_by_request",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("due_on"),
                condition=pgtrigger.Q(old__baseline__isnull=False)
                & pgtrigger.Q(old__due_on__df=pgtrigger.F("new__due_on")),
                func="""
                    IF NOT EXISTS (
                        SELECT FROM workplan_changerequest
                        WHERE item_id = NEW.id AND decision = 'approved'
                          AND was_on = OLD.due_on AND wanted_on = NEW.due_on
                    ) THEN
                        RAISE EXCEPTION 'The due date of item % is in a baseline and moves only by an approved request', NEW.number;
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def is_baselined(self) -> bool:
        """Whether its date moves only by a request."""
        return self.baseline_id is not None

    @property
    def reference(self) -> str:
        return self.reference_of(self.number)

    @staticmethod
    def reference_of(number: int) -> str:
        """The reference people know an item by, such as "WP-0042"."""
        return f"WP-{number:04}"
