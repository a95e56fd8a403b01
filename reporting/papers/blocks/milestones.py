"""The milestones of the workplan, with the date first set beside the current one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from delegations.workplan import queries as workplan
from delegations.workplan.models import Item
from reporting.papers.blocks.next_steps import citations_of
from reporting.papers.blocks.planned import HEAD, cells_of, counts, row
from reporting.papers.blocks.shape import Audience, Cells, Gathered, NoParams

CODE = "milestones"
SCHEMA = 1
LABEL = "workplan"
HEADING = ""
Params = NoParams


def gather(*, as_at: date, params: Mapping[str, Any], audience: Audience) -> Gathered:
    rows = workplan.items(as_at=as_at, among=Item.objects.filter(is_milestone=True))
    found = workplan.judged(rows, as_at=as_at)
    return Gathered(
        caption="Milestones of the workplan",
        rows=tuple(row(one) for one in found),
        citations=citations_of(rows, as_at=as_at),
        note=counts(found) if found else "",
        missing="" if found else "No item of the workplan is marked as a milestone.",
    )


def cells(gathered: Gathered) -> Cells:
    return Cells(HEAD, tuple(cells_of(row) for row in gathered.rows))
