"""Organisations: the ICB, councils, trusts and partners."""

from django.db import models

from lsc_places.kit.dates import PartialDateField
from lsc_places.sources.models import Sourced


class Organisation(Sourced):
    """An organisation that takes part in the system, now or in the past."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=40)
    is_statutory_partner_of_place = models.BooleanField(null=True)
    established = PartialDateField(null=True, blank=True)
    closed = PartialDateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
