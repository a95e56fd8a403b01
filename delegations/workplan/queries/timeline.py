"""The workplan along time: what was promised first, what is expected now, and what waits for what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from delegations.workplan.cells import Offered
from delegations.workplan.drawing import SCREEN, Dated, Drawing, Size, draw
from delegations.workplan.models import Item, ItemQuerySet
from delegations.workplan.queries.grid import narrowed
from delegations.workplan.queries.items import group_name, items
from delegations.workplan.queries.needing import Link, links_among
from delegations.workplan.queries.sections import sections
from delegations.workplan.queries.verdicts import Judged, judged
from delegations.workplan.words import BRAG_WORDS
from lsc_places.kit.dates import day_words, today
from lsc_places.kit.words import Word
from lsc_places.people.models import User

MILESTONES = "milestones"


@dataclass(frozen=True)
class Point:
    """An item in the table beside the drawing; ``was`` is the date before, ``is_open_ended`` when none came after it."""

    reference: str
    title: str
    group: str
    first: str
    now: str
    was: str
    is_open_ended: bool
    word: Word
    why: tuple[str, ...]
    needs: tuple[Link, ...]
    condition: str
    is_milestone: bool

    @property
    def blocked_by(self) -> tuple[Link, ...]:
        return tuple(one for one in self.needs if one.blocks)


@dataclass(frozen=True)
class Timeline:
    """The points in the order of the plan, by the plan they are of; what is drawn of them; and what is held up."""

    groups: tuple[tuple[str, tuple[Point, ...]], ...]
    dated: tuple[Dated, ...]
    links: tuple[Link, ...]
    words: str
    as_at: date

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(point for _, points in self.groups for point in points)

    @property
    def critical(self) -> tuple[Link, ...]:
        return tuple(one for one in self.links if one.is_critical)

    @property
    def blocked(self) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point.blocked_by)

    @property
    def drawing(self) -> Drawing:
        return self.drawn(self.dated, size=SCREEN)

    def drawn(self, dated: Iterable[Dated], *, size: Size) -> Drawing:
        """Some of what has a date, at a size."""
        links = [(one.needs, one.item, one.is_critical) for one in self.links]
        return draw(
            tuple(dated),
            links,
            size=size,
            now=self.as_at,
            now_label=f"{'As at' if self.as_at < today() else 'Today,'} {day_words(self.as_at)}",
        )


def timeline(
    *, as_at: date, asked: Mapping[str, Any], among: ItemQuerySet | None = None, offered: Offered | None = None
) -> Timeline:
    """The items asked for along time, in nine queries however many there are; ``among`` is what the reader may see."""
    offered = offered or Offered()
    found = {one.row.pk: one for one in judged(items(as_at=as_at, among=among, offered=offered), as_at=as_at)}
    links = links_among(found.values(), as_at=as_at)
    rows = narrowed((one.row for one in found.values()), asked=asked, as_at=as_at)
    if asked.get("show") == MILESTONES:
        rows = [row for row in rows if row.is_milestone]
    shown = {row.reference for row in rows}
    needs: dict[str, list[Link]] = {}
    for link in links:
        needs.setdefault(link.item, []).append(link)
    group = group_name(one.row for one in found.values())
    parts = [(part.title, [found[row.pk] for row in part.rows]) for part in sections(rows, group=group)]
    dated = tuple(one for title, of_part in parts for each in of_part if (one := _dated(each, title)))
    return Timeline(
        groups=tuple(
            (title, tuple(_point(one, title, tuple(needs.get(one.row.reference, ()))) for one in of_part))
            for title, of_part in parts
        ),
        dated=dated,
        links=tuple(one for one in links if one.item in shown),
        words=_words(dated, as_at),
        as_at=as_at,
    )


def visible_items(reader: User) -> ItemQuerySet:
    """What this reader may see of the plan."""
    return Item.objects.visible_to(reader)


def _point(one: Judged, group: str, needs: tuple[Link, ...]) -> Point:
    row = one.row
    expected = row.forecast or row.due
    is_open_ended = bool(row.days_past) and (
        row.forecast is None or row.forecast.last <= row.due.last if row.due else True
    )
    if row.is_done and row.actual:
        now, was = row.actual.words, row.due.words if row.due and row.due != row.actual else ""
    elif is_open_ended:
        now, was = "No new date", row.due.words if row.due else ""
    else:
        now = expected.words if expected else "No date set"
        before = row.due if row.forecast and row.forecast != row.due else row.original
        was = before.words if before and before != expected else ""
    return Point(
        reference=row.reference,
        title=row.title,
        group=group,
        first=row.original.words if row.original else "Not promised",
        now=now,
        was=was,
        is_open_ended=is_open_ended,
        word=BRAG_WORDS[one.verdict.brag],
        why=one.verdict.reasons,
        needs=needs,
        condition=row.condition if row.is_open else "",
        is_milestone=row.is_milestone,
    )


def _dated(one: Judged, group: str) -> Dated | None:
    row = one.row
    dates = (row.original, row.due, row.forecast, row.actual)
    if not any(dates):
        return None
    first_on, due_on, forecast_on, actual_on = (each.last if each else None for each in dates)
    if row.is_done:
        words = f"Done {row.actual.words}" if row.actual else "Done"
    elif not row.is_open:
        words = row.word.text
    elif row.days_past:
        words = f"{row.days_past:,} day{'' if row.days_past == 1 else 's'} past"
    else:
        expected = row.forecast or row.due
        words = expected.words if expected else ""
    return Dated(
        reference=row.reference,
        title=row.title,
        group=group,
        words=words,
        is_milestone=row.is_milestone,
        is_done=not row.is_open,
        is_late=bool(row.days_past),
        starts_on=row.starts.first if row.starts else None,
        first_on=first_on,
        due_on=due_on,
        forecast_on=forecast_on,
        actual_on=actual_on,
    )


def _words(dated: Iterable[Dated], as_at: date) -> str:
    """What somebody who does not see the drawing is told of it."""
    dated = list(dated)
    if not dated:
        return ""
    days = [day for one in dated for day in one.days]
    late = [one for one in dated if one.is_late]
    done = sum(1 for one in dated if one.is_done)
    told = f"Timeline from {min(days):%B %Y} to {max(*days, as_at):%B %Y} with a line for today, {day_words(as_at)}. "
    told += f"Of {len(dated)} items with a date {done} are closed and {len(late)} are past their date"
    if late:
        told += f": {', '.join(f'{one.reference} {one.words}' for one in late)}"
    return f"{told}. The table under it says the same."
