"""What is measured, as pages show it on any day."""

from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup, Tag

from lsc_places.places.models import Place
from priorities.metrics import queries
from priorities.metrics.areas import Extent
from priorities.metrics.models import Measurement, Target

pytestmark = pytest.mark.usefixtures("records")

NOVEMBER_2023, JULY_2024 = date(2023, 11, 8), date(2024, 7, 11)


def rows(page: BeautifulSoup, panel: str) -> dict[str, list[str]]:
    """The cells of the table of a panel, by the words of its row's head."""
    return {
        " ".join(row.find("th", scope="row").stripped_strings): [
            " ".join(cell.stripped_strings) for cell in row.find_all("td")
        ]
        for row in page.select(f"#{panel} tbody tr")
        if row.find("th", scope="row")
    }


def panel_titles(page: BeautifulSoup) -> list[str]:
    return [title.text for title in page.select("main h2")]


def measured(target: Target, area: str, value: float, **also: object) -> Measurement:
    return Measurement.objects.create(
        indicator=target.indicator,
        area=area,
        extent=Extent.PART,
        place=target.place,
        value=Decimal(str(value)),
        unit="%",
        stated_on=also.pop("stated_on", JULY_2024),
        **also,
    )


@pytest.mark.seed("V2")
def test_the_page_has_every_value_by_area_with_its_unit_period_and_source(page):
    shown = page("/metrics/")
    assert panel_titles(shown)[:6] == [
        "Blackburn with Darwen", "Blackpool", "Lancashire", "South Cumbria", "The whole system", "Other areas",
    ]  # fmt: skip
    blackpool = rows(shown, "blackpool")
    assert blackpool["Suicide rate"] == [
        "17.4 per 100,000",
        "England: 10.4 per 100,000",
        "2018-20",
        "ICB Board paper, 8 November 2023, Appendix A Blackpool challenges.",
    ]
    assert rows(shown, "blackburn-with-darwen")["Pakistani and Indian heritage combined"][:3] == [
        "Nearly 40%",
        "Not stated",
        "Not stated",
    ]
    counted = blackpool["LSOAs in the ten most deprived of England (ranks 2-9)"]
    assert counted[0] == "8 LSOAs of 10"
    assert counted[3].endswith("Counted from ranks listed.")


@pytest.mark.seed("M4")
def test_reach_is_never_printed_as_exact(page):
    blackpool = rows(page("/metrics/?kind=engagement"), "blackpool")
    assert blackpool["Doors knocked"][0] == "Over 700 doors"
    assert blackpool["People sharing experiences"][0] == "Over 400 people"
    assert blackpool["Themes found"][0] == "14 themes"


@pytest.mark.seed("L5")
def test_counts_of_networks_carry_area_and_date_and_never_mix(page):
    shown = page("/metrics/")
    assert rows(shown, "lancashire")["Primary Care Networks"][0:3:2] == ["28 PCNs", "2023"]
    assert rows(shown, "system")["PCNs in the ICS in the 2021/22 proposition"][0:3:2] == ["42 PCNs", "2021/22"]
    assert rows(shown, "other")["PCNs in Pennine Lancashire Pennine Lancashire"][0:3:2] == ["13 PCNs", "2021/22"]


def test_outcome_measures_have_no_value_and_say_so(page):
    shown = page("/metrics/")
    measures = rows(shown, "outcomes")
    assert len(measures) == 43
    assert {cells[3] for cells in measures.values()} == {"No value published"}
    assert measures["Breastfeeding rates"][:2] == ["Increase", "Short"]
    assert measures["TBC in the draft"][0] == "Not stated"
    assert "0 of 43 measures of the strategy have a published value" in " ".join(shown.text.split())


def test_targets_say_what_they_ask_for_and_from_where(page):
    shown = rows(page("/metrics/"), "targets")
    criteria = "People in hospital who no longer meet the criteria to reside Hospital sites in the Lancashire Place"
    assert shown[criteria][:4] == [
        "At most 5% For 2024/25",
        "5% to 30% Varies by hospital site",
        "No date stated",
        "No value published",
    ]
    assert shown["Rough sleepers reaching the right health service Preston"][2] == "March 2025"
    assert shown["NHS net zero carbon NHS"][0] == "By 2040"
    assert shown["Place plan outcomes held or better Lancashire"][0].startswith("Maintain or improve")


@pytest.mark.seed("O4")
def test_each_hospital_site_is_judged_and_the_place_says_how_many(page):
    target = Target.objects.select_related("indicator", "place").get(slug="t-lan-ctr")
    for site, value in (("Northern site", 5), ("Eastern site", 6), ("Central site", 30)):
        measured(target, site, value)
    reached = page(f"/metrics/{target.indicator.slug}/").select_one("#targets").find("td", {"data-label": "Reached"})
    words = " ".join(reached.stripped_strings)
    assert words.startswith("1 of 3 on target")
    assert "Northern site: 5%, stated 11 July 2024 Met" in words
    assert "Central site: 30%, stated 11 July 2024 Not met" in words


