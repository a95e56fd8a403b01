"""The risks a place tells of."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from delegations.risks import queries as risks
from reporting.papers.blocks.shape import (
    NOT_STATED,
    Audience,
    Cells,
    Gathered,
    SlideParams,
    is_left_out,
    lost_words,
    plain,
    sentence,
    slides_of,
    unqualified,
)
from reporting.papers.models import Slide

CODE = "place_risks"
SCHEMA = 1
LABEL = "risks of the place"
HEADING = "Risks"
Params = SlideParams


@dataclass(frozen=True)
class Row:
    """A risk, the heading it stands under, its cause and consequence, and what is done about it."""

    key: str
    title: str
    category: str
    cause: str
    mitigation: str


def gather(*, as_at: date, params: dict[str, Any], audience: Audience) -> Gathered:
    slides = slides_of(params, Slide.Kind.RISKS)
    found = risks.risks_of(params["place"], as_at=as_at)
    return Gathered(
        caption=f"Risks: {params['place'].name}",
        rows=tuple(
            Row(
                key=risk.slug,
                title=risk.title,
                category=unqualified(risk.category),
                cause=_cause(risk) or NOT_STATED,
                mitigation=sentence(risk.mitigation) or NOT_STATED,
            )
            for risk in found
        ),
        citations=tuple(risk.citation for risk in found) or slides.citations,
        note=lost_words(slides),
        missing=slides.missing,
        left_out=is_left_out(params, slides),
    )


def _cause(risk: risks.RiskRow) -> str:
    return sentence(plain(". ".join(words.rstrip(".") for words in (risk.cause, risk.consequence) if words)))


def cells(gathered: Gathered) -> Cells:
    return Cells(
        ("Risk", "Heading", "Cause and consequence", "Mitigation"),
        tuple((row.title, row.category, row.cause, row.mitigation) for row in gathered.rows),
    )
