"""The delegation matrix: what is being delegated to each place, and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from delegations.register import queries as register
from lsc_places.kit.words import Word
from reporting.papers.blocks.shape import NOT_STATED, Audience, Cells, Gathered, NoParams

CODE = "delegations"
SCHEMA = 1
LABEL = "delegations"
HEADING = ""
Params = NoParams


@dataclass(frozen=True)
class Cell:
    """Where a delegation stands at a place: its state, what holds it, and the date planned."""

    word: Word
    holds: tuple[str, ...]
    planned: str
    position: str


@dataclass(frozen=True)
class Row:
    """A function with its delegation at each place, in the order of places; None where there is none."""

    key: str
    function: str
    cells: tuple[Cell | None, ...]
    formula: str


@dataclass(frozen=True, kw_only=True)
class Delegations(Gathered):
    places: tuple[str, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        found = {cell.word.text: cell.word for row in self.rows for cell in row.cells if cell}
        return tuple(found.values())


def gather(*, as_at: date, params: Mapping[str, Any], audience: Audience) -> Delegations:
    matrix = register.matrix(as_at=as_at)
    lines = [line for row in matrix.rows for cell in row.cells for line in cell.lines]
    formulas = [row.formula for row in matrix.rows if row.formula]
    return Delegations(
        caption="Delegations by place",
        rows=tuple(
            Row(
                key=row.function.slug if row.function else row.title,
                function=row.title,
                cells=tuple(_cell(cell.lines[0]) if cell.lines else None for cell in row.cells),
                formula=_formula(row),
            )
            for row in matrix.rows
        ),
        citations=tuple(
            citation
            for line in lines
            for citation in (
                line.citation,
                line.planned.citation,
                *(hold.citation for hold in line.holds),
                line.position.citation if line.position else "",
            )
        )
        + tuple(formula.citation for formula in formulas),
        note=_note(lines),
        places=tuple(place.name for place in matrix.places),
    )


def cells(gathered: Delegations) -> Cells:
    return Cells(
        ("Function", *gathered.places, "Allocation formula"),
        tuple(
            (row.function, *(". ".join(_lines(cell)) if cell else NOT_STATED for cell in row.cells), row.formula)
            for row in gathered.rows
        ),
    )


def _lines(cell: Cell) -> tuple[str, ...]:
    return (cell.word.text, *cell.holds, cell.planned, *([cell.position] if cell.position else []))


def _cell(line: register.Line) -> Cell:
    planned = line.planned
    return Cell(
        word=line.word,
        holds=tuple(hold.word.text for hold in line.holds),
        planned=f"{planned.words or 'No date stated'}{f', was {planned.was}' if planned.was else ''}",
        position=line.position.words if line.position else "",
    )


def _formula(row: Any) -> str:
    if row.formula is None:
        return "Not applicable: no money" if row.function and not row.function.is_money else NOT_STATED
    across = f" across {row.formula.agreed_across}" if row.formula.agreed_across else ""
    return f"{row.formula.word.text}{across}"


def _note(lines: list[register.Line]) -> str:
    bases = dict.fromkeys(line.basis for line in lines if line.basis)
    return " ".join(f"{basis[:1].upper()}{basis[1:]}." for basis in bases)
