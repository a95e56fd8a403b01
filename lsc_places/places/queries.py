"""Places as the documents had stated them by a day."""

from dataclasses import dataclass
from datetime import date

from django.shortcuts import get_object_or_404

from lsc_places.kit.money import large
from lsc_places.places.models import Coverage, Facility, Locality, NeighbourhoodUnit, Place, Ward
from lsc_places.sources.queries import cited, citing


@dataclass(frozen=True)
class LocalityShown:
    """A locality by the name it had on the day, with what else it has been called and its districts."""

    name: str
    other_name: str
    districts: tuple[str, ...]
    citation: str


@dataclass(frozen=True)
class Area:
    """What lies in a place: who covers it, its localities, neighbourhood teams, wards and facilities."""

    coverage: tuple[Coverage, ...]
    localities: tuple[LocalityShown, ...]
    neighbourhood_units: tuple[NeighbourhoodUnit, ...]
    wards: tuple[Ward, ...]
    wards_count: int | None
    wards_worked_first: int | None
    facilities: tuple[Facility, ...]


def places() -> tuple[Place, ...]:
    """The places in their order; they are there on every day, what is stated of them is not."""
    return tuple(Place.objects.all())


def place(slug: str, *, as_at: date) -> Place:
    """The place of this address, cited as at the day; Http404 when there is none."""
    found = get_object_or_404(Place, slug=slug)
    return cited([found], by=citing(as_at))[0]


def population_words(place: Place, *, as_at: date) -> str | None:
    """The people of a place as stated by the day: "About 1.2 million", or none when not yet stated."""
    if place.population is None or (place.population_on and place.population_on > as_at):
        return None
    return f"{'About ' if place.population_qualifier.startswith('circa') else ''}{large(place.population)}"


def area_of(place: Place, *, as_at: date) -> Area:
    """What lies in a place, as stated by the day; seven queries."""
    cite = citing(as_at)
    counted = place.last_stated_on <= as_at
    return Area(
        coverage=cited(place.coverage.as_at(as_at).select_related("local_authority"), by=cite),
        localities=tuple(
            _locality(locality, as_at)
            for locality in cited(place.localities.as_at(as_at).prefetch_related("districts"), by=cite)
        ),
        neighbourhood_units=cited(place.neighbourhood_units.as_at(as_at), by=cite),
        wards=cited(place.priority_wards.as_at(as_at), by=cite),
        wards_count=place.priority_wards_count if counted else None,
        wards_worked_first=place.priority_wards_first_focus_count if counted else None,
        facilities=cited(place.facilities.as_at(as_at), by=cite),
    )


def _locality(locality: Locality, as_at: date) -> LocalityShown:
    renamed = bool(locality.earlier_name)
    named = locality.named_on <= as_at
    return LocalityShown(
        name=locality.name if named or not renamed else locality.earlier_name,
        other_name=locality.earlier_name if named and renamed else "",
        districts=tuple(district.name for district in locality.districts.all() if district.stated_on <= as_at),
        citation=locality.citation,
    )
