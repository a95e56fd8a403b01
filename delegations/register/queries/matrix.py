"""Places by functions on a day, what is in the totals, and what all of them wait for."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from delegations.register import words
from delegations.register.models import Delegation, Function, Hold
from delegations.register.moves import IN_FORCE, State
from delegations.register.queries.approvals import ApprovalShown
from delegations.register.queries.formulas import FormulaShown, formulas
from delegations.register.queries.lines import Line, lines, moves_as_at
from lsc_places.kit.dates import day_words
from lsc_places.kit.words import Shape, Tone, Word
from lsc_places.places.models import Place

FUNCTIONS_A_PAGE = 10


@dataclass(frozen=True)
class Total:
    """How many delegations there are, in which states, how many on hold and how many in force."""

    count: int
    states: tuple[tuple[Word, int], ...]
    on_hold: int
    in_force: int

    @property
    def states_words(self) -> str:
        """The states with their counts, such as "11 being assessed, 1 live"."""
        return ", ".join(f"{count} {word.text[:1].lower()}{word.text[1:]}" for word, count in self.states)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a delegation stands, by the keys of its function and place."""

    function: int
    place: int
    state: State
    on_hold: bool


@dataclass(frozen=True)
class Cell:
    """The delegations of a function at a place."""

    place: Place
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Row:
    """A function, or what is to be delegated without one, at each place."""

    function: Function | None
    title: str
    formula: FormulaShown | None
    cells: tuple[Cell, ...]
    total: Total


@dataclass(frozen=True)
class Wait:
    """How far something stands that the delegations of one function wait for: open in so many of so many."""

    word: Word
    needed: int
    open: int


@dataclass(frozen=True)
class WaitRow:
    """Something delegations wait for, of whom, function by function; ``only`` names the places where not all need it."""

    name: str
    required_by: str | None
    waits: tuple[Wait, ...]
    only: tuple[str, ...]
    last_known: str
    citation: str


