"""The pages of risks, as a reader without rights sees them."""

import pytest

pytestmark = pytest.mark.usefixtures("records")


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


def table(page, caption):
    return next(one for one in page.find_all("table") if words(one.caption) == caption)


def test_the_register_of_a_place_as_at_november_2023(page):
    shown = page("/risks/", as_at="2023-11-08")
    rows = table(shown, "Lancashire Place risk register").tbody.find_all("tr")
    assert len(rows) == 7
    assert (
        words(rows[0].th) == "Accountability against responsibility at system and place Place and system (Lancashire)"
    )
    assert [words(cell) for cell in rows[0].find_all("td")] == [
        "Roles unclear",
        "Duplication and confusion",
        "Not stated",
        "No owner named No score published",
    ]
    assert "Reviewed" not in words(shown.main)


@pytest.mark.seed("V2")
def test_what_no_paper_states_is_said_and_no_cell_is_empty(page):
    shown = page("/risks/")
    cells = shown.main.find_all(["td", "th"])
    assert len(cells) > 100
    assert [cell for cell in cells if not words(cell)] == []
    scores = [words(cell) for cell in cells if "score published" in words(cell)]
    assert len(scores) == 17


def test_a_register_without_risks_says_so(page):
    assert "No paper published by this day lists a risk of this register." in words(page("/risks/").main)


def test_the_filter_keeps_the_day_and_can_be_taken_away(page):
    shown = page("/risks/?place=south-cumbria&as-at=2023-11-08")
    chosen = shown.select_one(".app-chosen")
    assert words(chosen.p) == "1 risk"
    assert chosen.a["href"] == "/risks/?as-at=2023-11-08"
    assert shown.select_one("form.app-filters input[name=as-at]")["value"] == "2023-11-08"
    assert shown.select_one("select[name=place] option[selected]")["value"] == "south-cumbria"
    assert [words(link) for link in shown.select("tbody th a")] == ["New unitary councils still stabilising"]


def test_words_that_match_nothing_lead_back_to_all(page):
    shown = page("/risks/?words=zeppelin")
    assert words(shown.select_one(".app-empty")) == "No risks match. See all 17 risks"


def test_a_place_that_does_not_exist_is_refused_beside_its_field(reader, browse):
    response = browse(reader).get("/risks/?place=atlantis")
    assert response.status_code == 400
    assert "Choose a place from the list" in response.content.decode()


@pytest.mark.seed("V1")
def test_a_risk_has_its_parts_its_register_and_its_source(page):
    shown = page("/risks/risk-conflict/")
    said = words(shown.main)
    for part in (
        "Because Accountable to two bodies",
        "So that Not stated",
        "Score No score published",
        "Owner Louise Taylor",
        "Next review No date stated",
        "Register On no register",
        "Source: Lancashire County Council Cabinet report, 11 July 2024, Legal.",
    ):
        assert part in said


def test_a_risk_that_is_implied_says_so_and_who_bears_it(page):
    said = words(page("/risks/risk-bpl-homecare/").main)
    assert "Borne by Blackpool Council" in said
    assert "Implied." in said


def test_a_risk_of_a_register_shows_how_it_goes_up(page):
    rules = table(page("/risks/risk-lan-levers/"), "How it goes up and is looked after")
    assert [words(row.find_all("td")[-1]) for row in rules.tbody.find_all("tr")] == [
        "Feeding in now",
        "Proposed",
        "In force",
        "In force",
    ]


@pytest.mark.parametrize("path", ["/risks/no-such-risk/", "/risks/risk-lan-capacity/?as-at=2023-11-08"])
def test_a_risk_that_is_not_there_is_a_404(reader, browse, path):
    assert browse(reader).get(path).status_code == 404


def test_before_the_first_paper_the_page_says_that_there_are_none(page):
    assert "No paper published by this day states a risk." in words(page("/risks/", as_at="2022-01-01").main)
