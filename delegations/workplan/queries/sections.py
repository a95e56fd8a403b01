"""The workplan in sections: one for each plan, and one for each place's plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from delegations.workplan.models import Item
from delegations.workplan.queries.items import Count, counted
from delegations.workplan.queries.rows import ItemRow
from lsc_places.kit.dates import day_words
from lsc_places.places.models import Place

Plan, Status = Item.Plan, Item.Status


@dataclass(frozen=True)
class Section:
    """The items of one plan, or of one place's plan, the completed first."""

    title: str
    plan: str
    place: str
    rows: tuple[ItemRow, ...]
    count: Count
    words: str


def sections(rows: Iterable[ItemRow], *, group: str) -> tuple[Section, ...]:
    """Rows in the order of the plan by section, the completed first in each; ``group`` is what the papers call the group."""
    order = {status.value: position for position, status in enumerate(Status)}
    sections = []
    for (plan, place), together in groupby(rows, key=lambda row: (row.plan, row.place)):
        of_section = sorted(together, key=lambda row: order[row.status])
        slug = place.slug if place and plan == Plan.PLACE else ""
        count = counted(of_section)
        words = _words(of_section, count)
        sections.append(Section(title_of(plan, place=place, group=group), plan, slug, tuple(of_section), count, words))
    return tuple(sections)


def title_of(plan: str, *, place: Place | None, group: str) -> str:
    """What a section is called."""
    if plan == Plan.PLACE and place:
        return place.name
    label = str(Plan(plan).label)
    return f"{label} ({group})" if group and plan == Plan.DELIVERY_GROUP else label


def _words(rows: list[ItemRow], count: Count) -> str:
    """How many of each status, and of what was added when, in words."""
    numbers = {
        "completed": count.completed,
        "in progress": count.in_progress,
        "planned": count.planned,
        "closed otherwise": count.closed_otherwise,
    }
    words = ", ".join(f"{number} {name}" for name, number in numbers.items() if number)
    by_day = {day: list(of_day) for day, of_day in groupby(sorted(rows, key=_added_on), key=_added_on)}
    if len(by_day) < 2:
        return words
    stated = []
    for day, of_day in by_day.items():
        done = sum(1 for row in of_day if row.status == Status.COMPLETED)
        stated.append(f"{len(of_day)} stated at {day_words(day)}{f', {done} of them completed' if done else ''}")
    return f"{words}: {'; '.join(stated)}"


def _added_on(row: ItemRow) -> date:
    return row.added_on
