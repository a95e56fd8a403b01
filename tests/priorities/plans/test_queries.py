"""Priorities and schemes on any day."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from lsc_places.kit.dates import PartialDate
from lsc_places.places.models import Place
from priorities.plans import queries
from priorities.plans.models import CommonPriority, Scheme
from priorities.plans.wording import kind_title

pytestmark = pytest.mark.usefixtures("records")

JULY_2023, NOVEMBER_2023, JULY_2024 = date(2023, 7, 5), date(2023, 11, 8), date(2024, 7, 11)
PLACES = ("blackburn-with-darwen", "blackpool", "lancashire", "south-cumbria")


def place(slug: str) -> Place:
    return Place.objects.get(slug=slug)


def names(one: queries.PrioritySetShown) -> list[str]:
    return [priority.name for priority in one.priorities]


@pytest.mark.seed("K2", "K5")
def test_four_ambitions_became_three_themes():
    november = queries.priority_sets_of(place("lancashire"), as_at=NOVEMBER_2023)[0]
    assert november.title == "Delivery ambitions"
    assert names(november) == [
        "Connected Colleagues",
        "Seamless Services",
        "Integrated Infrastructure",
        "Healthier and Happier Lancashire",
    ]
    july = queries.priority_sets_of(place("lancashire"), as_at=JULY_2024)[0]
    assert july.title == "Place plan themes"
    assert names(july) == ["Enhanced Care in the Community", "Integrated Working", "Creating Healthy Communities"]
    (ended,) = queries.earlier_sets_by_place(as_at=JULY_2024)["lancashire"]
    assert names(ended) == names(november)
    assert ended.ended_on == JULY_2024
    assert queries.earlier_sets_by_place(as_at=date(2024, 7, 10)) == {}


def test_years_in_words_end_no_set():
    sets = queries.priority_sets_of(place("south-cumbria"), as_at=date(2026, 1, 1))
    assert [(one.period, one.spell, one.ended_on) for one in sets] == [
        ("2023/24", "last stated 8 November 2023", None),
        ("", "last stated 8 November 2023", None),
    ]


def test_the_headline_comes_first_and_the_other_kinds_stand_beside_it():
    kinds = {slug: [one.title for one in sets] for slug, sets in _november().items()}
    assert kinds == {
        "blackburn-with-darwen": ["Life course focus", "Delivery headings"],
        "blackpool": ["Delivery headings", "Insight theme (one of 14)"],
        "lancashire": ["Delivery ambitions", "Work programmes with 12 districts"],
        "south-cumbria": ["Interim priority workstreams", "Future development areas"],
    }
    assert {slug: sets[0].is_headline for slug, sets in _november().items()} == dict.fromkeys(PLACES, True) | {
        "blackpool": False
    }


def _november() -> dict[str, tuple[queries.PrioritySetShown, ...]]:
    return dict(queries.priority_sets_by_place(as_at=NOVEMBER_2023))


def test_areas_for_later_are_marked():
    interim, future = queries.priority_sets_of(place("south-cumbria"), as_at=JULY_2024)
    assert {priority.is_future for priority in interim.priorities} == {False}
    assert {priority.is_future for priority in future.priorities} == {True}


def test_no_set_was_stated_before_november_2023():
    assert queries.priority_sets_by_place(as_at=date(2023, 11, 7)) == {}


def test_what_a_plan_works_on_is_in_its_order():
    themes = queries.priority_sets_of(place("lancashire"), as_at=JULY_2024)[0].priorities
    assert [len(theme.focus) for theme in themes] == [5, 6, 5]
    assert themes[0].focus[0] == "Lancashire model for short-term support"


@pytest.mark.seed("K1", "K8")
def test_every_place_has_five_common_priorities_and_schemes_of_its_own_under_them():
    groups = queries.schemes_by_place(as_at=JULY_2024)
    assert tuple(groups) == PLACES
    for slug in PLACES:
        assert [group.common.number if group.common else None for group in groups[slug]] == [1, 2, 3, 4, 5, None]
    under_first = {slug: {scheme.slug for scheme in groups[slug][0].schemes} for slug in PLACES}
    assert all(under_first.values())
    assert len(set().union(*under_first.values())) == sum(map(len, under_first.values()))


@pytest.mark.seed("K1")
def test_a_scheme_counts_once_under_each_priority_it_serves():
    groups = queries.schemes_of(place("blackburn-with-darwen"), as_at=JULY_2024)
    under = [group.common.slug for group in groups for scheme in group.schemes if scheme.slug == "sch-bwd-family-hubs"]
    assert under == ["cp-1", "cp-2"]
    for group in groups:
        slugs = [scheme.slug for scheme in group.schemes]
        assert len(slugs) == len(set(slugs))


def test_every_scheme_is_in_a_group_or_under_the_scheme_it_is_part_of():
    groups = queries.schemes_by_place(as_at=JULY_2024)
    listed = [scheme for of_place in groups.values() for group in of_place for scheme in group.schemes]
    parts = {part.slug for scheme in listed for part in scheme.parts}
    assert {scheme.slug for scheme in listed} | parts == set(Scheme.objects.values_list("slug", flat=True))
    assert not parts & {scheme.slug for scheme in listed}


@pytest.mark.seed("T5")
def test_nine_workforce_examples_are_parts_with_a_status_of_their_own():
    groups = queries.schemes_of(place("south-cumbria"), as_at=NOVEMBER_2023)
    workforce = next(scheme for scheme in groups[-1].schemes if scheme.slug == "sch-sc-workforce")
    assert len(workforce.parts) == 9
    assert {part.status.text for part in workforce.parts} == {"Under way"}
    assert {part.is_inferred for part in workforce.parts} == {True}
    assert not workforce.is_inferred


def test_a_scheme_shows_what_was_said_by_the_day():
    scheme = Scheme.objects.get(slug="sch-bpl-toch")
    scheme.statuses.create(status="done", effective_on=date(2024, 2, 1), basis="stated (opened)")
    said = {}
    for day in (NOVEMBER_2023, date(2024, 1, 31), date(2024, 2, 1)):
        group = queries.schemes_of(scheme.place, as_at=day)[3]
        said[day] = next(one for one in group.schemes if one.slug == scheme.slug)
    assert [one.status.text for one in said.values()] == ["Under way", "Under way", "Done"]
    assert said[NOVEMBER_2023].status_basis == "Inferred, to be confirmed"
    assert said[date(2024, 2, 1)].status_basis == "Stated (opened)"
    assert said[date(2024, 2, 1)].status_on == date(2024, 2, 1)


def test_schemes_of_july_2024_are_not_there_before():
    before = queries.schemes_of(place("lancashire"), as_at=date(2024, 7, 10))
    after = queries.schemes_of(place("lancashire"), as_at=JULY_2024)
    new = {one.slug for group in after for one in group.schemes} - {
        one.slug for group in before for one in group.schemes
    }
    assert len(new) == 10
    assert "sch-lan-preston-rough-sleepers" in new


def test_common_priorities_were_stated_in_july_2023():
    assert [one.number for one in queries.common_priorities(as_at=JULY_2023)] == [1, 2, 3, 4, 5]
    assert queries.common_priorities(as_at=date(2023, 7, 4)) == ()


def test_a_page_as_at_a_day_names_no_later_paper():
    first = queries.common_priorities(as_at=JULY_2023)[0]
    assert first.citation == "ICB Board paper, 5 July 2023, section 2.4"
    assert "8 November 2023" in queries.common_priorities(as_at=NOVEMBER_2023)[0].citation


def test_what_changed_by_july_2024_is_the_themes_and_ten_schemes():
    found = {change.what: change for change in queries.changes(since=NOVEMBER_2023, until=JULY_2024)}
    assert set(found) == {"Place plan themes", "Schemes"}
    assert found["Place plan themes"].was.startswith("Connected Colleagues")
    assert found["Schemes"].now == "10 new: 7 under way, 3 planned"
    assert queries.changes(since=JULY_2024, until=date(2024, 12, 31)) == ()


def test_a_scheme_that_got_further_is_a_change_of_its_own():
    scheme = Scheme.objects.get(slug="sch-bpl-toch")
    scheme.statuses.create(status="done", effective_on=date(2025, 2, 1), basis="stated (opened)")
    (change,) = queries.changes(since=JULY_2024, until=date(2025, 3, 1))
    assert (change.what, change.was, change.now) == ("Transfer of Care Hub", "Under way", "Done")
    assert change.address == ("plans:scheme", "sch-bpl-toch")


@pytest.mark.parametrize(
    ("ask", "count"),
    [
        (lambda: queries.common_priorities(as_at=JULY_2024), 2),
        (lambda: queries.priority_sets_of(Place(pk=1, slug="blackpool"), as_at=JULY_2024), 4),
        (lambda: queries.priority_sets_by_place(as_at=JULY_2024), 4),
        (lambda: queries.schemes_of(Place(pk=1, slug="blackpool"), as_at=JULY_2024), 7),
        (lambda: queries.schemes_by_place(as_at=JULY_2024), 7),
    ],
    ids=["common_priorities", "priority_sets_of", "priority_sets_by_place", "schemes_of", "schemes_by_place"],
)
def test_the_number_of_queries_is_fixed(django_assert_max_num_queries, ask, count):
    with django_assert_max_num_queries(count):
        ask()
    scheme = Scheme.objects.first()
    for number in range(3):
        another = Scheme.objects.create(slug=f"another-{number}", place=scheme.place, title="Another")
        another.common_priorities.set(CommonPriority.objects.all())
    with django_assert_max_num_queries(count):
        ask()


@pytest.mark.parametrize(
    ("kind", "count", "title"),
    [
        ("delivery ambition", 4, "Delivery ambitions"),
        ("delivery ambition", 1, "Delivery ambition"),
        ("life course focus", 4, "Life course focus"),
        ("insight theme (one of 14)", 2, "Insight themes (one of 14)"),
        ("work programme with 12 districts", 2, "Work programmes with 12 districts"),
    ],
)
def test_a_kind_is_a_heading(kind, count, title):
    assert kind_title(kind, count=count) == title


def test_a_set_with_a_beginning_of_its_own_says_so():
    one = place("blackpool").priority_sets.get(kind="delivery heading")
    one.holds = DateRange(date(2023, 4, 1), None)
    one.began = PartialDate.parse("2023-04")
    one.save()
    shown = queries.priority_sets_of(place("blackpool"), as_at=JULY_2024)[0]
    assert shown.spell == "from April 2023"
