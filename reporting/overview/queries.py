"""The places on a day, side by side and one by one, read from every family."""

from dataclasses import dataclass
from datetime import date

from lsc_places.boards import queries as boards
from lsc_places.boards.queries import BoardShown
from lsc_places.people import queries as people
from lsc_places.people.queries import PostShown
from lsc_places.places import queries as places
from lsc_places.places.models import Place
from lsc_places.places.queries import Area


@dataclass(frozen=True)
class PlaceColumn:
    """What a board asks of each place, for one of them."""

    place: Place
    population: str | None
    director: PostShown | None
    board: BoardShown | None


@dataclass(frozen=True)
class PlacesPage:
    """The places side by side."""

    columns: tuple[PlaceColumn, ...]


@dataclass(frozen=True)
class HomePage:
    """The places side by side, and what changed."""

    columns: tuple[PlaceColumn, ...]


@dataclass(frozen=True)
class PlacePage:
    """Everything the records say of a place on a day."""

    place: Place
    position: int
    neighbours: tuple[Place | None, Place | None]
    population: str | None
    board: BoardShown | None
    posts: tuple[PostShown, ...]
    area: Area


def places_page(*, as_at: date) -> PlacesPage:
    return PlacesPage(_columns(as_at))


def home_page(*, as_at: date) -> HomePage:
    return HomePage(_columns(as_at))


def place_page(slug: str, *, as_at: date) -> PlacePage:
    """One place; Http404 when there is none of this address."""
    place = places.place(slug)
    everywhere = places.places()
    position = everywhere.index(place)
    return PlacePage(
        place=place,
        position=position + 1,
        neighbours=(
            everywhere[position - 1] if position else None,
            everywhere[position + 1] if position + 1 < len(everywhere) else None,
        ),
        population=places.population_words(place, as_at=as_at),
        board=boards.board_of(place, as_at=as_at),
        posts=tuple(post for post in people.posts(as_at=as_at) if post.place == place.slug),
        area=places.area_of(place, as_at=as_at),
    )


def _columns(as_at: date) -> tuple[PlaceColumn, ...]:
    board_of = {board.place.slug: board for board in boards.partnership_boards(as_at=as_at)}
    director_of = {post.place: post for post in people.posts(as_at=as_at) if post.short_role == "DHCI"}
    return tuple(
        PlaceColumn(
            place=place,
            population=places.population_words(place, as_at=as_at),
            director=director_of.get(place.slug),
            board=board_of.get(place.slug),
        )
        for place in places.places()
    )
