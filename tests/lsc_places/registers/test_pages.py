"""Agreements and engagement, as pages show them on any day."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from lsc_places.places.models import Place
from lsc_places.registers import queries

pytestmark = pytest.mark.usefixtures("records")

NOVEMBER_2023, JULY_2024, AFTER = date(2023, 11, 8), date(2024, 7, 11), date(2026, 2, 1)


def table(page: BeautifulSoup, caption: str) -> dict[str, list[str]]:
    """The cells of a table by the head of their row; none when there is no such table."""
    return {
        " ".join(row.find("th").stripped_strings): [" ".join(cell.stripped_strings) for cell in row.find_all("td")]
        for found in page.find_all("table")
        if found.find("caption").text == caption
        for row in found.select("tbody tr")
    }


def lines(page: BeautifulSoup) -> dict[str, str]:
    return {term.text: " ".join(term.find_next("dd").stripped_strings) for term in page.select("main dt")}


@pytest.mark.seed("I7")
def test_the_register_has_kind_parties_places_and_dates(page):
    rows = table(page("/agreements/"), "Agreements")
    assert len(rows) == 18
    assert rows["BCF and s75/256 across three local authorities Section 75"][:3] == [
        "NHS Lancashire and South Cumbria Integrated Care Board Westmorland and Furness Council Cumberland Council "
        "North Yorkshire Council",
        "South Cumbria",
        "Under review No dates stated",
    ]
    assert rows["Section 256 agreements Section 256"][0] == "Not stated"
    assert rows["ICB Scheme of Reservation and Delegation Scheme of delegation"][1] == "No place named"
    assert rows["BwD BCF and Section 75/256 Section 75"][0].endswith("Inferred")
    lancashire = table(page("/agreements/?place=lancashire"), "Agreements")
    assert len(lancashire) > 5
    assert "Place Integration Deal Deal" in lancashire


@pytest.mark.seed("I5")
@pytest.mark.parametrize(
    ("slug", "key", "parties", "state"),
    [
        ("blackburn-with-darwen", "ag-bwd-bcf", "Blackburn with Darwen Borough Council", "Under review"),
        ("blackpool", "ag-bcf-s75", "Local authorities", "Existing"),
        ("lancashire", "ag-lan-bcf", "Lancashire County Council", "Existing"),
        ("south-cumbria", "ag-sc-s75", "North Yorkshire Council", "Under review"),
    ],
)
def test_each_place_has_a_record_of_its_better_care_fund(page, slug, key, parties, state):
    [link] = page(f"/agreements/?place={slug}").select(f'main a[href="/agreements/{key}/"]')
    assert "BCF" in link.text
    said = page(f"/agreements/{key}/").main.get_text(" ", strip=True)
    assert parties in said
    assert state in said
    assert {"Between", "Purpose"} <= set(lines(page(f"/agreements/{key}/")))


def test_an_agreement_that_ended_is_kept_apart_and_says_so(page):
    rows = table(page("/agreements/"), "Agreements that ended")
    assert rows["Secondment agreement for combined LCC and DHCI role Secondment"][2] == (
        "Ended December 2025 From January 2023 to December 2025"
    )
    before = page("/agreements/", as_at="2025-12-31")
    assert table(before, "Agreements that ended") == {}
    assert len(table(before, "Agreements")) == 19


@pytest.mark.seed("I13")
def test_the_secondment_has_term_end_and_a_prompt_before_it_ends(page):
    shown = lines(page("/agreements/ag-secondment/", as_at="2025-12-01"))
    assert shown["How it stands"] == "Ends December 2025 It ends in 31 days. Renew it, replace it or let it end."
    assert shown["From"] == "January 2023 Cabinet approval date"
    assert shown["To"] == "December 2025 Role runs until December 2025"
    assert shown["Term"] == "3 years"
    assert shown["Purpose"].endswith("oversight by the two Chief Executives")
    ended = lines(page("/agreements/ag-secondment/"))
    assert ended["How it stands"] == "Ended December 2025 Its status had been: in force"


@pytest.mark.seed("I11")
def test_a_procurement_has_value_term_buyers_and_approvals(page):
    care = lines(page("/agreements/ag-care-at-home/"))
    assert care["Value"].startswith("£4.1 billion Slide gives the sum for the joint procurements")
    assert care["Term"] == "12 years"
    assert care["Between"].startswith("Lancashire County Council")
    equipment = lines(page("/agreements/ag-equipment/"))
    assert equipment["Approved by"] == "LCC Cabinet, ICB"
    assert equipment["Value"] == "Not stated"


@pytest.mark.seed("U6")
def test_the_legal_framework_shows_its_historic_deadline(page):
    shown = lines(page("/agreements/ag-pennine-legal/"))
    assert shown["How it stands"] == "Historic"
    assert shown["To be ready by"] == "March 2022"


def test_a_condition_and_a_horizon_are_shown(page):
    assert lines(page("/agreements/ag-acs-transfer/"))["Condition"] == "Due diligence"
    assert lines(page("/agreements/ag-pid/"))["Looks ahead"] == "two to three years"


def test_an_agreement_not_begun_or_unknown_is_not_there(browse, reader):
    client = browse(reader)
    assert client.get("/agreements/ag-place-plan/?as-at=2023-11-08").status_code == 404
    assert client.get("/agreements/nothing/").status_code == 404


def test_the_list_of_a_day_has_what_had_begun(page):
    assert len(table(page("/agreements/", as_at="2023-07-05"), "Agreements")) == 6
    assert "No agreement that had begun by this day matches." in page("/agreements/", as_at="2020-01-01").text


@pytest.mark.parametrize("path", ["/agreements/?place=x", "/agreements/?kind=x", "/engagement/?place=x"])
def test_what_cannot_be_chosen_is_refused_in_words(browse, reader, path):
    response = browse(reader).get(path)
    assert response.status_code == 400
    assert "from the list" in response.content.decode()


@pytest.mark.seed("M3", "M4")
def test_an_activity_has_place_method_reach_and_result(page):
    rows = table(page("/engagement/"), "What was done")
    assert len(rows) == 15
    doors = rows["Door knocking in five Priority Wards Blackpool Date not stated"]
    assert doors == [
        "Conversations at home and in community focus groups Led by Healthwatch Blackpool, Revolution",
        "Over 400 people (from over 700 doors)",
        "14 themes shaping next steps. 4 themes named below",
        "ICB Board paper, 8 November 2023, section 2.8; ICB Board paper, 8 November 2023, "
        "Appendix A Blackpool listening slide.",
    ]
    workshops = rows["Collaborative place workshops 2023 South Cumbria February 2023 to November 2023"]
    assert workshops[1] == "Not stated"


@pytest.mark.seed("M5", "M6")
def test_each_theme_says_what_followed(page):
    rows = table(page("/engagement/"), "What came up, and what followed")
    assert len(rows) == 10
    assert rows["Knowing what support is available"][2] == "Answered by Active for Autumn."
    assert rows["Cost-of-living crisis"][2] == "No action stated"
    assert "other ten of 14 themes are not named" in rows["Social isolation"][2]
    assert sum(cells[0] == "South Cumbria" for cells in rows.values()) == 6


def test_residents_of_a_place_say_good_and_bad(page):
    shown = page("/engagement/?place=lancashire")
    rows = table(shown, "What residents think of their place")
    assert list(rows) == ["Lancashire"]
    assert rows["Lancashire"][1] == "Dentistry and mental health access; one NHS information hub wanted"


def test_what_came_of_an_activity_is_not_known_before_a_paper_says_so():
    activity = next(one for one in queries.engagement(as_at=date(2023, 6, 1)).activities if one.slug == "en-pid-2023")
    assert activity.outcome == ""
    activity = next(one for one in queries.engagement(as_at=date(2023, 7, 5)).activities if one.slug == "en-pid-2023")
    assert activity.outcome.startswith("Drafts changed")


def test_a_place_has_its_own_agreements_and_engagement(django_assert_max_num_queries):
    place = Place.objects.get(slug="blackpool")
    with django_assert_max_num_queries(5):
        agreements = queries.agreements_of(place, as_at=JULY_2024)
    assert [one.slug for one in agreements] == ["ag-bcf-s75", "ag-s256", "ag-pid"]
    with django_assert_max_num_queries(7):
        engagement = queries.engagement_of(place, as_at=JULY_2024)
    assert [one.slug for one in engagement.activities] == ["en-bpl-doors", "en-bpl-autumn"]
    assert len(engagement.activities[0].themes) == 4
    assert len(engagement.feedback) == 2


def test_all_places_at_once_say_the_same_as_one_by_one(django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        agreements = queries.agreements_by_place(as_at=AFTER)
    with django_assert_max_num_queries(7):
        engagement = queries.engagement_by_place(as_at=AFTER)
    for place in Place.objects.all():
        assert agreements[place.slug] == queries.agreements_of(place, as_at=AFTER)
        one = queries.engagement_of(place, as_at=AFTER)
        assert engagement[place.slug].feedback == one.feedback
        assert set(engagement[place.slug].themes) == set(one.themes)
        assert engagement[place.slug].activities == one.activities


def test_what_changed_is_told_for_each_place():
    found = queries.changes(since=JULY_2024, until=AFTER)
    assert [(one.place, one.was, one.now) for one in found] == [("Lancashire", "in force", "Ended December 2025")]
    assert {one.what for one in queries.changes(since=NOVEMBER_2023, until=JULY_2024)} == {
        "BCF pooled fund (LCC and NHS)",
        "Community Equipment Service joint procurement",
        "Lancashire Place Plan",
        "Managed VCFSE investment programme",
        "Partnership agreement for the DHCI role and Lancashire Place",
        "Standard care fees",
    }
