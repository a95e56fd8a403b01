"""Indicators, what was measured of them and where, the targets set, and the facts each place shows of itself."""

from django.db import models

from lsc_places.kit.arrangements import no_two_at_once
from lsc_places.kit.dates import PartialDateField
from lsc_places.kit.loading import Loaded
from lsc_places.places.models import District, Place
from lsc_places.sources.models import Sourced, SourcedSpell
from priorities.metrics.areas import Extent


class Indicator(Loaded):
    """Something that can be measured, whoever measures it and wherever."""

    class Kind(models.TextChoices):
        DEMOGRAPHIC = "demographic", "People who live here"
        OUTCOME = "outcome", "Health outcomes"
        DETERMINANT = "determinant", "What shapes health"
        BEHAVIOUR = "behaviour", "Behaviour"
        STRUCTURE = "structure", "How care is organised"
        ENGAGEMENT = "engagement", "Engagement with residents"

    slug = models.SlugField(max_length=160, unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=16, choices=Kind.choices, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class InArea(models.Model):
    """Something said of an area: a place, a part of one, the system, or another area, kept in the source's words."""

    area = models.CharField(max_length=120)
    extent = models.CharField(max_length=20, choices=[(one.value, one.value.capitalize()) for one in Extent])
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss")
    district = models.ForeignKey(District, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True


class Measurement(Sourced, InArea):
    """A value of an indicator for an area and a period, as published: a number, a phrase, or neither."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="measurements")
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    decimals = models.PositiveSmallIntegerField(default=0, help_text="How many decimals the value was published with")
    value_text = models.TextField(blank=True)
    unit = models.CharField(max_length=60)
    qualifier = models.CharField(max_length=40, blank=True)
    period = models.CharField(max_length=40, blank=True)
    comparator = models.CharField(max_length=120, blank=True)
    comparator_value = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    comparator_decimals = models.PositiveSmallIntegerField(default=0)
    comparison = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.area}"


class Target(SourcedSpell, InArea):
    """What an indicator is to reach in an area; some only say in which direction."""

    slug = models.SlugField(max_length=80)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    value = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    unit = models.CharField(max_length=60, blank=True)
    comparison = models.CharField(max_length=40)
    baseline_low = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    baseline_high = models.DecimalField(max_digits=16, decimal_places=4, null=True)
    baseline_note = models.CharField(max_length=120, blank=True)
    period = models.CharField(max_length=40, blank=True)
    by = PartialDateField(null=True, blank=True)
    by_basis = models.CharField(max_length=120, blank=True)
    priority_key = models.CharField(max_length=80, blank=True, help_text="The place priority it serves, by its key")

    class Meta:
        ordering = ["pk"]
        constraints = [no_two_at_once("one_target_of_a_kind_at_once", "slug")]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.comparison}"


class OutcomeMeasure(Sourced, InArea):
    """An indicator by which the strategy will know an outcome, and the direction it wants."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="outcome_measures")
    strategy_measure_key = models.CharField(max_length=40, unique=True)
    unit = models.CharField(max_length=60, blank=True)
    direction_wanted = models.CharField(max_length=20, blank=True)
    term = models.CharField(max_length=20, blank=True)
    period = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.indicator)


class PlaceFact(Sourced):
    """A measurement a place shows of itself, worded and ordered as the place does; or a fact without a number."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="facts")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    unit = models.CharField(max_length=60, blank=True)
    year = models.CharField(max_length=40, blank=True)
    measurement = models.ForeignKey(
        Measurement, null=True, blank=True, on_delete=models.PROTECT, related_name="shown_as"
    )

    class Meta:
        ordering = ["place__order", "order"]

    def __str__(self) -> str:
        return self.title


class ReportingFramework(Sourced):
    """A way of reporting on places that is in use or to come."""

    name = models.CharField(max_length=160)
    state = models.CharField(max_length=120)
    audience = models.CharField(max_length=160, blank=True)
    place = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.PROTECT, related_name="reporting_frameworks"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
