"""Items of the shared plan, who has them in hand, and what was said of them from day to day."""

from datetime import date
from typing import Any, Self

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from delegations.register.models import Function
from lsc_places.boards.models import Body
from lsc_places.kit.dates import PartialDateField
from lsc_places.kit.loading import Loaded
from lsc_places.kit.statements import Statement, StatementQuerySet
from lsc_places.people.models import Person, Post, Role, Team, User
from lsc_places.places.models import Place
from lsc_places.sources.models import Sourced, SourcedQuerySet


class Workstream(Sourced):
    """An axis of the work that teams of the board and of the places share, such as finance."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class Party(Loaded):
    """Whoever can have work in hand: a post, a person, a role, a body, or only the words of a paper."""

    slug = models.SlugField(max_length=160, unique=True)
    words = models.CharField(max_length=200)
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="parties")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="parties")
    role = models.ForeignKey(Role, null=True, blank=True, on_delete=models.PROTECT, related_name="parties")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="parties")

    class Meta:
        ordering = ["words"]
        verbose_name_plural = "parties"
        constraints = [
            models.CheckConstraint(
                name="party_is_one_thing",
                condition=Q(post=None, person=None, role=None)
                | Q(post=None, person=None, body=None)
                | Q(post=None, role=None, body=None)
                | Q(person=None, role=None, body=None),
            ),
        ]

    def __str__(self) -> str:
        return self.words


class ItemQuerySet(SourcedQuerySet):
    def visible_to(self, person: User | AnonymousUser) -> Self:
        """The workplan is open to everybody who has logged in."""
        return self if person.is_authenticated else self.none()

    def restate(self, day: date) -> int:
        """Copy onto items what their statements say on a day, where that differs; answers how many changed."""
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

    What changes from day to day is said in statements; ``status``, ``owner``, ``forecast_on`` and ``commentary`` are
    copies of what they say today. ``due_on`` is the current baseline, ``original_due_on`` the first one ever stated.
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

    CLOSED = (Status.COMPLETED, Status.SUPERSEDED, Status.NOT_DELIVERED)

    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(max_length=300)
    plan = models.CharField(max_length=12, choices=Plan.choices)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="items")
    workstream = models.ForeignKey(Workstream, null=True, blank=True, on_delete=models.PROTECT, related_name="items")
    order = models.PositiveIntegerField()
    functions = models.ManyToManyField(Function, blank=True, related_name="items")
    condition = models.TextField(blank=True, help_text="What the work waits for or depends on")
    note = models.TextField(blank=True)

    owner = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="owned_items")
    owner_note = models.TextField(blank=True)
    accountable = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="items_answered_for"
    )
    teams = models.ManyToManyField(Team, blank=True, related_name="items")
    suggested_teams = models.ManyToManyField(Team, blank=True, related_name="suggested_items")
    overseen_by = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="items_overseen"
    )
    decision_body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="items_to_decide"
    )

    original_due_on = PartialDateField(null=True, blank=True)
    due_on = PartialDateField(null=True, blank=True)
    due_note = models.TextField(blank=True)
    due_basis = models.TextField(blank=True)
    forecast_on = PartialDateField(null=True, blank=True)
    actual_on = PartialDateField(null=True, blank=True)

    status = models.CharField(max_length=16, choices=Status.choices, default=Status.PLANNED)
    status_on = models.DateField(null=True, blank=True)
    status_basis = models.TextField(blank=True)
    status_words = models.TextField(blank=True, help_text="When closed as superseded: by what")
    commentary = models.TextField(blank=True)
    commentary_on = models.DateField(null=True, blank=True)

    version = models.PositiveIntegerField(default=1)

    objects = ItemQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["order", "number"]
        constraints = [
            models.CheckConstraint(
                name="item_of_a_place_plan_names_the_place", condition=~Q(plan="place") | Q(place__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["plan", "place"], name="item_by_plan_and_place")]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    @property
    def reference(self) -> str:
        return self.reference_of(self.number)

    @staticmethod
    def reference_of(number: int) -> str:
        """The reference people know an item by, such as "WP-0042"."""
        return f"WP-{number:04}"


class ItemStatementQuerySet(StatementQuerySet):
    def as_at(self, day: date) -> Self:
        """The last statement of each aspect of each item with effect by this day."""
        return (
            self.filter(effective_on__lte=day)
            .order_by("item_id", "aspect", "-effective_on", "-recorded_at", "-pk")
            .distinct("item_id", "aspect")
        )


class ItemStatement(Statement, Sourced):
    """What was said of an item in one aspect, with effect from a day: its status, its owner, its forecast, how it goes.

    ``words`` is the commentary itself; of a status it says why, and of a superseded item by what.
    """

    class Aspect(models.TextChoices):
        STATUS = "status", "Status"
        OWNER = "owner", "Owner"
        FORECAST = "forecast", "Forecast"
        COMMENTARY = "commentary", "Commentary"

    subject_field = "item"

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="statements")
    aspect = models.CharField(max_length=12, choices=Aspect.choices)
    status = models.CharField(max_length=16, choices=Item.Status.choices, blank=True)
    owner = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="statements")
    forecast_on = PartialDateField(null=True, blank=True)
    words = models.TextField(blank=True)

    objects = ItemStatementQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(Statement.Meta):
        ordering = ["item", "effective_on", "recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="statement_says_only_its_own_aspect",
                condition=Q(aspect="status", owner=None, forecast_on=None) & ~Q(status="")
                | Q(aspect="owner", status="", forecast_on=None)
                | Q(aspect="forecast", status="", owner=None)
                | Q(aspect="commentary", status="", owner=None, forecast_on=None) & ~Q(words=""),
            ),
        ]
        indexes = [models.Index(fields=["item", "aspect", "-effective_on"], name="statement_of_an_aspect")]

    def __str__(self) -> str:
        return f"{self.get_aspect_display()} of {self.item}, {self.effective_on}"

    @property
    def copied(self) -> dict[str, Any]:
        """The fields of the item that keep a copy of what this says, by name."""
        match self.aspect:
            case self.Aspect.STATUS:
                return {
                    "status": self.status,
                    "status_on": self.effective_on,
                    "status_basis": self.basis,
                    "status_words": self.words,
                }
            case self.Aspect.OWNER:
                return {"owner_id": self.owner_id}
            case self.Aspect.FORECAST:
                return {"forecast_on": self.forecast_on}
            case _:
                return {"commentary": self.words, "commentary_on": self.effective_on}
