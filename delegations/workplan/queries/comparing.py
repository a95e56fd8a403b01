"""The workplan on two days, side by side: what was added, what left it, and what of each item is other than it was."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from delegations.workplan.models import Item
from delegations.workplan.queries.items import items
from delegations.workplan.queries.verdicts import Judged, judged
from delegations.workplan.reckoning import dues_of
from delegations.workplan.tolerances import moved_words
from delegations.workplan.words import BRAG_WORDS
from lsc_places.kit.dates import today
from lsc_places.people.models import User

ADDED, REMOVED, CHANGED = "Added", "No longer in the plan", "Changed"
NOT_THERE = "Not in the plan"


@dataclass(frozen=True)
class Difference:
    """One thing of an item that is other than it was, in words; ``days`` by how many a date moved, when one did."""

    reference: str
    title: str
    kind: str
    what: str
    was: str
    now: str
    days: int | None = None

    @property
    def moved(self) -> str:
        """Such as "30 days later"."""
        return moved_words(self.days or 0)


@dataclass(frozen=True)
class Comparison:
    """Everything that differs between two days, in the order of the plan."""

    before: date
    after: date
    differences: tuple[Difference, ...]

    @property
    def count(self) -> int:
        return len({one.reference for one in self.differences})


def comparison(*, before: date, after: date, reader: User) -> Comparison:
    """What differs between two days; an item that left the plan stays visible here."""
    then, now = (_judged(day, reader) for day in (before, after))
    found: list[Difference] = []
    for reference in dict.fromkeys((*now, *then)):
        found += _differences(reference, then.get(reference), now.get(reference))
    return Comparison(before, after, tuple(found))


def _judged(day: date, reader: User) -> dict[str, Judged]:
    rows = items(as_at=day, among=Item.objects.visible_to(reader))
    if day < today():
        dues = dues_of([row.pk for row in rows], as_at=day)
        rows = tuple(replace(row, due=dues.get(row.pk, row.due)) for row in rows)
    return {one.row.reference: one for one in judged(rows, as_at=day)}


def _differences(reference: str, then: Judged | None, now: Judged | None) -> Iterator[Difference]:
    if then is None or now is None:
        there = now or then
        assert there is not None
        status = there.row.word.text
        kind, was, is_now = (REMOVED, status, NOT_THERE) if now is None else (ADDED, NOT_THERE, status)
        yield Difference(reference, there.row.title, kind, "Status", was, is_now)
        return
    for (what, was), (_, is_now) in zip(_words(then), _words(now), strict=True):
        if was != is_now:
            days = _days(then, now, what)
            yield Difference(reference, now.row.title, CHANGED, what, was, is_now, days)


def _words(one: Judged) -> tuple[tuple[str, str], ...]:
    row = one.row
    return (
        ("Status", row.word.text),
        ("BRAG", BRAG_WORDS[one.verdict.brag].text),
        ("Owner", row.owner or "No owner named"),
        ("Due date", row.due.words if row.due else "No date set"),
        ("Forecast", row.forecast.words if row.forecast else "No date set"),
        ("Next step", row.next_step or "Not stated"),
    )


def _days(then: Judged, now: Judged, what: str) -> int | None:
    """By how many days a date moved; a forecast from the due date when there was none before."""
    was, is_now = then.row.due, now.row.due
    if what == "Forecast":
        was, is_now = then.row.forecast or then.row.due, now.row.forecast
    return (is_now.last - was.last).days if what in ("Forecast", "Due date") and was and is_now else None
