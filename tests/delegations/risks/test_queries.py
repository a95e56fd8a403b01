"""Risks as the papers had stated them by a day."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from delegations.risks import queries
from delegations.risks.models import Risk
from lsc_places.kit.dates import today
from lsc_places.places.models import Place

pytestmark = pytest.mark.usefixtures("records")

JULY_2023, NOVEMBER_2023, JULY_2024 = date(2023, 7, 5), date(2023, 11, 8), date(2024, 7, 11)


def of(slug: str, day: date) -> tuple[queries.RiskRow, ...]:
    return queries.risks_of(Place.objects.get(slug=slug), as_at=day)


def test_what_is_stated_grows_with_the_papers():
    numbers = [len(queries.risks(as_at=day)) for day in (date(2023, 7, 4), JULY_2023, NOVEMBER_2023, JULY_2024)]
    assert numbers == [0, 4, 14, 17]


def test_seven_risks_of_lancashire_stand_on_its_register_in_november_2023_and_eight_in_july_2024():
    november, july = of("lancashire", NOVEMBER_2023), of("lancashire", JULY_2024)
    assert [row.register for row in november] == ["Lancashire Place risk register"] * 7
    assert [row.title for row in july if row.register_slug == "reg-lan-place"][-1] == (
        "System capacity to deliver the Lancashire Plan"
    )
    assert sum(1 for row in july if row.register) == 8


def test_the_counts_of_all_places_are_those_of_each():
    counts = queries.counts_by_place(as_at=JULY_2024)
    assert {slug: (count.total, count.on_register, count.scored) for slug, count in counts.items()} == {
        "lancashire": (10, 8, 0),
        "blackpool": (1, 0, 0),
        "south-cumbria": (1, 0, 0),
    }


def test_a_page_of_an_earlier_day_names_no_later_paper():
    delay = {row.slug: row for row in queries.risks(as_at=NOVEMBER_2023)}["risk-delegation-delay"]
    assert delay.citation == "ICB Board paper, 8 November 2023, section 3.3"
    later = {row.slug: row for row in queries.risks(as_at=JULY_2024)}["risk-delegation-delay"]
    assert "Cabinet report, 11 July 2024" in later.citation


def test_how_a_register_is_reviewed_waits_for_the_paper_that_may_say_so():
    review = {
        day: {one.slug: one.review for one in queries.registers(as_at=day)}["reg-lan-place"]
        for day in (NOVEMBER_2023, JULY_2024)
    }
    assert review == {NOVEMBER_2023: "", JULY_2024: "quarterly by the Partnership"}


def test_rules_that_feed_and_a_rule_still_proposed_stand_side_by_side():
    states = {rule.words.split(" ")[0]: rule.state.text for rule in queries.rules(as_at=JULY_2024)}
    assert states["Place"] == "In force"
    assert states["Formal"] == "Proposed"
    assert {rule.state.text for rule in queries.rules(as_at=JULY_2023)} == {"In force"}


def test_the_page_gathers_risks_by_register_and_then_by_place(reader):
    page = queries.risks_page(as_at=today(), reader=reader)
    assert [(section.title, len(section.rows)) for section in page.sections] == [
        ("ICB Corporate Risk Register", 1),
        ("LCC corporate risk register", 0),
        ("Lancashire Place risk register", 8),
        ("On no register: all places", 4),
        ("On no register: Blackpool", 1),
        ("On no register: Lancashire", 2),
        ("On no register: South Cumbria", 1),
    ]
    assert (page.count.total, page.count.on_register, page.count.scored, page.without_owner) == (17, 9, 0, 16)


def test_the_page_narrows_to_a_place_and_to_words(reader):
    page = queries.risks_page(as_at=today(), reader=reader, place="lancashire", words="MARKET councils")
    assert [row.title for section in page.sections for row in section.rows] == []
    page = queries.risks_page(as_at=today(), reader=reader, place="lancashire", words="MARKET council")
    assert [row.title for section in page.sections for row in section.rows] == ["Care market instability"]
    assert page.count.total == 17


def test_a_risk_is_there_from_the_day_it_was_stated(reader):
    page = queries.risk_page("risk-lan-capacity", as_at=JULY_2024, reader=reader)
    assert [rule.state.text for rule in page.rules] == ["Feeding in now", "Proposed", "In force", "In force"]
    with pytest.raises(Http404):
        queries.risk_page("risk-lan-capacity", as_at=NOVEMBER_2023, reader=reader)


def test_nobody_who_has_not_logged_in_is_shown_any(reader):
    assert Risk.objects.visible_to(reader).count() == 17
    assert not Risk.objects.visible_to(AnonymousUser()).exists()
    with pytest.raises(Http404):
        queries.risk_page("icb-016", as_at=today(), reader=AnonymousUser())


def test_changes_are_told_once_a_day_and_place():
    told = [(one.day, one.place, one.now) for one in queries.changes(since=NOVEMBER_2023, until=today())]
    assert told == [(JULY_2024, "Lancashire", "3 risks stated")]
    earlier = queries.changes(since=JULY_2023, until=NOVEMBER_2023)
    assert {(one.place, one.now) for one in earlier} == {
        (None, "Delegation timeframes delayed by financial recovery"),
        ("Lancashire", "7 risks stated"),
        ("Blackpool", "Homecare capacity cost falls on Blackpool Council"),
        ("South Cumbria", "New unitary councils still stabilising"),
    }
    assert all(one.was is None for one in earlier)


def test_ten_times_the_risks_take_the_same_queries(reader):
    def count() -> int:
        with CaptureQueriesContext(connection) as made:
            queries.risks_page(as_at=today(), reader=reader)
            queries.counts_by_place(as_at=today())
        return len(made)

    few = count()
    for risk in Risk.objects.all():
        slug = risk.slug
        for number in range(9):
            risk.pk, risk.slug, risk.source_key = None, f"{slug}-{number}", None
            risk.save(force_insert=True)
    assert Risk.objects.count() == 170
    assert count() == few == 9
