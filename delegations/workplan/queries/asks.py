"""What is asked of each place, beside what its team can take."""

from dataclasses import dataclass
from datetime import date

from django.shortcuts import get_object_or_404

from delegations.workplan.models import Ask, Capacity
from delegations.workplan.permissions import EDIT, PROPOSE
from lsc_places.kit.permissions import require
from lsc_places.people.models import User
from lsc_places.places.models import Place

_ORDER = {priority.value: position for position, priority in enumerate(Ask.Priority)}


@dataclass(frozen=True)
class OfPlace:
    """The open requests to a place, the most urgent first, and how many its team can take, if that is stated."""

    place: Place
    asks: tuple[Ask, ...]
    capacity: Capacity | None
    may_change: bool

    @property
    def words(self) -> str:
        """Such as "5 open, room for 4"."""
        room = f"room for {self.capacity.most_open}" if self.capacity else "capacity not stated"
        return f"{len(self.asks)} open, {room}"

    @property
    def is_over(self) -> bool:
        return self.capacity is not None and len(self.asks) > self.capacity.most_open


@dataclass(frozen=True)
class AsksPage:
    """Every place with what is asked of it."""

    places: tuple[OfPlace, ...]
    may_log: bool


def asks_page(*, as_at: date, reader: User, may_change: bool) -> AsksPage:
    """What was open at the end of a day, by place; three queries."""
    places = list(Place.objects.all())
    found: dict[int, list[Ask]] = {}
    for one in Ask.objects.visible_to(reader).as_at(as_at).select_related("recorded_by"):
        found.setdefault(one.place_id, []).append(one)
    capacity = {one.place_id: one for one in Capacity.objects.as_at(as_at).select_related("recorded_by")}
    return AsksPage(
        places=tuple(
            OfPlace(
                place=place,
                asks=tuple(sorted(found.get(place.pk, ()), key=lambda one: (_ORDER[one.priority], one.asked_on))),
                capacity=capacity.get(place.pk),
                may_change=may_change and reader.has_perm(EDIT, place),
            )
            for place in places
        ),
        may_log=may_change and reader.has_perm(PROPOSE, places[0] if places else None),
    )


def logging_ask(*, by: User) -> dict[str, Place]:
    """The places a request can be logged for, by slug; PermissionDenied unless this person may."""
    places = {place.slug: place for place in Place.objects.all()}
    require(by, PROPOSE, next(iter(places.values()), None))
    return places


def ask_to_close(key: int, *, by: User) -> Ask:
    """A request to close; Http404 for none, PermissionDenied unless this person may."""
    found = get_object_or_404(Ask.objects.visible_to(by).select_related("place", "closed_by"), pk=key)
    require(by, EDIT, found)
    return found


def place_of_capacity(slug: str, *, by: User) -> Place:
    """A place whose capacity is to be stated; Http404 for none, PermissionDenied unless this person may."""
    place = get_object_or_404(Place, slug=slug)
    require(by, EDIT, place)
    return place
