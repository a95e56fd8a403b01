"""Indicators, their values and targets, and the facts of places from the data files."""

from collections.abc import Iterator
from typing import Any

from django.utils.text import slugify

from lsc_places.kit.arrangements import holds
from lsc_places.kit.loading import Load, Row
from lsc_places.kit.records import FieldProblem, Record
from lsc_places.places.models import Coverage, District, FormerArea, Place, Ward
from lsc_places.sources.load import sourced, stated_on
from priorities.metrics.areas import Gazetteer, area_of
from priorities.metrics.figures import decimals_of
from priorities.metrics.models import (
    Indicator,
    Measurement,
    OutcomeMeasure,
    PlaceFact,
    ReportingFramework,
    Target,
)


def measurements(record: Record) -> Iterator[Row]:
    """A value of an indicator; records of one name are values of one indicator."""
    yield _indicator(record, kind=record.choice("kind", Indicator.Kind))
    yield _measurement(record, **_area(record, record.text("geography")))


def engagement_counts(record: Record) -> Iterator[Row]:
    yield _indicator(record, kind=Indicator.Kind.ENGAGEMENT)
    yield _measurement(record, **_area(record, record.text("place")))


def targets(record: Record) -> Iterator[Row]:
    yield _indicator(record)
    value = record.decimal("target_value")
    yield Row(
        Target,
        record.key,
        sourced(
            record,
            slug=record.key,
            indicator=_indicator_of(record),
            value=value,
            decimals=decimals_of(value),
            unit=record.words("unit"),
            comparison=record.text("comparison"),
            baseline_low=record.decimal("baseline_low"),
            baseline_high=record.decimal("baseline_high"),
            baseline_note=record.words("baseline_note"),
            period=record.words("period"),
            by=record.partial_date("by"),
            by_basis=record.words("by_basis"),
            priority_key=record.words("priority"),
            holds=holds(began=None, ended=None, stated_on=stated_on(record)),
            **_area(record, record.text("geography")),
        ),
    )


def outcome_measures(record: Record) -> Iterator[Row]:
    yield _indicator(record)
    area = _area(record, record.text("geography"))
    yield Row(
        OutcomeMeasure,
        record.key,
        sourced(
            record,
            indicator=_indicator_of(record),
            strategy_measure_key=record.text("strategy_measure"),
            unit=record.words("unit"),
            direction_wanted=record.words("direction_wanted"),
            term=record.words("term"),
            period=record.words("period"),
            **area,
        ),
    )
    if record.raw("value") is not None:
        yield _measurement(record, **area)


def place_facts(record: Record) -> Iterator[Row]:
    """A fact of a place; its number is the metric's, which must be the same."""
    place, measurement = record.needed_link("place", Place), record.link("metric", Measurement)
    value = record.decimal("value")
    if value != (measurement.value if measurement else None):
        told = f"{measurement.value:f}".rstrip("0").rstrip(".") if measurement and measurement.value else "no value"
        raise FieldProblem("value", f"This must be the same as in the metric, which has {told}, not {value}")
    yield Row(
        PlaceFact,
        record.key,
        sourced(
            record,
            place=place,
            order=_position(record, place),
            title=record.text("indicator"),
            unit=record.words("unit"),
            year=record.words("year"),
            measurement=measurement,
        ),
    )


def reporting_frameworks(record: Record) -> Iterator[Row]:
    audience = record.words("for")
    yield Row(
        ReportingFramework,
        record.key,
        sourced(
            record,
            name=record.text("name"),
            state=record.text("state"),
            audience=audience,
            place=record.shelf.of(Place).get(audience),
        ),
    )


def _indicator(record: Record, **also: Any) -> Row:
    return Row(Indicator, _slug(record), {"slug": _slug(record), "name": record.text("name"), **also})


def _indicator_of(record: Record) -> Indicator:
    return record.find("name", Indicator, _slug(record))


def _slug(record: Record) -> str:
    return slugify(record.text("name"))


def _measurement(record: Record, **area: Any) -> Row:
    value, comparator_value = record.decimal("value"), record.decimal("comparator_value")
    return Row(
        Measurement,
        record.key,
        sourced(
            record,
            indicator=_indicator_of(record),
            value=value,
            decimals=decimals_of(value),
            value_text=record.words("value_text"),
            unit=record.text("unit"),
            qualifier=record.words("value_qualifier"),
            period=record.words("period"),
            comparator=record.words("comparator"),
            comparator_value=comparator_value,
            comparator_decimals=decimals_of(comparator_value),
            comparison=record.words("comparison"),
            basis=record.words("value_basis"),
            **area,
        ),
    )


def _area(record: Record, words: str) -> dict[str, Any]:
    """The fields of an area named in words, with the place and the district it belongs to."""
    found = area_of(words, _gazetteer(record))
    return {
        "area": words,
        "extent": found.extent,
        "place": record.shelf.of(Place).get(found.place or ""),
        "district": record.shelf.of(District).get(found.district or ""),
    }


def _gazetteer(record: Record) -> Gazetteer:
    shelf = record.shelf
    names: dict[str, str] = {}
    for place in shelf.of(Place).values():
        names |= {place.name: place.slug, place.short_name: place.slug}
    for ward in shelf.of(Ward).values():
        names[ward.town] = ward.place.slug
    for coverage in shelf.of(Coverage).values():
        names |= {coverage.local_authority.name.removesuffix(" Council"): coverage.place.slug}
        names |= {coverage.near: coverage.place.slug}
    districts = {one.name: (str(one.source_key), one.place.slug) for one in shelf.of(District).values()}
    names.pop("", None)
    return Gazetteer(names, districts, {area.name for area in shelf.of(FormerArea).values()})


def _position(record: Record, place: Place) -> int:
    """Where the fact stands among those of its place in the order of the file."""
    known = record.shelf.of(PlaceFact)
    if record.key in known:
        return known[record.key].order
    return 1 + max((fact.order for fact in known.values() if fact.place_id == place.pk), default=0)


_PLACES = (
    "places.districts",
    "places.former_areas",
    "places.priority_wards",
    "places.place_local_authority_coverage",
)
LOADS = [
    Load("metrics.indicators", measurements, needs=_PLACES),
    Load("metrics.engagement_counts", engagement_counts, needs=_PLACES),
    Load("metrics.targets", targets, needs=_PLACES),
    Load("metrics.outcome_measures", outcome_measures, needs=_PLACES),
    Load("metrics.reporting_framework", reporting_frameworks, needs=_PLACES),
    Load("places.facts", place_facts, needs=("metrics.indicators",)),
]
