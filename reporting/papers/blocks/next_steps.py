"""The steps a place has ahead of it, from its own plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from delegations.workplan import queries as workplan
from delegations.workplan.models import Item
from lsc_places.kit.words import Word
from lsc_places.sources.queries import citing
from reporting.papers.blocks.shape import (
    NOT_STATED,
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

CODE = "next_steps"
SCHEMA = 1
LABEL = "workplan of the place"
HEADING = "Next steps"
Params = SlideParams


class Referenced(Protocol):
    """Whatever is known by the reference of an item."""

    @property
    def reference(self) -> str: ...


@dataclass(frozen=True)
class Row:
    """A step with its reference, its date as stated, and how far it is."""

    key: str
    reference: str
    title: str
    note: str
    due: str
    status: Word


def gather(*, as_at: date, params: dict[str, Any], audience: Audience) -> Gathered:
    slides = slides_of(params, Slide.Kind.NEXT_STEPS)
    steps = workplan.next_steps_of(params["place"], as_at=as_at)
    return Gathered(
        caption=f"Next steps: {params['place'].name}",
        rows=tuple(
            Row(
                key=step.reference,
                reference=step.reference,
                title=step.title,
                note=sentence("; ".join(words for words in (step.condition, step.due_note) if words)),
                due=step.due.words if step.due else NOT_STATED,
                status=step.word,
            )
            for step in steps
        ),
        citations=citations_of(steps, as_at=as_at) or slides.citations,
        note=lost_words(slides),
        missing=slides.missing,
        left_out=is_left_out(params, slides),
    )


def cells(gathered: Gathered) -> Cells:
    return Cells(
        ("Reference", "Step", "Note", "Due", "Status"),
        tuple((row.reference, row.title, row.note, row.due, row.status.text) for row in gathered.rows),
    )


def citations_of(steps: Iterable[Referenced], *, as_at: date) -> tuple[str, ...]:
    """Where steps are stated, as far as it was published by the day; two queries."""
    numbers = [int(step.reference.rpartition("-")[2]) for step in steps]
    cite = citing(as_at)
    return tuple(cite(sources) for sources in Item.objects.filter(number__in=numbers).values_list("sources", flat=True))
