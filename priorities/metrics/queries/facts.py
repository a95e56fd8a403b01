"""The facts by which each place describes itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lsc_places.places.models import Place
from lsc_places.sources.queries import citing
from priorities.metrics.models import PlaceFact
from priorities.metrics.queries.measurements import Cite, MeasurementShown, shown


@dataclass(frozen=True)
class FactShown:
    """A fact as its place words it; the number is the measurement's, and there may be none."""

    title: str
    figure: str
    year: str
    measurement: MeasurementShown | None
    citation: str


Facts = tuple[FactShown, ...]


def facts_of(place: Place, *, as_at: date) -> Facts:
    """The facts of a place stated by the day, in the place's order; two queries."""
    return _by_place(PlaceFact.objects.as_at(as_at).filter(place=place), citing(as_at)).get(place.slug, ())


def facts_by_place(*, as_at: date) -> Mapping[str, Facts]:
    """The facts of every place that has any, by its slug; two queries."""
    return _by_place(PlaceFact.objects.as_at(as_at), citing(as_at))


def _by_place(rows: Iterable[PlaceFact], cite: Cite) -> dict[str, Facts]:
    found: dict[str, Facts] = {}
    related = ("place", "measurement__indicator", "measurement__place")
    for row in rows.select_related(*related):  # type: ignore[attr-defined]
        measurement = shown(row.measurement, cite=cite) if row.measurement else None
        fact = FactShown(
            title=row.title,
            figure=measurement.figure if measurement else "",
            year=row.year,
            measurement=measurement,
            citation=cite(row.sources),
        )
        found[row.place.slug] = (*found.get(row.place.slug, ()), fact)
    return found
