"""Examples of delivery at a place, by the common priority they serve."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from lsc_places.kit.words import Word
from priorities.plans import queries as plans
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

CODE = "examples"
SCHEMA = 1
LABEL = "schemes of the place"
HEADING = "Examples by common priority"
Params = SlideParams
NONE = "No example is stated"


@dataclass(frozen=True)
class Row:
    """A scheme under a priority it serves, with its parts, and how far it is said to be."""

    key: str
    title: str
    detail: str
    parts: tuple[str, ...]
    status: Word
    basis: str


@dataclass(frozen=True)
class Group:
    """The schemes that serve one common priority; none when the documents state no example."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Examples(Gathered):
    groups: tuple[Group, ...]


def gather(*, as_at: date, params: dict[str, Any], audience: Audience) -> Examples:
    slides = slides_of(params, Slide.Kind.EXAMPLES, Slide.Kind.ACHIEVEMENTS, Slide.Kind.ENGAGEMENT, Slide.Kind.VISION)
    found = plans.schemes_of(params["place"], as_at=as_at)
    groups = tuple(Group(f"{one.common.number}. {one.title}" if one.common else one.title, _rows(one)) for one in found)
    groups = tuple(group for group, one in zip(groups, found, strict=True) if one.common or one.schemes)
    return Examples(
        caption=f"Examples by common priority: {params['place'].name}",
        rows=tuple(row for group in groups for row in group.rows),
        citations=tuple(scheme.citation for one in found for scheme in one.schemes) or slides.citations,
        note=lost_words(slides),
        missing=slides.missing,
        left_out=is_left_out(params, slides),
        groups=groups,
    )


def cells(gathered: Examples) -> Cells:
    return Cells(
        ("Priority", "Example", "Detail", "Parts", "Status", "Basis of the status"),
        tuple(
            (group.title, row.title, row.detail, "; ".join(row.parts), row.status.text, row.basis)
            for group in gathered.groups
            for row in group.rows
        )
        + tuple((group.title, NONE, "", "", "", "") for group in gathered.groups if not group.rows),
    )


def _rows(group: plans.SchemeGroup) -> tuple[Row, ...]:
    return tuple(
        Row(
            key=f"{group.common.slug if group.common else 'other'}-{scheme.slug}",
            title=scheme.title,
            detail=scheme.detail,
            parts=tuple(part.title for part in scheme.parts),
            status=scheme.status,
            basis="inferred" if scheme.is_inferred else "",
        )
        for scheme in group.schemes
    )
