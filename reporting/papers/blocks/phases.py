"""The road of delegation: its phases, and the meetings of the body that hears of them, drawn and as a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from delegations.register import queries as register
from delegations.register.queries.phases import PhaseShown
from lsc_places.boards import queries as boards
from lsc_places.boards.models import Body, Meeting
from lsc_places.kit.dates import day_words
from lsc_places.kit.words import Shape, Tone, Word
from reporting.papers import roadmap
from reporting.papers.blocks.shape import NOT_STATED, Audience, Cells, Gathered, sentence, unqualified

CODE = "phases"
SCHEMA = 1
LABEL = "phases"
HEADING = ""

HELD = Word("Held", Tone.DONE, Shape.TICK)
PLANNED = Word("Planned", Tone.IDLE, Shape.DASH)
NOT_RECORDED = Word("No record", Tone.QUIET, Shape.CLOCK)
UNDER_REVIEW = "under review"


class Params(forms.Form):
    """The body whose meetings are marked."""

    body = forms.ModelChoiceField(Body.objects.all(), to_field_name="slug")


@dataclass(frozen=True)
class Row:
    """A dated event or phase, and how it stands."""

    key: str
    when: str
    what: str
    status: Word


@dataclass(frozen=True, kw_only=True)
class Phases(Gathered):
    """Also the drawing, and its words for somebody who does not see it."""

    drawing: roadmap.Drawing
    drawing_words: str
    meetings_name: str


def gather(*, as_at: date, params: dict[str, Any], audience: Audience) -> Phases:
    body = params["body"]
    meetings = tuple(reversed(boards.body_page(body.slug, as_at=as_at).meetings))
    phases = register.phases_page(as_at=as_at).phases
    rows = tuple(sorted((*_of_meetings(meetings, as_at), *_of_phases(phases)), key=lambda dated: dated[0]))
    drawing = roadmap.draw(
        [roadmap.Meeting(one.held.first, one.held.words, _is_held(one, as_at)) for one in meetings],
        [_drawn(phase, as_at) for phase in phases],
        now=as_at,
        now_label=f"As at {day_words(as_at)}",
    )
    return Phases(
        caption="Phases of delegation and meetings that hear of them",
        rows=tuple(row for _, row in rows),
        citations=(*(phase.phase.citation for phase in phases), *(one.citation for one in meetings)),
        drawing=drawing,
        drawing_words=f"Timeline as at {day_words(as_at)}: {'; '.join(_said(row) for _, row in rows)}.",
        meetings_name="Meetings",
    )


def cells(gathered: Phases) -> Cells:
    return Cells(("When", "What", "State"), tuple((row.when, row.what, row.status.text) for row in gathered.rows))


def _of_meetings(meetings: tuple[Meeting, ...], as_at: date) -> Iterator[tuple[date, Row]]:
    for one in meetings:
        status = HELD if _is_held(one, as_at) else PLANNED if one.held.last >= as_at else NOT_RECORDED
        told = one.outcome or one.note.rstrip(".")
        name = unqualified(str(one.body))
        what = f"{name}: {told}" if told else name
        yield one.held.first, Row(one.source_key or str(one.pk), one.held.words, what, status)


def _of_phases(phases: tuple[PhaseShown, ...]) -> Iterator[tuple[date, Row]]:
    for one in phases:
        planned = one.phase.planned
        when = planned.words if planned else NOT_STATED
        if planned and one.review_reason:
            when = f"{when}, {UNDER_REVIEW}"
        what = one.phase.name + (f": {'; '.join(one.functions)}" if one.functions else "")
        status = one.word or Word(NOT_STATED, Tone.QUIET, Shape.DASH)
        yield planned.first if planned else date.max, Row(one.phase.slug, when, what, status)


def _drawn(one: PhaseShown, as_at: date) -> roadmap.Phase:
    planned = one.phase.planned
    return roadmap.Phase(
        name=one.phase.name,
        note=f"{len(one.functions)} functions" if one.functions else "",
        begun_on=one.phase.stated_on if one.functions else None,
        planned_on=planned.first if planned else None,
        words=one.word.text if one.word else NOT_STATED,
        planned_words=sentence(f"planned {UNDER_REVIEW}" if one.review_reason else "planned"),
    )


def _is_held(meeting: Meeting, as_at: date) -> bool:
    return not meeting.is_planned and meeting.held.first <= as_at


def _said(row: Row) -> str:
    return f"{row.when}, {row.what}: {row.status.text.lower()}"