@dataclass(frozen=True)
class Matrix:
    """The register on a day: a row for each function, then what is proposed without one, which no total counts."""

    places: tuple[Place, ...]
    rows: tuple[Row, ...]
    from_councils: Row
    unscoped: Row | None
    place_totals: tuple[Total, ...]
    total: Total
    waits: tuple[WaitRow, ...]
    functions_in_all: int
    number: int
    pages: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all had been proposed by the day."""
        return not self.rows and not self.unscoped and not any(cell.lines for cell in self.from_councils.cells)

    @property
    def functions(self) -> tuple[Function, ...]:
        return tuple(row.function for row in self.rows if row.function)


def matrix(*, as_at: date, number: int | None = None) -> Matrix:
    """Every delegation in the register on the day, by place and function; thirteen queries.

    With ``number`` only that page of functions has rows, the nearest there is, and what they wait for is of these; the
    totals are always of all.
    """
    standings = _standings(as_at=as_at)
    formula_of = formulas(as_at=as_at)
    places = tuple(Place.objects.all())
    known = sorted({one.function for one in standings})
    pages = max(1, -(-len(known) // FUNCTIONS_A_PAGE))
    shown = known
    if number is not None:
        number = min(max(number, 1), pages)
        shown = known[(number - 1) * FUNCTIONS_A_PAGE : number * FUNCTIONS_A_PAGE]
    found = lines(Delegation.objects.filter(Q(function__in=shown) | Q(function=None)), as_at=as_at)
    counted = [line for line in found if line.counts]
    functions = sorted({line.function for line in counted if line.function}, key=lambda function: function.pk)
    rows = tuple(
        _row(
            function.name,
            [line for line in counted if line.function == function],
            places,
            function=function,
            formula=formula_of.get(function.pk),
        )
        for function in functions
    )
    unscoped = [line for line in found if not line.counts]
    others = [line for line in unscoped if not line.is_from_council]
    return Matrix(
        places=places,
        rows=rows,
        from_councils=_row("From the local authority", [line for line in unscoped if line.is_from_council], places),
        unscoped=_row("Function not stated", others, places) if others else None,
        place_totals=tuple(
            _sum((one.state, one.on_hold) for one in standings if one.place == place.pk) for place in places
        ),
        total=_sum((one.state, one.on_hold) for one in standings),
        waits=(*_formula_row(rows), *_approval_rows(rows, places)),
        functions_in_all=len(known),
        number=number or 1,
        pages=pages if number is not None else 1,
    )


def total(found: Iterable[Line]) -> Total:
    """What these delegations come to."""
    return _sum((line.state, bool(line.holds)) for line in found)


def _sum(found: Iterable[tuple[State, bool]]) -> Total:
    counted = list(found)
    states = Counter(state for state, _ in counted)
    return Total(
        count=len(counted),
        states=tuple((words.STATES[state], states[state]) for state in State if states[state]),
        on_hold=sum(on_hold for _, on_hold in counted),
        in_force=sum(state in IN_FORCE for state, _ in counted),
    )


def _standings(*, as_at: date) -> tuple[Standing, ...]:
    """Where every delegation of a function stands on the day, as far as totals ask; two queries."""
    held = set(Hold.objects.as_at(as_at).values_list("delegation_id", flat=True))
    moves = moves_as_at(Delegation.objects.exclude(function=None), as_at=as_at)
    return tuple(
        Standing(function=function, place=place, state=State(state), on_hold=pk in held)
        for pk, function, place, state in moves.values_list(
            "delegation_id", "delegation__function_id", "delegation__place_id", "to_state"
        )
    )


def _row(
    title: str,
    found: Sequence[Line],
    places: tuple[Place, ...],
    *,
    function: Function | None = None,
    formula: FormulaShown | None = None,
) -> Row:
    cells = tuple(Cell(place, tuple(line for line in found if line.place == place)) for place in places)
    return Row(function, title, formula, cells, total(found))


def _formula_row(rows: tuple[Row, ...]) -> tuple[WaitRow, ...]:
    """The allocation formula, which a function that hands over money waits for."""
    stated = [row.formula for row in rows if row.formula]
    if not stated:
        return ()
    waits = []
    for row in rows:
        needed = row.total.count if row.function and row.function.is_money else 0
        waits.append(_wait(needed, 0 if row.formula and row.formula.is_agreed else needed))
    last = max(stated, key=lambda formula: formula.on)
    return (
        WaitRow(
            name="Allocation formula agreed",
            required_by=None,
            waits=tuple(waits),
            only=(),
            last_known="; ".join(
                f"{row.function.short_name}: {row.formula.word.text.lower()}"
                for row in rows
                if row.formula and row.function
            )
            + f", {day_words(last.on)}",
            citation=last.citation,
        ),
    )


def _approval_rows(rows: tuple[Row, ...], places: tuple[Place, ...]) -> tuple[WaitRow, ...]:
    asked: dict[str, dict[int, list[tuple[Line, ApprovalShown]]]] = {}
    for number, row in enumerate(rows):
        for line in (line for cell in row.cells for line in cell.lines):
            for approval in line.approvals:
                asked.setdefault(approval.slug, {}).setdefault(number, []).append((line, approval))
    return tuple(_approval_row(by_row, len(rows), places) for by_row in asked.values())


def _approval_row(
    by_row: dict[int, list[tuple[Line, ApprovalShown]]], count: int, places: tuple[Place, ...]
) -> WaitRow:
    everywhere = [pair for pairs in by_row.values() for pair in pairs]
    last = max((approval for _, approval in everywhere), key=lambda approval: approval.on)
    where = {line.place.pk for line, _ in everywhere}
    return WaitRow(
        name=last.name,
        required_by=last.required_by,
        waits=tuple(
            _wait(len(by_row.get(number, ())), sum(approval.is_open for _, approval in by_row.get(number, ())))
            for number in range(count)
        ),
        only=tuple(place.name for place in places if place.pk in where) if len(where) < len(places) else (),
        last_known=f"{last.words or last.word.text}, {day_words(last.on)}",
        citation=last.citation,
    )


def _wait(needed: int, open_count: int) -> Wait:
    if not needed:
        return Wait(words.NOT_NEEDED, 0, 0)
    if not open_count:
        return Wait(Word(f"Met: {needed} of {needed}", Tone.GOOD, Shape.TICK), needed, 0)
    return Wait(Word(f"Open in {open_count} of {needed}", Tone.BAD, Shape.CROSS), needed, open_count)
