"""The four places and what lies in them, as the papers had stated it by a day."""

from datetime import date

import pytest
from django.http import Http404

from lsc_places.places import queries
from lsc_places.places.models import Locality, Place

pytestmark = pytest.mark.usefixtures("records")

STRATEGY, NOVEMBER, JULY_2024 = date(2023, 2, 20), date(2023, 11, 8), date(2024, 7, 11)


def place(slug: str) -> Place:
    return queries.place(slug, as_at=JULY_2024)


@pytest.mark.seed("A1")
def test_there_are_four_places_in_the_order_of_the_file():
    assert [one.slug for one in queries.places()] == [
        "blackburn-with-darwen",
        "blackpool",
        "lancashire",
        "south-cumbria",
    ]


@pytest.mark.seed("A2", "V8")
@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("blackburn-with-darwen", "About 150,000"),
        ("blackpool", "About 138,000"),
        ("lancashire", "About 1.2 million"),
        ("south-cumbria", "186,478"),
    ],
)
def test_the_people_of_a_place_are_told_with_how_exact_the_number_is(slug, words):
    assert queries.population_words(place(slug), as_at=NOVEMBER) == words


def test_the_people_of_a_place_are_not_told_before_a_paper_tells_them():
    assert queries.population_words(place("lancashire"), as_at=date(2023, 2, 19)) is None
    assert queries.population_words(place("south-cumbria"), as_at=STRATEGY) is None


@pytest.mark.seed("A3", "A4")
def test_who_covers_a_place_wholly_and_in_part():
    coverage = {
        one.local_authority.slug: one for one in queries.area_of(place("south-cumbria"), as_at=NOVEMBER).coverage
    }
    assert place("south-cumbria").is_coterminous is False
    assert {one.extent for one in coverage.values()} == {"part"}
    assert coverage["westmorland-and-furness-council"].excludes == "former Eden District"
    assert coverage["cumberland-council"].near == "Millom"
    assert coverage["north-yorkshire-council"].includes_part_of == "former District of Craven"
    [only] = queries.area_of(place("blackpool"), as_at=NOVEMBER).coverage
    assert only.extent == "whole"


@pytest.mark.seed("A6", "A7")
def test_twelve_districts_lie_in_three_localities_each_in_one():
    area = queries.area_of(place("lancashire"), as_at=JULY_2024)
    assert [len(one.districts) for one in area.localities] == [3, 4, 5]
    assert len({district for one in area.localities for district in one.districts}) == 12


@pytest.mark.seed("A8")
def test_a_locality_has_the_name_of_its_day():
    def named(day: date) -> list[tuple[str, str]]:
        return [(one.name, one.other_name) for one in queries.area_of(place("lancashire"), as_at=day).localities]

    assert named(STRATEGY)[:2] == [("North and Coastal Lancashire", ""), ("Central and West Lancashire", "")]
    assert named(JULY_2024)[:2] == [
        ("North Lancashire", "North and Coastal Lancashire"),
        ("Central Lancashire", "Central and West Lancashire"),
    ]
    assert named(JULY_2024)[2] == named(STRATEGY)[2] == ("East Lancashire", "")
    assert named(date(2023, 2, 19)) == []
    assert Locality.objects.count() == 3


@pytest.mark.seed("A10", "A11", "V2")
def test_each_place_calls_its_neighbourhood_teams_by_its_own_name_and_unknown_counts_are_unknown():
    units = {
        one.slug: [(unit.unit, unit.count, unit.count_potential) for unit in queries.area_of(one, as_at=NOVEMBER).neighbourhood_units]
        for one in queries.places()
    }  # fmt: skip
    assert units["blackburn-with-darwen"] == [("Integrated Neighbourhood Team", None, None)]
    assert units["blackpool"] == [("", None, None)]
    assert units["lancashire"] == [("Integrated Neighbourhood Team", None, 20), ("Primary Care Network", 28, None)]
    assert units["south-cumbria"] == [("Integrated Care Community", None, None)]


@pytest.mark.seed("A13")
def test_priority_wards_are_counted_where_they_are_not_named():
    darwen = place("blackburn-with-darwen")
    assert (darwen.priority_wards_count, darwen.priority_wards_first_focus_count) == (11, 3)
    assert queries.area_of(darwen, as_at=NOVEMBER).wards == ()
    assert len(queries.area_of(place("blackpool"), as_at=NOVEMBER).wards) == 5


@pytest.mark.seed("A15")
def test_each_place_has_its_own_line():
    assert place("south-cumbria").brand_line == "Thriving Communities Together South Cumbria"
    assert len({one.brand_line for one in queries.places()}) == 4


def test_a_place_nobody_knows_is_not_found():
    with pytest.raises(Http404):
        queries.place("east-cumbria", as_at=NOVEMBER)


@pytest.mark.django_db
def test_the_area_of_a_place_takes_a_fixed_number_of_queries(django_assert_num_queries):
    one = place("lancashire")
    with django_assert_num_queries(7):
        queries.area_of(one, as_at=NOVEMBER)
