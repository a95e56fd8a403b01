"""Places and the areas in them, from the data files."""

from collections.abc import Iterator

from lsc_places.kit.loading import Load, Row
from lsc_places.kit.records import Record
from lsc_places.organisations.models import Organisation
from lsc_places.places.models import Coverage, District, Facility, FormerArea, Locality, NeighbourhoodUnit, Place, Ward
from lsc_places.sources.load import sourced


def places(record: Record) -> Iterator[Row]:
    yield Row(
        Place,
        record.key,
        sourced(
            record,
            slug=record.key,
            name=record.text("name"),
            short_name=record.text("short_name"),
            order=_position(record),
            population=record.integer("population"),
            population_qualifier=record.words("population_qualifier"),
            population_on=record.day("population_as_at") if record.raw("population_as_at") else None,
            geography=record.phrases("geography"),
            geography_note=record.words("geography_note"),
            is_coterminous=record.truth("coterminous_with_one_local_authority"),
            other_icbs_count=record.integer("other_icbs_worked_with_count"),
            primary_care_networks_count=record.integer("pcn_count"),
            health_and_wellbeing_partnerships_count=record.integer("hwbp_count"),
            districts_count=record.integer("districts_count"),
            priority_wards_count=record.integer("priority_wards_count"),
            priority_wards_first_focus_count=record.integer("priority_wards_first_focus_count"),
            brand_line=record.words("brand_line"),
        ),
    )


def _position(record: Record) -> int:
    """Where the place stands in the order of the file."""
    known = record.shelf.of(Place)
    return (
        known[record.key].order
        if record.key in known
        else 1 + max((place.order for place in known.values()), default=0)
    )


def coverage(record: Record) -> Iterator[Row]:
    yield Row(
        Coverage,
        record.key,
        sourced(
            record,
            place=record.needed_link("place", Place),
            local_authority=record.needed_link("local_authority", Organisation),
            extent=record.choice("coverage", Coverage.Extent),
            excludes=record.words("excludes"),
            includes_part_of=record.words("includes_part_of"),
            near=record.words("near"),
        ),
    )


def localities(record: Record) -> Iterator[Row]:
    earlier = record.words("name_in_strategy_2023")
    yield Row(
        Locality,
        record.key,
        sourced(
            record,
            place=record.needed_link("place", Place),
            name=record.text("name"),
            named_on=record.day("as_at"),
            earlier_name=earlier if earlier != record.text("name") else "",
        ),
    )


def districts(record: Record) -> Iterator[Row]:
    yield Row(
        District,
        record.key,
        sourced(
            record,
            place=record.needed_link("place", Place),
            locality=record.link("locality", Locality),
            name=record.text("name"),
        ),
    )


def neighbourhood_units(record: Record) -> Iterator[Row]:
    yield Row(
        NeighbourhoodUnit,
        record.key,
        sourced(
            record,
            place=record.link("place", Place),
            unit=record.words("unit"),
            count=record.integer("count"),
            count_potential=record.integer("count_potential"),
            state=record.words("state"),
        ),
    )


def priority_wards(record: Record) -> Iterator[Row]:
    yield Row(
        Ward,
        record.key,
        sourced(
            record,
            place=record.needed_link("place", Place),
            town=record.words("town"),
            name=record.words("name"),
        ),
    )


def former_areas(record: Record) -> Iterator[Row]:
    yield Row(FormerArea, record.key, sourced(record, name=record.text("name"), relation=record.words("relation")))


def facilities(record: Record) -> Iterator[Row]:
    yield Row(
        Facility,
        record.key,
        sourced(
            record,
            place=record.needed_link("place", Place),
            name=record.words("name"),
            kind=record.text("kind"),
        ),
    )


_PLACES = ("places.places",)
LOADS = [
    Load("places.places", places, needs=("organisations.organisations",)),
    Load("places.place_local_authority_coverage", coverage, needs=_PLACES),
    Load("places.localities", localities, needs=_PLACES),
    Load("places.districts", districts, needs=("places.localities",)),
    Load("places.neighbourhood_units", neighbourhood_units, needs=_PLACES),
    Load("places.priority_wards", priority_wards, needs=_PLACES),
    Load("places.former_areas", former_areas, needs=_PLACES),
    Load("organisations.facilities_services", facilities, needs=_PLACES),
]
