"""Priorities and schemes, as pages show them."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from lsc_places.places.models import Place
from priorities.metrics.areas import Extent
from priorities.metrics.models import Measurement, Target
from priorities.plans import queries
from priorities.plans.models import Scheme

pytestmark = pytest.mark.usefixtures("records")

JULY_2024 = date(2024, 7, 11)
PLACES = ["Blackburn with Darwen", "Blackpool", "Lancashire", "South Cumbria"]


def table(page: BeautifulSoup, caption: str) -> dict[str, list[str]]:
    """The cells of a table by the head of their row."""
    found = page.find("table", {"class": "app-table"}, string=None)
    for found in page.find_all("table"):
        if found.find("caption").text == caption:
            return {
                " ".join(row.find("th").stripped_strings): [
                    " ".join(cell.stripped_strings) for cell in row.find_all("td")
                ]
                for row in found.select("tbody tr")
            }
    raise AssertionError(f"There is no table {caption!r}")


def summary(page: BeautifulSoup) -> dict[str, str]:
    return {term.text: " ".join(term.find_next("dd").stripped_strings) for term in page.select("#now dt")}


def test_the_places_stand_side_by_side(page):
    shown = page("/priorities/")
    heads = [
        [head.text for head in one.select("thead th")][1:] for one in shown.find_all("table") if one.select("thead a")
    ]
    assert heads == [PLACES, PLACES]
    schemes = table(shown, "Schemes of the places side by side")
    assert [row[:2] for row in schemes] == ["1.", "2.", "3.", "4.", "5.", "Ot"]
    assert "Door knocking and focus groups" in schemes["1. Population health - addressing inequalities"][1]
    assert schemes["5. Continuing Health Care (CHC)"] == ["No scheme stated"] * 4


@pytest.mark.seed("K5")
def test_a_page_for_either_date_shows_the_right_set(page):
    caption = "What each place set out to do"
    november = table(page("/priorities/", as_at="2023-11-08"), caption)
    assert november["Priorities"][2].startswith("Delivery ambitions For 2023/24, stated at 8 November 2023")
    assert "Before that" not in november
    july = table(page("/priorities/", as_at="2024-07-11"), caption)
    assert july["Priorities"][2].startswith("Place plan themes For 2024/25, stated at 11 July 2024")
    assert july["Before that"][2].startswith("Delivery ambitions")
    assert "replaced on 11 July 2024" in july["Before that"][2]


def test_a_vision_without_a_name_says_so(page):
    visions = table(page("/priorities/"), "What each place set out to do")["Vision"]
    assert visions[0].startswith("Anything is possible.")
    assert visions[1].startswith("Name not stated.")


def test_a_vision_of_a_former_area_is_not_that_of_the_system(page):
    beyond = next(panel for panel in page("/priorities/").select("section") if "Beyond the places" in panel.text)
    areas = [line.text for line in beyond.select("p.app-quiet")]
    assert areas == ["The whole system", "Pennine Lancashire"]


@pytest.mark.seed("K17")
def test_the_journey_has_six_columns_in_the_order_of_the_slide(page):
    journey = page("/priorities/").select_one("#journey-blackburn-with-darwen")
    columns = journey.select(".app-grid > div")
    assert [len(column.select("li")) for column in columns] == [3, 4, 5, 4, 4, 4]
    assert [" ".join(column.find("h3").stripped_strings) for column in columns][:2] == [
        "Column 1 heading not stated",
        "Column 2 heading not stated",
    ]
    assert columns[3].find("a").text == "Rapid improvement work in three first wards"


@pytest.mark.seed("K22")
def test_the_same_schemes_are_laid_out_by_theme_or_by_own_priority(page):
    by_theme = table(page("/priorities/?arranged=life"), "Schemes of the places side by side")
    assert list(by_theme) == [
        "Starting well", "Living well", "Working well", "Ageing well", "Dying well", "None stated",
    ]  # fmt: skip
    by_own = table(page("/priorities/?arranged=own&place=blackpool"), "Schemes of the places side by side")
    assert list(by_own) == [
        "Listening to the community (priority wards)",
        "Residents understanding what support is available",
        "Collaborative working (intermediate care, discharge, homecare)",
    ]


@pytest.mark.seed("K6")
def test_a_place_can_be_narrowed_by_status_and_priority(page):
    shown = page("/priorities/cp-1/?place=lancashire&status=planned")
    titles = [link.text for link in shown.select("tbody a")]
    assert titles == [
        "Joint LCC Public Health and ICB Population Health unit",
        "Preston multi-disciplinary team for rough sleepers",
    ]
    cells = table(shown, "Schemes of Lancashire")
    assert (
        cells[
            "Preston multi-disciplinary team for rough sleepers Referral pathways for people with several complex needs."
        ][0]
        == "Planned Stated, 11 July 2024"
    )


def test_what_was_chosen_can_be_taken_away(page):
    links = page("/priorities/?place=blackpool&status=done", as_at="").select(".app-chosen a")
    assert [link["href"] for link in links] == ["/priorities/?status=done", "/priorities/?place=blackpool"]


@pytest.mark.parametrize("query", ["place=nowhere", "status=lost", "arranged=alphabet"])
def test_what_cannot_be_chosen_is_refused_in_words(browse, reader, query):
    response = browse(reader).get(f"/priorities/?{query}")
    assert response.status_code == 400
    assert "from the list" in response.content.decode()


def test_a_common_priority_has_its_note_its_programmes_and_every_place(page):
    shown = page("/priorities/cp-4/")
    assert shown.find("h1").text == "Community services - transaction and transformation"
    assert "Transforming Community Services" in shown.text
    assert [title.text for title in shown.select("h2")][-4:] == PLACES
    third = page("/priorities/cp-3/")
    assert "The July 2023 wording adds that these pool resources." in third.text
    assert "No scheme of this place is stated to serve it." in third.select_one("#schemes-blackpool").text


@pytest.mark.seed("K7", "V12")
def test_an_inferred_status_is_marked(page):
    shown = page("/schemes/sch-bpl-toch/")
    assert summary(shown)["Status"] == "Under way Inferred, to be confirmed, 8 November 2023"
    assert "43 of 122" in page("/priorities/").text


def test_a_scheme_shows_what_it_serves_and_what_it_is_part_of(page):
    shown = page("/schemes/sch-sc-wf-hub/")
    assert shown.select_one(".app-identity__ref").text.split(" / ")[-1] == "Collaborative workforce programme"
    assert summary(shown)["Common priority"] == "None stated"
    assert summary(shown)["Serves in the place"] == "Workforce Interim priority workstream"
    assert summary(shown)["Life course"] == "Working well"
    assert len(page("/schemes/sch-sc-workforce/").select("#parts tbody tr")) == 9


def test_a_scheme_whose_priority_was_replaced_says_so(page):
    serves = summary(page("/schemes/sch-lan-ph-teams/"))["Serves in the place"]
    assert serves == "Seamless Services Delivery ambition, replaced on 11 July 2024"


@pytest.mark.seed("K15")
def test_the_rough_sleeping_scheme_lists_three_measures_with_their_latest_value(page):
    target = Target.objects.select_related("indicator", "place").get(slug="t-lan-preston-access")
    for day, value in ((date(2024, 7, 11), 12), (date(2024, 10, 1), 19)):
        Measurement.objects.create(
            indicator=target.indicator, area="Preston", extent=Extent.PART, place=target.place, value=value,
            unit="people", period=f"to {day:%B %Y}", stated_on=day,
        )  # fmt: skip
    cells = table(page("/schemes/sch-lan-preston-rough-sleepers/"), "Targets")
    access, emergency, reported = cells.values()
    assert access == ["Increase For 2024/25", "March 2025", "Better than before 19 people, to October 2024"]
    assert emergency[0].startswith("Decrease")
    assert emergency[2] == "No value published"
    assert reported[0].startswith("Increase")


def test_an_unknown_or_later_scheme_is_not_there(browse, reader):
    client = browse(reader)
    assert client.get("/schemes/nothing/").status_code == 404
    assert client.get("/schemes/sch-lan-dfg/?as-at=2023-11-08").status_code == 404
    assert client.get("/priorities/cp-9/").status_code == 404
    assert client.get("/priorities/cp-1/?as-at=2023-01-01").status_code == 404


def test_pages_take_a_fixed_number_of_queries(django_assert_max_num_queries, reader):
    place = Place.objects.get(slug="lancashire")

    def ask(count: int) -> None:
        with django_assert_max_num_queries(count):
            queries.priorities_page(as_at=JULY_2024)

    ask(26)
    for number in range(3):
        scheme = Scheme.objects.create(slug=f"another-{number}", place=place, title="Another")
        scheme.statuses.create(status="done", effective_on=JULY_2024, basis="stated")
    ask(26)
    with django_assert_max_num_queries(20):
        queries.scheme_page("sch-sc-workforce", as_at=JULY_2024, reader=reader)
