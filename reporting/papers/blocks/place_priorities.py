"""The sets of priorities that a place held on the day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from priorities.plans import queries as plans
from reporting.papers.blocks.shape import NOT_STATED, Audience, Cells, Gathered, PlaceParams, sentence

CODE = "place_priorities"
SCHEMA = 1
LABEL = "priorities of the place"
HEADING = "Priorities of the place"
Params = PlaceParams


@dataclass(frozen=True)
class Row:
    """A set of priorities, when it held, and its priorities in order."""

    key: str
    title: str
    period: str
    spell: str
    priorities: tuple[str, ...]


def gather(*, as_at: date, params: dict[str, Any], audience: Audience) -> Gathered:
    sets = plans.priority_sets_of(params["place"], as_at=as_at)
    return Gathered(
        caption=f"Priorities: {params['place'].name}",
        rows=tuple(
            Row(
                key=one.key,
                title=one.title,
                period=one.period or NOT_STATED,
                spell=sentence(one.spell),
                priorities=tuple(priority.name for priority in one.priorities),
            )
            for one in sets
        ),
        citations=tuple(citation for one in sets for citation in (one.citation, *(p.citation for p in one.priorities))),
        missing="" if sets else "Not stated.",
    )


def cells(gathered: Gathered) -> Cells:
    return Cells(
        ("Set", "Period", "When it held", "Priorities"),
        tuple((row.title, row.period, row.spell, "; ".join(row.priorities)) for row in gathered.rows),
    )
