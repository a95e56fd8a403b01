"""Priorities common to all places and each place's own, and the schemes that serve them."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models

from lsc_places.boards.models import Body
from lsc_places.kit.arrangements import no_two_at_once
from lsc_places.kit.dates import day_words
from lsc_places.kit.loading import Loaded
from lsc_places.kit.statements import Statement
from lsc_places.places.models import FormerArea, Place
from lsc_places.sources.models import Sourced, SourcedSpell
from priorities.metrics.models import Target


class CommonPriority(Sourced):
    """A priority all places share."""

    slug = models.SlugField(max_length=80, unique=True)
    number = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=160)
    period = models.CharField(max_length=40, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "common priorities"

    def __str__(self) -> str:
        return self.name


class Aim(Sourced):
    """One of the aims the whole arrangement with places serves."""

    name = models.CharField(max_length=160)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Programme(Sourced):
    """A programme of the system that priorities belong to or draw on."""

    name = models.CharField(max_length=160)
    covers = ArrayField(models.CharField(max_length=160), default=list, blank=True)
    common_priorities = models.ManyToManyField(CommonPriority, blank=True, related_name="programmes")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Vision(Sourced):
    """What a place, the system, or an area that is no more says it is for."""

    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="visions")
    former_area = models.ForeignKey(FormerArea, null=True, blank=True, on_delete=models.PROTECT, related_name="visions")
    name = models.CharField(max_length=160, blank=True)
    text = models.TextField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name or "Vision not named"


@pghistory.track()
class PrioritySet(SourcedSpell):
    """The priorities a place had for a spell, of one kind.

    ``aspect`` is "headline" for the set the place is known by, whatever its kind; a new one ends the one before.
    """

    HEADLINE = "headline"

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="priority_sets")
    aspect = models.CharField(max_length=80)
    kind = models.CharField(max_length=80)
    period = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["place__order", "pk"]
        constraints = [no_two_at_once("one_priority_set_of_an_aspect", "place", "aspect")]

    def __str__(self) -> str:
        return f"{self.kind}, {self.place}"

    @property
    def is_headline(self) -> bool:
        return self.aspect == self.HEADLINE


@pghistory.track()
class PlacePriority(Sourced):
    """One of the priorities of a set."""

    class Stage(models.TextChoices):
        CURRENT = "current", "Current"
        FUTURE = "future", "Future"

    priority_set = models.ForeignKey(PrioritySet, on_delete=models.PROTECT, related_name="priorities")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=160)
    stage = models.CharField(max_length=10, choices=Stage.choices)
    targets = models.ManyToManyField(Target, blank=True, related_name="priorities")

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "place priorities"

    def __str__(self) -> str:
        return self.name


class FocusItem(Sourced):
    """What a plan will work on under one of its priorities."""

    priority = models.ForeignKey(PlacePriority, on_delete=models.PROTECT, related_name="focus")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class Scheme(Sourced):
    """A piece of work of a place; its status of today is a copy of the last statement of it."""

    class Status(models.TextChoices):
        DONE = "done", "Done"
        UNDERWAY = "underway", "Under way"
        PLANNED = "planned", "Planned"

    slug = models.SlugField(max_length=80, unique=True)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="schemes")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    partnership = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="schemes")
    title = models.CharField(max_length=200)
    detail = models.TextField(blank=True)
    common_priorities = models.ManyToManyField(CommonPriority, blank=True, related_name="schemes")
    place_priorities = models.ManyToManyField(PlacePriority, blank=True, related_name="schemes")
    life_course_keys = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, help_text="Themes of the strategy, by their keys"
    )
    status = models.CharField(max_length=10, choices=Status.choices, blank=True)
    status_basis = models.CharField(max_length=200, blank=True)
    status_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title


class SchemeStatus(Loaded, Statement):
    """How far a scheme was said to be on a day; ``basis`` says whether that was stated or inferred."""

    subject_field = "scheme"

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="statuses")
    status = models.CharField(max_length=10, choices=Scheme.Status.choices)
    basis = models.CharField(max_length=200)
    sources = ArrayField(models.CharField(max_length=300), default=list, blank=True)

    class Meta(Statement.Meta):
        verbose_name_plural = "scheme statuses"

    def __str__(self) -> str:
        return f"{self.get_status_display()} since {day_words(self.effective_on)}"


class JourneyColumn(Sourced):
    """A column of the picture by which a place tells how far it has come; its heading may not be stated."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="journey_columns")
    number = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["place__order", "number"]
        constraints = [models.UniqueConstraint(fields=["place", "number"], name="one_journey_column_of_a_number")]

    def __str__(self) -> str:
        return self.heading or f"Column {self.number}"


class JourneyStep(Loaded):
    """A scheme in its place in a column."""

    column = models.ForeignKey(JourneyColumn, on_delete=models.PROTECT, related_name="steps")
    order = models.PositiveSmallIntegerField()
    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="journey_steps")

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return str(self.scheme)