@pytest.mark.seed("O5")
def test_a_direction_is_judged_by_the_value_before(page):
    target = Target.objects.select_related("indicator", "place").get(slug="t-lan-preston-emergency")
    measured(target, "Preston", 40)
    (shown,) = queries.targets(as_at=JULY_2024, slug=target.slug)
    assert shown.word.text == "No earlier value to compare with"
    measured(target, "Preston", 31, stated_on=date(2024, 9, 1))
    (shown,) = queries.targets(as_at=date(2024, 9, 1), slug=target.slug)
    assert shown.word.text == "Better than before"
    (before,) = queries.targets(as_at=date(2024, 8, 31), slug=target.slug)
    assert before.word.text == "No earlier value to compare with"


@pytest.mark.seed("O3")
def test_a_place_shows_its_own_and_what_it_says_of_a_wider_area(page):
    shown = page("/metrics/?place=south-cumbria")
    assert panel_titles(shown) == ["South Cumbria", "Targets"]
    every_place = ["Blackburn with Darwen", "Blackpool", "Lancashire", "South Cumbria"]
    assert [title for title in panel_titles(page("/metrics/")) if title in every_place] == every_place
    assert rows(shown, "south-cumbria")["Life expectancy minus healthy years, men and women Cumbria"][0] == (
        "Up to 15 years"
    )


def test_a_kind_shows_only_its_own(page):
    assert panel_titles(page("/metrics/?place=system&kind=behaviour")) == ["The whole system"]


def test_a_place_that_does_not_exist_is_refused_in_words(browse, reader):
    response = browse(reader).get("/metrics/?place=nowhere")
    assert response.status_code == 400
    assert "Choose a place from the list" in response.content.decode()


def test_nothing_was_measured_before_the_first_paper(page):
    shown = page("/metrics/", as_at="2020-01-01")
    assert panel_titles(shown) == []
    assert "No document published by this day" in shown.text


def test_a_day_shows_what_papers_had_stated_by_then(page):
    february = page("/metrics/", as_at="2023-02-20")
    assert "suicide-rate" not in {link["href"].split("/")[2] for link in february.select("#blackpool a")}
    assert "Targets" in panel_titles(february)
    assert set(rows(february, "targets")) == {
        "End of life conversations held by time of death The whole system",
        "NHS net zero carbon NHS",
    }


def test_one_indicator_compares_the_areas_it_is_measured_in(page):
    shown = page("/metrics/suicide-rate/")
    assert shown.find("h1").text == "Suicide rate"
    values = [
        [" ".join(cell.stripped_strings) for cell in row.find_all(["th", "td"])][:2]
        for row in shown.find("table").select("tbody tr")
    ]
    assert values == [
        ["Blackpool", "17.4 per 100,000"],
        ["Barrow-in-Furness Part of South Cumbria", "19.2 per 100,000"],
    ]


def test_an_indicator_nobody_had_stated_is_not_there(browse, reader):
    client = browse(reader)
    assert client.get("/metrics/suicide-rate/?as-at=2023-02-20").status_code == 404
    assert client.get("/metrics/no-such-indicator/").status_code == 404


@pytest.mark.seed("A14")
def test_a_fact_of_a_place_is_the_measurement_itself():
    place = Place.objects.get(slug="blackburn-with-darwen")
    facts = queries.facts_of(place, as_at=NOVEMBER_2023)
    assert [fact.figure for fact in facts[:3]] == ["56.9%", "17.8%", "15.8%"]
    assert facts[0].citation == "ICB Board paper, 8 November 2023, Appendix A BwD challenges"
    Measurement.objects.filter(source_key="m-bwd-eth-white").update(value=Decimal("57.1"))
    assert queries.facts_of(place, as_at=NOVEMBER_2023)[0].figure == "57.1%"
    assert queries.facts_of(place, as_at=date(2023, 11, 7)) == ()


def test_a_fact_without_a_number_has_none():
    facts = queries.facts_of(Place.objects.get(slug="lancashire"), as_at=JULY_2024)
    assert (facts[-1].title[:14], facts[-1].figure, facts[-1].measurement) == ("Cost of living", "", None)


def test_facts_of_all_places_take_as_many_queries_as_of_one(django_assert_num_queries):
    place = Place.objects.get(slug="blackpool")
    with django_assert_num_queries(2):
        one = queries.facts_of(place, as_at=JULY_2024)
    with django_assert_num_queries(2):
        everywhere = queries.facts_by_place(as_at=JULY_2024)
    assert everywhere["blackpool"] == one
    assert {slug: len(facts) for slug, facts in everywhere.items()} == {
        "blackburn-with-darwen": 14,
        "blackpool": 13,
        "lancashire": 6,
        "south-cumbria": 10,
    }


def test_the_page_takes_a_fixed_number_of_queries(django_assert_num_queries):
    with django_assert_num_queries(8):
        queries.metrics_page(as_at=JULY_2024)
    target = Target.objects.select_related("indicator", "place").get(slug="t-lan-ctr")
    for number in range(5):
        measured(target, f"Site {number}", number)
    with django_assert_num_queries(8):
        queries.metrics_page(as_at=JULY_2024)


def test_every_table_is_named(page):
    tables: list[Tag] = page("/metrics/").find_all("table")
    assert len(tables) == 9
    assert all(table.find("caption").text.strip() for table in tables)
