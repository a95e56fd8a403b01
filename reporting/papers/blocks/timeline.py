"""The dated items of the workplan along time, drawn and as a table, with what they wait for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from delegations.workplan import queries as workplan
from delegations.workplan.drawing import PAPER, Drawing, parts
from delegations.workplan.queries import Link, Point
from lsc_places.kit.words import Word
from lsc_places.places.models import Place
from reporting.papers.blocks.next_steps import citations_of
from reporting.papers.blocks.planned import LOCAL_CHOICE
from reporting.papers.blocks.shape import Audience, Cells, Gathered, sentence

CODE = "timeline"
SCHEMA = 1
LABEL = "workplan"
HEADING = ""
LINES = 36


class Params(forms.Form):
    """A place, when it is about one; and whether only milestones are shown."""

    place = forms.ModelChoiceField(Place.objects.all(), to_field_name="slug", required=False)
    show = forms.ChoiceField(choices=[(workplan.MILESTONES, "Milestones only")], required=False)


@dataclass(frozen=True)
class Row:
    """An item with its first date and the one that is expected now, its word, and what it waits for."""

    key: str
    title: str
    first: str
    now: str
    status: Word
    waits_for: str


@dataclass(frozen=True, kw_only=True)
class Timeline(Gathered):
    """Also the drawings, each of as many lines as a page takes, and their words for somebody who does not see them."""

    drawings: tuple[Drawing, ...]
    drawing_words: str


def gather(*, as_at: date, params: Mapping[str, Any], audience: Audience) -> Timeline:
    asked = {"show": params["show"], "place": params["place"].slug if params["place"] else ""}
    found = workplan.timeline(as_at=as_at, asked=asked)
    dated = {one.reference for one in found.dated}
    shown = [point for point in found.points if point.reference in dated or point.needs]
    return Timeline(
        caption="Items of the workplan along time",
        rows=tuple(_row(point) for point in shown),
        citations=citations_of(shown, as_at=as_at),
        note=_note(len(found.points) - len(shown)) if shown else "",
        missing="" if shown else "No item of the workplan has a date.",
        drawings=tuple(found.drawn(portion, size=PAPER) for portion in parts(found.dated, most=LINES)),
        drawing_words=found.words,
    )


def cells(gathered: Timeline) -> Cells:
    return Cells(
        ("Item", "First promised", "Now", "BRAG", "Waits for"),
        tuple((row.title, row.first, row.now, row.status.text, row.waits_for) for row in gathered.rows),
    )


def _row(point: Point) -> Row:
    title = f"{point.reference} {point.title}"
    return Row(
        key=point.reference,
        title=f"{title} (milestone)" if point.is_milestone else title,
        first=point.first,
        now=f"{point.now}, was {point.was}" if point.was else point.now,
        status=point.word,
        waits_for="; ".join(_waits(link) for link in point.needs) or sentence(point.condition) or "Nothing stated",
    )


def _waits(link: Link) -> str:
    return f"{link.needs}{', critical' if link.is_critical else ''}: {'done' if link.is_done else link.standing}"


def _note(left_out: int) -> str:
    if not left_out:
        return f"{LOCAL_CHOICE}."
    return f"{left_out} item{'' if left_out == 1 else 's'} with neither a date nor anything to wait for left out. {LOCAL_CHOICE}."
