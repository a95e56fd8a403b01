"""What a board asks of every place, each place a column."""

from dataclasses import dataclass
from datetime import date

from delegations.register import queries as register
from delegations.register.queries.matrix import Total
from delegations.risks import queries as risks
from delegations.risks.queries import RiskCount
from delegations.workplan import queries as workplan
from delegations.workplan.queries import Count
from lsc_places.boards import queries as boards
from lsc_places.boards.queries import BoardShown
from lsc_places.people import queries as people
from lsc_places.people.queries import PostShown
from lsc_places.places import queries as places
from lsc_places.places.models import Place
from priorities.plans.queries import PrioritySetShown, priority_sets_by_place

DIRECTOR = "DHCI"


@dataclass(frozen=True)
class Column:
    """What a board asks of each place, for one of them; none where nothing is stated."""

    place: Place
    population: str | None
    director: PostShown | None
    board: BoardShown | None
    delegations: Total
    position: str | None
    headline: PrioritySetShown | None
    workplan: Count | None
    risks: RiskCount | None
    last_stated_on: date | None


def columns(*, as_at: date) -> tuple[Column, ...]:
    """Every place in its order, in a fixed number of queries however many records there are."""
    board_of = {board.place.slug: board for board in boards.partnership_boards(as_at=as_at)}
    director_of = {post.place: post for post in people.posts(as_at=as_at) if post.short_role == DIRECTOR}
    sets_of = priority_sets_by_place(as_at=as_at)
    items_of = workplan.counts_by_place(as_at=as_at)
    risks_of = risks.counts_by_place(as_at=as_at)
    matrix = register.matrix(as_at=as_at)
    totals = {place.slug: total for place, total in zip(matrix.places, matrix.place_totals, strict=True)}
    positions = _positions(matrix)
    moved = _last_moved(matrix)
    return tuple(
        Column(
            place=place,
            population=places.population_words(place, as_at=as_at),
            director=director_of.get(place.slug),
            board=board_of.get(place.slug),
            delegations=totals[place.slug],
            position=positions.get(place.slug),
            headline=next(iter(sets_of.get(place.slug, ())), None),
            workplan=items_of.get(place.slug),
            risks=risks_of.get(place.slug),
            last_stated_on=max(
                (day for day in (_last_item(items_of.get(place.slug)), moved.get(place.slug)) if day), default=None
            ),
        )
        for place in matrix.places
    )


def _last_item(count: Count | None) -> date | None:
    return count.last_stated_on if count else None


def _last_moved(matrix: register.Matrix) -> dict[str, date]:
    """The last day on which a document, or a move, said something of a place's delegations."""
    days: dict[str, date] = {}
    for row in matrix.rows:
        for cell in row.cells:
            said = [day for line in cell.lines for day in (line.since, line.position and line.position.on) if day]
            days[cell.place.slug] = max([*said, days.get(cell.place.slug, date.min)])
    return {place: day for place, day in days.items() if day != date.min}


def _positions(matrix: register.Matrix) -> dict[str, str]:
    """The last thing a document said of a place's delegations, where it said more than their states."""
    return {
        cell.place.slug: line.position.words
        for row in matrix.rows
        for cell in row.cells
        for line in cell.lines
        if line.position
    }
