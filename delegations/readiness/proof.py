"""Whether evidence is enough for a level: plain rules over the dates and origin of its items."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Lack(StrEnum):
    """What evidence lacks for a level."""

    ITEMS = "items"
    INDEPENDENT = "independent"
    FRESH = "fresh"


@dataclass(frozen=True, kw_only=True)
class Item:
    """A piece of evidence: when its document was made, and whether somebody outside the place made it."""

    document_on: date | None
    is_independent: bool


@dataclass(frozen=True, kw_only=True)
class Needs:
    """How many items each level needs, how many of them independent, and after how many months one is stale."""

    items: Mapping[int, int] = field(default_factory=dict)
    independent: Mapping[int, int] = field(default_factory=dict)
    fresh_months: int = 12


def is_stale(document_on: date | None, *, on: date, fresh_months: int) -> bool:
    """Whether a document is older than so many months; one without a date is not known to be."""
    if document_on is None:
        return False
    year, month = divmod(on.year * 12 + on.month - 1 - fresh_months, 12)
    return (document_on.year, document_on.month, document_on.day) < (year, month + 1, on.day)


def lacking(level: int | None, items: Sequence[Item], *, needs: Needs, on: date) -> tuple[Lack, ...]:
    """What the items lack for this level on a day; nothing for a level that needs none."""
    needed = needs.items.get(level, 0) if level is not None else 0
    if level is None or not needed:
        return ()
    found = []
    if len(items) < needed:
        found.append(Lack.ITEMS)
    if sum(item.is_independent for item in items) < needs.independent.get(level, 0):
        found.append(Lack.INDEPENDENT)
    if items and all(is_stale(item.document_on, on=on, fresh_months=needs.fresh_months) for item in items):
        found.append(Lack.FRESH)
    return tuple(found)
