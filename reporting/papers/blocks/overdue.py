"""The items of the workplan that are past their date and still open, the longest first."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from delegations.workplan import queries as workplan
from reporting.papers.blocks.next_steps import citations_of
from reporting.papers.blocks.planned import HEAD, LOCAL_CHOICE, cells_of, row
from reporting.papers.blocks.shape import Audience, Cells, Gathered, NoParams

CODE = "overdue"
SCHEMA = 1
LABEL = "workplan"
HEADING = ""
Params = NoParams


def gather(*, as_at: date, params: Mapping[str, Any], audience: Audience) -> Gathered:
    late = [one for one in workplan.items(as_at=as_at) if one.days_past]
    late.sort(key=lambda one: -(one.days_past or 0))
    found = workplan.judged(late, as_at=as_at)
    return Gathered(
        caption="Items past their date",
        rows=tuple(row(one) for one in found),
        citations=citations_of(late, as_at=as_at),
        note=f"{LOCAL_CHOICE}." if found else "",
        missing="" if found else "No open item is past its date.",
    )


def cells(gathered: Gathered) -> Cells:
    return Cells(HEAD, tuple(cells_of(row) for row in gathered.rows))
