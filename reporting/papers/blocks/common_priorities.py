"""The priorities all places share, and how many schemes of each place serve them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lsc_places.places.models import Place
from priorities.plans import queries as plans
from reporting.papers.blocks.shape import Audience, Cells, Gathered, NoParams

CODE = "common_priorities"
SCHEMA = 1
LABEL = "priorities and schemes"
HEADING = ""
Params = NoParams


@dataclass(frozen=True)
class Row:
    """A common priority with the number of schemes at each place, in the order of places."""

    key: str
    number: int
    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class CommonPriorities(Gathered):
    places: tuple[str, ...]


def gather(*, as_at: date, params: Mapping[str, Any], audience: Audience) -> CommonPriorities:
    places = tuple(Place.objects.all())
    schemes = plans.schemes_by_place(as_at=as_at)
    common = plans.common_priorities(as_at=as_at)
    counts = {
        (group.common.slug, slug): len(group.schemes)
        for slug, groups in schemes.items()
        for group in groups
        if group.common
    }
    return CommonPriorities(
        caption="Common priorities and the schemes that serve them",
        rows=tuple(
            Row(one.slug, one.number, one.name, tuple(counts.get((one.slug, place.slug), 0) for place in places))
            for one in common
        ),
        citations=tuple(one.citation for one in common),
        note="The number of schemes. A scheme may serve more than one priority, so columns do not add up.",
        places=tuple(place.name for place in places),
    )


def cells(gathered: CommonPriorities) -> Cells:
    return Cells(
        ("No", "Priority", *gathered.places), tuple((row.number, row.name, *row.counts) for row in gathered.rows)
    )
