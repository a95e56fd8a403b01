"""What a delivery group has to know of the workplan: done, coming, late, blocked, and waiting for a decision."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from delegations.workplan import queries as workplan
from delegations.workplan.queries import Judged
from lsc_places.kit.words import Word
from reporting.papers.blocks.next_steps import citations_of
from reporting.papers.blocks.planned import HEAD, Row, brag_key, cells_of, counts, row
from reporting.papers.blocks.shape import Audience, Cells, Gathered, NoParams

CODE = "highlight"
SCHEMA = 1
LABEL = "workplan"
HEADING = ""
Params = NoParams
DAYS = 91


@dataclass(frozen=True)
class Group:
    """The items of one question, under words that count them."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Highlight(Gathered):
    """Also the groups with an answer, the words for those without, and what the words of BRAG mean."""

    groups: tuple[Group, ...]
    key: tuple[tuple[Word, str], ...]


def gather(*, as_at: date, params: Mapping[str, Any], audience: Audience) -> Highlight:
    found = workplan.judged(workplan.items(as_at=as_at), as_at=as_at)
    asked = {
        f"Done in the last {DAYS} days": [one for one in found if _is_done(one, as_at)],
        f"Coming in the next {DAYS} days": [one for one in found if _is_coming(one, as_at)],
        "Late": [one for one in found if one.row.days_past or (one.row.is_open and (one.row.slip or 0) > 0)],
        "Blocked": [one for one in found if one.row.is_open and (one.waits_for or one.row.condition)],
        "Decisions needed": [one for one in found if one.row.is_open and one.decided_by],
    }
    groups = tuple(
        Group(f"{title}: {len(of_group) or 'none'}", tuple(_row(one, title) for one in of_group))
        for title, of_group in asked.items()
    )
    shown = {one.row.reference: one.row for of_group in asked.values() for one in of_group}
    return Highlight(
        caption="Highlights of the workplan",
        rows=tuple(row for group in groups for row in group.rows),
        citations=citations_of(shown.values(), as_at=as_at),
        note=counts(found),
        groups=groups,
        key=brag_key(),
    )


def cells(gathered: Highlight) -> Cells:
    return Cells(
        ("Group", *HEAD), tuple((group.title, *cells_of(row)) for group in gathered.groups for row in group.rows)
    )


def _is_done(one: Judged, as_at: date) -> bool:
    on = one.row.actual.last if one.row.actual else one.row.stated_on
    return one.row.status == "completed" and on is not None and as_at - timedelta(days=DAYS) < on <= as_at


def _is_coming(one: Judged, as_at: date) -> bool:
    expected = one.row.forecast or one.row.due
    return one.row.is_open and expected is not None and as_at <= expected.last <= as_at + timedelta(days=DAYS)


def _row(one: Judged, title: str) -> Row:
    """What a group says first is why the item is in it."""
    found = row(one, group=title)
    words = {
        "Blocked": f"Needs {', '.join(one.waits_for)}" if one.waits_for else f"Waits for: {one.row.condition}",
        "Decisions needed": f"To be decided by {one.decided_by}",
    }.get(title)
    if not words:
        return found
    return replace(found, why=words if found.why == "Nothing to add" else f"{words}; {found.why}")
