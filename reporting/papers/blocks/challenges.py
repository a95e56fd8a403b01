"""The facts by which a place shows what it is up against."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import slugify

from priorities.metrics import queries as metrics
from reporting.papers.blocks.shape import (
    Audience,
    Cells,
    Gathered,
    SlideParams,
    is_left_out,
    lost_words,
    slides_of,
)
from reporting.papers.models import Slide

CODE = "challenges"
SCHEMA = 1
LABEL = "facts of the place"
HEADING = "Challenges"
Params = SlideParams
NO_FIGURE = "No figure published"


@dataclass(frozen=True)
class Row:
    """A fact: its figure with the unit, what it is of, and what it is compared with."""

    key: str
    title: str
    figure: str
    comparison: str
    period: str


def gather(*, as_at: date, params: dict[str, Any], audience: Audience) -> Gathered:
    slides = slides_of(params, Slide.Kind.CHALLENGES)
    facts = metrics.facts_of(params["place"], as_at=as_at)
    return Gathered(
        caption=f"Challenges: {params['place'].name}",
        rows=tuple(_row(fact) for fact in facts),
        citations=tuple(fact.citation for fact in facts) or slides.citations,
        note=lost_words(slides),
        missing=slides.missing,
        left_out=is_left_out(params, slides),
    )


def cells(gathered: Gathered) -> Cells:
    return Cells(
        ("Fact", "Figure", "Compared with", "Period"),
        tuple((row.title, row.figure, row.comparison, row.period) for row in gathered.rows),
    )


def _row(fact: metrics.FactShown) -> Row:
    measured = fact.measurement
    return Row(
        key=slugify(fact.title),
        title=fact.title,
        figure=fact.figure or NO_FIGURE,
        comparison=measured.comparison if measured else "",
        period=fact.year or (measured.period if measured else ""),
    )
