"""The home page and the places, on the days of the papers."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from delegations.workplan.models import Item
from lsc_places.boards.models import Body
from priorities.plans.models import Scheme

pytestmark = pytest.mark.usefixtures("records")
Page = Callable[..., BeautifulSoup]


def words(soup: BeautifulSoup) -> str:
    return soup.get_text(" ", strip=True)


def cells(soup: BeautifulSoup, table: str, row: str) -> list[str]:
    """The cells of a row of the table with this caption's id, by the words of the row's head."""
    for tr in soup.find(id=table).find_parent("table").find_all("tr"):
        head = tr.find("th", scope="row")
        if head and head.get_text(" ", strip=True) == row:
            return [td.get_text(" ", strip=True) for td in tr.find_all("td")]
    raise AssertionError(f"no row {row!r}")


@pytest.mark.seed("A1")
def test_there_are_four_places_each_with_a_page(page: Page):
    heads = [a.get_text() for a in page("/places/").select("thead a")]
    assert heads == ["Blackburn with Darwen", "Blackpool", "Lancashire", "South Cumbria"]
    for slug in ("blackburn-with-darwen", "blackpool", "lancashire", "south-cumbria"):
        assert page(f"/places/{slug}/").find("h1")


@pytest.mark.seed("A2")
def test_populations_are_about_where_the_papers_say_circa(page: Page):
    assert cells(page("/places/"), "side-by-side", "People") == [
        "About 150,000",
        "About 138,000",
        "About 1.2 million",
        "186,478",
    ]


def test_the_home_page_counts_what_the_records_hold(page: Page):
    numbers = [p.get_text(strip=True) for p in page("/").select(".app-facts__number")]
    assert numbers == ["0 of 12", "6 of 14", "5 of 8", "1 of 4"]


def test_what_changed_since_the_last_board_paper_is_lancashires(page: Page):
    changed = page("/").find(id="changes")
    assert changed.find("h2").get_text() == "What changed since 8 November 2023"
    told = words(changed)
    assert "Cabinet Member for Health and Wellbeing Independent chair" in told
    assert "11 July 2024, Lancashire" in told


def test_as_at_november_2023_lancashire_has_twelve_next_steps_four_ambitions_and_an_independent_chair(page: Page):
    soup = page("/places/lancashire/", as_at="2023-11-08")
    assert len(soup.find(id="place-next-steps").select("tbody tr")) == 12
    ambitions = soup.find(id="place-priorities").find("ol")
    assert [li.get_text(strip=True) for li in ambitions.find_all("li")] == [
        "Connected Colleagues",
        "Seamless Services",
        "Integrated Infrastructure",
        "Healthier and Happier Lancashire",
    ]
    assert "Independent chair" in words(soup.find(id="place-who"))
    assert "North and Coastal Lancashire" in words(soup.find(id="place-area"))


def test_as_at_july_2024_lancashire_has_three_themes_a_new_chair_and_one_step_done(page: Page):
    soup = page("/places/lancashire/", as_at="2024-07-11")
    themes = soup.find(id="place-priorities").find("ol")
    assert len(themes.find_all("li", recursive=False)) == 3
    who = words(soup.find(id="place-who"))
    assert "Cabinet Member for Health and Wellbeing" in who
    assert "ICB Chief Nurse" in who
    assert words(soup.find(id="place-next-steps")).count("Completed") == 1


def test_between_two_chairs_the_place_page_says_not_stated(page: Page):
    who = words(page("/places/lancashire/", as_at="2024-03-01").find(id="place-who"))
    assert "Not stated since December 2023" in who


@pytest.mark.seed("C3")
def test_a_director_whose_time_has_ended_is_no_longer_shown_as_director(page: Page):
    then = cells(page("/", as_at="2024-07-11"), "side-by-side", "Director")[2]
    now = cells(page("/"), "side-by-side", "Director")[2]
    assert then.startswith("Louise Taylor")
    assert now.startswith("Not stated since December 2025")


@pytest.mark.seed("C4")
def test_the_lancashire_director_answers_to_two_chief_executives(page: Page):
    who = words(page("/places/lancashire/", as_at="2024-07-11").find(id="place-who"))
    assert "Answers to ICB Chief Executive and LCC Chief Executive" in who


@pytest.mark.seed("A4")
def test_south_cumbria_covers_parts_of_three_authorities(page: Page):
    area = words(page("/places/south-cumbria/").find(id="place-area"))
    assert "Westmorland and Furness Council Part of it, without the former Eden District" in area
    assert "Part of it, in the former Borough of Copeland near Millom" in area


@pytest.mark.seed("A10")
def test_each_place_calls_its_neighbourhood_teams_by_its_own_name(page: Page):
    unit = {
        slug: words(page(f"/places/{slug}/").find(id="place-area"))
        for slug in ("blackburn-with-darwen", "blackpool", "lancashire", "south-cumbria")
    }
    assert "Integrated Care Community" in unit["south-cumbria"]
    assert "Integrated Neighbourhood Team" in unit["blackburn-with-darwen"]
    assert "Unit not named" in unit["blackpool"]


@pytest.mark.seed("A13")
def test_priority_wards_without_names_say_so(page: Page):
    assert "11 wards, 3 of them worked with first Names not given" in words(
        page("/places/blackburn-with-darwen/").find(id="place-area")
    )
    assert "Bloomfield, Claremont, Talbot, Tyldesley, Park" in words(page("/places/blackpool/").find(id="place-area"))


def test_today_shows_what_was_last_stated_with_its_day(page: Page):
    assert cells(page("/"), "side-by-side", "Last update") == [
        "8 November 2023",
        "8 November 2023",
        "11 July 2024",
        "8 November 2023",
    ]


def test_the_day_is_kept_in_every_link_of_a_page_of_the_past(page: Page):
    links = page("/places/lancashire/", as_at="2023-11-08").select("main a[href^='/']")
    assert links
    assert all("as-at=2023-11-08" in a["href"] for a in links)


@pytest.mark.parametrize("path", ["/", "/places/lancashire/"])
def test_more_records_are_no_more_queries(page: Page, path: str):
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(path)
        return len(captured)

    before = asked()
    place = Body.objects.get(slug="lancashire-place-partnership").place
    for number in range(40):
        Scheme.objects.create(slug=f"scheme-{number}", place=place, title=f"Scheme {number}")
        Item.objects.create(
            number=1000 + number, order=1000 + number, title=f"Step {number}", plan="place", place=place
        )
    assert asked() == before


def test_help_is_one_press_away_and_says_what_short_names_stand_for(page: Page):
    [link] = page("/").select("footer a")
    listed = words(page(link["href"]).find(id="short-names"))
    assert "PHIF Population Health Investment Fund" in listed
    assert "PIDDG Place Integration Deal Delivery Group" in listed
    assert "DHCI Director of Health and Care Integration" in listed
