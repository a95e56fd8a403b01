"""How far a place has come, told as its slides tell it: in columns, by its own priorities, or by its meetings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from lsc_places.boards import queries as boards
from lsc_places.kit.words import Word
from priorities.plans import queries as plans
from reporting.papers.blocks.shape import (
    Audience,
    Cells,
    Gathered,
    SlideParams,
    is_left_out,
    lost_words,
    sentence,
    slides_of,
)
from reporting.papers.models import Slide

CODE = "journey"
SCHEMA = 1
LABEL = "journey of the place"
HEADING = "Journey to date"
Params = SlideParams
NO_HEADING = "heading not supplied"


@dataclass(frozen=True)
class Row:
    """A step of the way, under the heading it stands under; how far it is, where that is said."""

    key: str
    heading: str
    words: str
    status: Word | str


@dataclass(frozen=True)
class Group:
    """The steps under one heading."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Journey(Gathered):
    head: tuple[str, str, str]

    @property
    def groups(self) -> tuple[Group, ...]:
        return tuple(Group(title, tuple(rows)) for title, rows in groupby(self.rows, key=lambda row: row.heading))

    @property
    def has_groups(self) -> bool:
        """Some heading stands over several steps, so headings have rows of their own."""
        return any(len(group.rows) > 1 for group in self.groups)


def gather(*, as_at: date, params: dict[str, Any], audience: Audience) -> Journey:
    slides = slides_of(params, Slide.Kind.JOURNEY, Slide.Kind.ACHIEVEMENTS)
    head, told = _told(slides.kinds, as_at, params) if slides.supplied else (("", "", ""), [])
    return Journey(
        caption=f"Journey to date: {params['place'].name}",
        rows=tuple(row for row, _ in told),
        citations=tuple(citation for _, citation in told) or slides.citations,
        note=lost_words(slides),
        missing=slides.missing,
        left_out=is_left_out(params, slides),
        head=head,
    )


def cells(gathered: Journey) -> Cells:
    return Cells(
        gathered.head,
        tuple(
            (row.heading, row.words, row.status.text if isinstance(row.status, Word) else row.status)
            for row in gathered.rows
        ),
    )


def _told(
    kinds: frozenset[str], as_at: date, params: dict[str, Any]
) -> tuple[tuple[str, str, str], list[tuple[Row, str]]]:
    if Slide.Kind.ACHIEVEMENTS in kinds:
        return ("Priority", "Step", "Status"), list(_by_priority(as_at, params))
    columns = list(_columns(as_at, params))
    return (
        (("Column", "Step", "Status"), columns)
        if columns
        else (("When", "On the agenda", "Outcome"), list(_meetings(as_at, params)))
    )


def _columns(as_at: date, params: dict[str, Any]) -> Iterator[tuple[Row, str]]:
    for journey in plans.priorities_page(as_at=as_at, place=params["place"].slug).journeys:
        for number, (heading, schemes) in enumerate(journey.columns, start=1):
            for scheme in schemes:
                words = heading or f"Column {number}, {NO_HEADING}"
                yield Row(f"{number}-{scheme.slug}", words, scheme.title, scheme.status), journey.citation


def _by_priority(as_at: date, params: dict[str, Any]) -> Iterator[tuple[Row, str]]:
    schemes = {
        scheme.slug: scheme for group in plans.schemes_of(params["place"], as_at=as_at) for scheme in group.schemes
    }
    for one in plans.priority_sets_of(params["place"], as_at=as_at):
        for priority in one.priorities if one.is_headline else ():
            for scheme in schemes.values():
                if priority.name in scheme.priorities:
                    row = Row(f"{one.key}-{priority.number}-{scheme.slug}", priority.name, scheme.title, scheme.status)
                    yield row, scheme.citation


def _meetings(as_at: date, params: dict[str, Any]) -> Iterator[tuple[Row, str]]:
    board = boards.board_of(params["place"], as_at=as_at)
    for meeting in reversed(boards.body_page(board.slug, as_at=as_at).meetings) if board else ():
        until = f" to {meeting.held_until.words}" if meeting.held_until else ""
        words = sentence("; ".join(meeting.agenda))
        yield (
            Row(meeting.source_key or str(meeting.pk), f"{meeting.held.words}{until}", words, meeting.outcome),
            meeting.citation,
        )
