"""The columns of the grid: what each is called, how it sorts, and whether it can be edited there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from delegations.workplan.brag import WORST_FIRST
from delegations.workplan.cells import BY_NAME, Cell
from delegations.workplan.models import Item
from delegations.workplan.queries.rows import ItemRow

_STATUS = {status.value: position for position, status in enumerate(Item.Status)}
_BRAG: dict[str, int] = {brag.value: position for position, brag in enumerate(WORST_FIRST)}
_CONFIDENCE = {level.value: position for position, level in enumerate(Item.Confidence)}


@dataclass(frozen=True)
class Column:
    """A column, by its name in addresses; one without a cell is worked out and cannot be edited."""

    name: str
    label: str
    sorts_by: Callable[[ItemRow], Any]
    cell: Cell | None = None
    is_usual: bool = False
    is_wide: bool = False


def _of(name: str, sorts_by: Callable[[ItemRow], Any], *, is_usual: bool = False) -> Column:
    cell = BY_NAME[name]
    return Column(name, cell.label, sorts_by, cell, is_usual, bool(cell.rows) or name == "title")


COLUMNS: tuple[Column, ...] = (
    _of("title", lambda row: row.title.casefold(), is_usual=True),
    _of("workstream", lambda row: row.workstream or None),
    _of("place", lambda row: row.place.order if row.place else 0, is_usual=True),
    _of("owner", lambda row: row.owner.casefold() or None, is_usual=True),
    Column("teams", "Teams", lambda row: row.teams_words.casefold() or None),
    _of("status", lambda row: _STATUS[row.status], is_usual=True),
    Column("brag", "BRAG", lambda row: _BRAG.get(row.brag), is_usual=True),
    _of("is_milestone", lambda row: not row.is_milestone),
    _of("confidence", lambda row: _CONFIDENCE.get(row.confidence)),
    _of("starts_on", lambda row: row.starts),
    Column("original", "First due date", lambda row: row.original),
    _of("due_on", lambda row: row.due, is_usual=True),
    Column("variance", "Moved from first date", lambda row: row.variance),
    _of("forecast_on", lambda row: row.forecast, is_usual=True),
    Column("slip", "Slip", lambda row: row.slip if row.slip is not None else row.days_past, is_usual=True),
    _of("actual_on", lambda row: row.actual),
    _of("commentary", lambda row: row.commentary.casefold() or None, is_usual=True),
    _of("next_step", lambda row: row.next_step.casefold() or None),
    _of("deliverable", lambda row: row.deliverable.casefold() or None),
    _of("accountable", lambda row: row.accountable.casefold() or None),
    _of("responsible", lambda row: row.responsible.casefold() or None),
)
BY_COLUMN = {column.name: column for column in COLUMNS}
USUAL = tuple(column.name for column in COLUMNS if column.is_usual)


def chosen(names: object) -> tuple[Column, ...]:
    """The columns of these names in their own order; the usual ones when none of them is known."""
    wanted = set(names) if isinstance(names, list | tuple | set) else set()
    return tuple(column for column in COLUMNS if column.name in wanted) or tuple(BY_COLUMN[name] for name in USUAL)


def sorted_rows(rows: list[ItemRow], *, by: str) -> list[ItemRow]:
    """Rows by a column ("-due_on" the other way round); what is not stated comes last either way."""
    column = BY_COLUMN[by.removeprefix("-")]
    stated = [row for row in rows if column.sorts_by(row) is not None]
    unstated = [row for row in rows if column.sorts_by(row) is None]
    return [*sorted(stated, key=column.sorts_by, reverse=by.startswith("-")), *unstated]
