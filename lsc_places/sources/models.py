"""Documents that facts are taken from, and the mark each such fact carries."""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from lsc_places.kit.arrangements import Spell, SpellQuerySet
from lsc_places.kit.dates import PartialDateField, today
from lsc_places.kit.loading import Loaded


class Document(Loaded):
    """A document facts are taken from, such as a board paper."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    citation = models.CharField(max_length=120, help_text='How it is cited, such as "ICB Board paper, 8 November 2023"')
    published = PartialDateField()
    aliases = ArrayField(models.CharField(max_length=80), default=list, blank=True)

    class Meta:
        ordering = ["-published"]

    def __str__(self) -> str:
        return self.citation


class SourcedQuerySet(models.QuerySet):
    def as_at(self, day: date) -> Self:
        """What had been stated by this day."""
        return self.filter(stated_on__lte=day)


class Sourced(Loaded):
    """A fact with where it is stated; one that no document states was stated by whoever entered it, on that day."""

    sources = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    citation = models.TextField(blank=True)
    stated_on = models.DateField(default=today)
    last_stated_on = models.DateField(default=today)
    basis = models.TextField(
        blank=True, help_text="How the fact follows from its source, when it is not stated outright"
    )

    objects = SourcedQuerySet.as_manager()

    class Meta:
        abstract = True


class SourcedSpell(Sourced, Spell):
    """A fact that held for a spell."""

    objects = SpellQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta:
        abstract = True
