"""Arrangements: what held for a spell, one row a spell, never two of one kind at once."""

from datetime import date
from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange

from lsc_places.kit.dates import PartialDate, PartialDateField, day_words


class SpellQuerySet(models.QuerySet):
    def as_at(self, day: date) -> Self:
        """The spells that held on this day."""
        return self.filter(holds__contains=day)

    def begun_by(self, day: date) -> Self:
        """The spells that had begun by this day, over or not."""
        return self.filter(holds__startswith__lte=day)


class Spell(models.Model):
    """Something that held from one day until another; ``holds`` answers as-at, the stated ends are printed."""

    holds = DateRangeField()
    began = PartialDateField(null=True, blank=True)
    ended = PartialDateField(null=True, blank=True)

    objects = SpellQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_over(self) -> bool:
        return self.holds.upper is not None

    @property
    def spell_words(self) -> str:
        """When it held, as stated: "from January 2023 to December 2025", or the day of the paper that says so."""
        start = f"from {self.began.words}" if self.began else f"stated at {day_words(self.holds.lower)}"
        return f"{start} to {self.ended.words}" if self.ended else start


def holds(*, began: PartialDate | None, ended: PartialDate | None, stated_on: date) -> DateRange:
    """The days a spell counts for: from its own beginning, else from the day it was stated, to the end of its last day.

    A beginning stated only by a year or month counts from its first day, an end until its last day.
    """
    return DateRange(began.first if began else stated_on, ended.until if ended else None)


def no_two_at_once(name: str, *subject: str, **options: object) -> ExclusionConstraint:
    """The constraint that no two spells of one subject overlap."""
    return ExclusionConstraint(
        name=name,
        expressions=[*((field, RangeOperators.EQUAL) for field in subject), ("holds", RangeOperators.OVERLAPS)],
        **options,  # type: ignore[arg-type]
    )
