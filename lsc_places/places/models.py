"""Places and what lies in them: authorities, localities, districts, neighbourhoods, wards, services."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from lsc_places.organisations.models import Organisation
from lsc_places.sources.models import Sourced


class Place(Sourced):
    """One of the places an integrated care board hands functions to."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=80, unique=True)
    short_name = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    population = models.PositiveIntegerField(null=True)
    population_qualifier = models.CharField(max_length=120, blank=True)
    population_on = models.DateField(null=True)
    geography = ArrayField(models.CharField(max_length=80), default=list)
    geography_note = models.TextField(blank=True)
    is_coterminous = models.BooleanField(null=True, help_text="One local authority covers the same area")
    other_icbs_count = models.PositiveSmallIntegerField(null=True)
    primary_care_networks_count = models.PositiveSmallIntegerField(null=True)
    health_and_wellbeing_partnerships_count = models.PositiveSmallIntegerField(null=True)
    districts_count = models.PositiveSmallIntegerField(null=True)
    priority_wards_count = models.PositiveSmallIntegerField(null=True)
    priority_wards_first_focus_count = models.PositiveSmallIntegerField(null=True)
    brand_line = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class Coverage(Sourced):
    """How far a local authority covers a place."""

    class Extent(models.TextChoices):
        WHOLE = "whole", "Whole"
        PART = "part", "Part"

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="coverage")
    local_authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="coverage")
    extent = models.CharField(max_length=10, choices=Extent.choices)
    excludes = models.CharField(max_length=120, blank=True)
    includes_part_of = models.CharField(max_length=120, blank=True)
    near = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.local_authority}, {self.place}"


class Locality(Sourced):
    """A part of a place that groups districts; earlier documents may name it otherwise."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="localities")
    name = models.CharField(max_length=80)
    named_on = models.DateField(help_text="When the name was stated")
    earlier_name = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "localities"

    def __str__(self) -> str:
        return self.name


class District(Sourced):
    """A district council's area."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="districts")
    locality = models.ForeignKey(Locality, null=True, on_delete=models.PROTECT, related_name="districts")
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class NeighbourhoodUnit(Sourced):
    """What a place, or the system, calls its neighbourhood teams, how many there are and how far they have come."""

    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="neighbourhood_units")
    unit = models.CharField(max_length=80, blank=True)
    count = models.PositiveSmallIntegerField(null=True)
    count_potential = models.PositiveSmallIntegerField(null=True)
    state = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.unit or "Neighbourhood unit not named"


class Ward(Sourced):
    """A ward a place has named for priority."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="priority_wards")
    town = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name or "Ward not named"


class FormerArea(Sourced):
    """An area that is no more, still needed to say what a place covers."""

    name = models.CharField(max_length=120)
    relation = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Facility(Sourced):
    """A named facility or service of a place."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="facilities")
    name = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=160)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "facilities"

    def __str__(self) -> str:
        return self.name or "Not named"
