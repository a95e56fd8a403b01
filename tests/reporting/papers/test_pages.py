"""The list of papers and the cover of each."""

import pytest

FIVE = {
    "icb-2023-11-08-item-12": "Place Integration Deal: Progress on Areas of Delivery",
    "icb-2023-07-05-item-9": "The Place Integration Deal",
    "lcc-2024-07-11-place-plan": "Lancashire Place Plan",
    "icp-2023-02-20-strategy": "Integrated Care Strategy 2023-2028",
    "pennine-2021-22-proposition": "Pennine Lancashire ICP: Development and Delivery Proposition for 2021/22",
}
pytestmark = pytest.mark.usefixtures("records")


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


def cover_rows(found) -> list[tuple[str, str]]:
    return [(words(row.th), words(row.td)) for row in found.select(".paper-fields tr")]


def test_the_five_papers_are_listed_with_meeting_body_date_and_source(page):
    rows = page("/papers/").select("tbody tr")

    assert [row.a["href"] for row in rows] == [
        f"/papers/{slug}/"
        for slug in (
            "lcc-2024-07-11-place-plan",
            "icb-2023-11-08-item-12",
            "icb-2023-07-05-item-9",
            "icp-2023-02-20-strategy",
            "pennine-2021-22-proposition",
        )
    ]
    board_paper = words(rows[1])
    for said in (
        "Integrated Care Board (Board meeting)",
        "8 November 2023",
        "12",
        "ICB Board paper, 8 November 2023",
    ):
        assert said in board_paper
    assert "No meeting stated" in words(rows[3])


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2021-03-31", 0), ("2021-04-01", 1), ("2023-07-04", 2), ("2023-07-05", 3), ("2023-11-08", 4), ("2024-07-11", 5)],
)
def test_a_paper_is_there_from_its_own_date(page, day, expected):
    assert len(page("/papers/", as_at=day).select("tbody tr")) == expected


def test_a_paper_of_later_than_the_day_is_not_found(browse, reader):
    client = browse(reader)

    assert client.get("/papers/lcc-2024-07-11-place-plan/?as-at=2024-07-10").status_code == 404
    assert client.get("/papers/no-such-paper/").status_code == 404


@pytest.mark.seed("R1", "R2", "R17", "Q3", "Q4", "Q5")
def test_the_cover_of_a_board_paper_has_the_fields_of_its_form_in_order(screen):
    cover = screen().select_one("#cover")
    headings = [words(heading) for heading in cover.select("h2, h3")]
    rows = cover_rows(cover)

    assert [label for label, _ in rows] == [
        "Date of meeting",
        "Title of paper",
        "Presented by",
        "Author",
        "Agenda item",
        "Confidential",
        "Report authorised by",
    ]
    assert headings[1:] == [
        "Executive summary",
        "Recommendations",
        "Strategic objectives",
        "Implications",
        "Where the paper has been discussed",
        "Conflicts of interest associated with this report",
        "Impact assessments",
    ]
    assert rows[2][1] == (
        "Professor Craig Harris, Chief Operating Officer "
        "Directors of Health and Care Integration, Blackburn with Darwen place"
    )
    assert dict(rows)["Agenda item"] == "12"
    assert dict(rows)["Confidential"] == "No"
    ticks = [words(row) for row in cover.select(".paper-table--objectives tbody tr")]
    assert [tick.split()[0] for tick in ticks if tick.endswith("Yes")] == ["SO1", "SO4", "SO6"]
    answers = [words(row) for row in cover.select(".paper-table--answers tbody tr")]
    assert answers == [
        "Associated risks N/A No comment given",
        "Are associated risks detailed on the ICB Risk Register? N/A No comment given",
        "Financial implications N/A No comment given",
        "Quality impact assessment completed N/A No comment given",
        "Equality impact assessment completed N/A No comment given",
        "Data privacy impact assessment completed N/A No comment given",
    ]
    assert "Executive Management Team 31 October 2023 Approved" in words(cover)
    assert "Not applicable" in words(cover)


@pytest.mark.seed("R6", "S5")
def test_a_forum_may_have_discussed_a_paper_on_several_days_or_over_a_span(page):
    cover = words(page("/papers/icb-2023-07-05-item-9/").select_one("#cover"))

    assert "Place-based partnership forums (2023) April 2023 to June 2023 Feedback shaped drafts of the Deal" in cover
    assert "ICB Executive Team 23 May 2023 and 6 June 2023 Direction of travel supported" in cover
    assert cover.index("Place-based partnership forums (2023)") < cover.index("ICB Executive Team 23 May 2023"), (
        "by day"
    )


def test_the_two_board_papers_answer_differently_and_each_as_printed(page):
    july = words(page("/papers/icb-2023-07-05-item-9/").select_one("#cover"))

    assert "Are associated risks detailed on the ICB Risk Register? Yes ICB-016, for which the Deal" in july
    assert "Quality impact assessment completed No No comment given" in july


@pytest.mark.seed("R14", "R15")
def test_a_cabinet_report_has_its_own_fields_and_none_of_the_tick_tables(page):
    cover = page("/papers/lcc-2024-07-11-place-plan/").select_one("#cover")
    rows = dict(cover_rows(cover))

    assert not cover.select(".paper-table--objectives, .paper-table--answers")
    assert rows["Part"] == "I"
    assert rows["Electoral divisions affected"] == "All Divisions"
    assert rows["List of background papers"] == "None"
    assert rows["Reason for inclusion in Part II"] == "Not applicable"
    assert "i. Agree and support delivery of the Place Plan" in words(cover)
    assert "Louise Taylor Executive Director of Adult Services" in words(cover)
    assert "Appendix C Partnership Arrangements Not supplied" in words(cover)
    assert not cover.select("a[href^='mailto'], a[href^='tel']")


@pytest.mark.parametrize("slug", [slug for slug in FIVE if slug != "icb-2023-11-08-item-12"])
def test_a_paper_that_is_not_composed_says_so_and_how_its_document_is_divided(page, slug):
    found = page(f"/papers/{slug}/")

    assert words(found.h1) == FIVE[slug]
    assert "Not composed here" in words(found.main)
    assert not found.select("#day form, #contents, form[action$='/export/']")
    assert len(found.select(".paper-outline li")) > 7
    assert "Source:" in words(found.main)
