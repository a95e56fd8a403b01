"""A paper is composed of numbered text and live blocks, and answers for a day."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from reporting.papers import blocks, queries
from reporting.papers.blocks.shape import Audience
from reporting.papers.models import Block, Section
from tests.house.tree import ROOT
from tests.reporting.papers.conftest import LATER, OWN_DAY, SLUG


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


def block(found, code: str, number: int = 0):
    return found.select(f".paper-block[data-block='{code}']")[number]


@pytest.fixture
def paper(screen):
    return screen().select_one("#paper")


@pytest.mark.seed("R4", "R5", "R7")
def test_paragraphs_run_from_1_1_to_5_1_as_in_the_source(paper):
    numbers = [words(number) for number in paper.select(".paper-numbered .paper-par .paper-n")]

    expected = {1: 4, 2: 14, 3: 5, 4: 3, 5: 1}
    assert numbers == [f"{section}.{n}" for section, count in expected.items() for n in range(1, count + 1)]
    assert len(paper.select(".paper-cover h3 ~ p")) >= 4


def test_recommendations_are_held_once_and_printed_in_both_places(paper):
    cover, body = (
        [words(item) for item in found.select(".paper-recommendations li")]
        for found in (paper.select_one("#cover"), paper.select_one(".paper-numbered"))
    )
    assert cover == body
    assert cover == [
        "1. Note the report with progress of the four places",
        "2. Support the development phases and actions proposed",
        "3. Receive another report in March 2024",
    ]


@pytest.mark.seed("R8")
def test_the_signing_names_and_date_close_the_body(paper):
    assert words(paper.select_one(".paper-signoff")) == "Lisa Roberts 25 October 2023"


def test_it_says_that_it_is_reconstructed(paper):
    notice = "Reconstructed from the published paper of 8 November 2023. Not the issued text."
    assert words(paper.select_one(".paper-notice")) == notice


@pytest.mark.seed("D1")
def test_the_partnership_board_table_has_a_row_for_each_place(paper):
    rows = {words(row.th): words(row) for row in block(paper, "partnership_boards").select("tbody tr")}

    assert list(rows) == ["Blackburn with Darwen", "Blackpool", "Lancashire", "South Cumbria"]
    assert "January 2023" in rows["Lancashire"]
    assert "Independent chair" in rows["Lancashire"]
    assert "December 2023" in rows["Lancashire"]
    assert "Chair of Blackpool Teaching Hospital NHS Foundation Trust" in rows["Blackpool"]
    assert all("Monthly" in row for row in rows.values())


@pytest.mark.seed("R18", "G17", "J2")
def test_six_steps_are_completed_and_eight_in_progress_each_in_words(paper):
    groups = block(paper, "progress").select("tbody")

    assert [words(group.select_one(".paper-group")) for group in groups] == [
        "Completed: 6 of 14",
        "In progress: 8 of 14",
    ]
    assert [len(group.select("tr")) - 1 for group in groups] == [6, 8]
    assert {words(status) for status in groups[0].select(".paper-st")} == {"Completed"}
    assert {words(status) for status in groups[1].select(".paper-st")} == {"In progress"}
    assert groups[0].select_one(".paper-st")["class"] != groups[1].select_one(".paper-st")["class"]


def test_the_delegation_matrix_has_every_function_at_every_place_on_hold(paper):
    found = block(paper, "delegations")
    cells = found.select("tbody td:not(:last-child)")

    assert len(found.select("tbody tr")) == 3
    assert len(cells) == 12
    assert all("Being assessed" in words(cell) and "Timeframes under review" in words(cell) for cell in cells)


def test_the_roadmap_is_a_drawing_with_words_and_a_table_beside(paper):
    found = block(paper, "phases")
    drawing = found.select_one("svg[role=img]")

    assert drawing.title.get_text().startswith("Timeline as at 8 November 2023")
    assert drawing["aria-labelledby"] == drawing.title["id"]
    assert "March 2024 Integrated Care Board: Further report on place development promised Planned" in words(
        found.table
    )


def test_every_block_prints_its_source_and_its_day(paper):
    found = paper.select(".paper-block")

    assert len(found) == 29
    for one in found:
        assert "As at 8 November 2023" in words(one.select_one(".paper-label"))
        assert words(one.select(".paper-source")[-1]).startswith("Source: ")


@pytest.mark.seed("R9", "R21", "P8", "J7", "K17", "A14")
def test_the_appendix_goes_place_by_place_and_says_what_is_not_supplied(paper):
    appendix = paper.select_one(".paper-appendix")
    headings = [words(heading) for heading in appendix.select("h2, h3, h4")]
    parts = [
        "Challenges",
        "Priorities of the place",
        "Journey to date",
        "Examples by common priority",
        "Risks",
        "Next steps",
    ]

    assert headings[0] == "Appendix A: The four places"
    assert headings[1::7] == ["Blackburn with Darwen", "Blackpool", "Lancashire", "South Cumbria"]
    for place in range(4):
        assert headings[2 + 7 * place : 8 + 7 * place] == parts
    missing = {
        (code, number): words(block(appendix, code, number).select_one(".paper-missing"))
        for code in ("challenges", "journey", "examples", "place_risks", "next_steps")
        for number in range(4)
        if block(appendix, code, number).select_one(".paper-missing")
    }
    lancashire = 2
    assert set(missing) == {("journey", 1)} | {
        (code, number) for code in ("place_risks", "next_steps") for number in range(4) if number != lancashire
    }
    assert all(said.startswith("Not supplied.") for said in missing.values())
    assert len(block(appendix, "next_steps", lancashire).select("tbody tr")) == 12
    assert len(block(appendix, "journey", 0).select(".paper-group")) == 6
    assert len(block(appendix, "place_risks", lancashire).select("tbody tr")) == 7


def test_who_presented_it_is_printed_as_written_and_nobody_else_is_named(paper):
    said = words(paper)

    assert "Directors of Health and Care Integration, Blackburn with Darwen place" in said
    for name in ("Claire Richardson", "Louise Taylor", "Kevin Lavery", "Michael Green"):
        assert name not in said


def test_the_same_paper_on_a_later_day_shows_the_later_chair_and_states(screen):
    found = screen(LATER).select_one("#paper")
    lancashire = words(block(found, "partnership_boards").select("tbody tr")[2])
    matrix = words(block(found, "delegations"))
    priorities = words(block(found, "place_priorities", 2))

    assert "Cabinet Member for Health and Wellbeing" in lancashire
    assert "Deputy: ICB Chief Nurse" in lancashire
    assert "Independent chair" not in lancashire
    assert "not received" in matrix
    assert "Enhanced Care in the Community" in priorities
    assert "Connected Colleagues" not in priorities
    assert "Cabinet report, 11 July 2024" in words(block(found, "partnership_boards").select(".paper-source")[-1])
    assert {words(label).split("As at ")[1] for label in found.select(".paper-label")} == {"11 July 2024"}


def test_between_the_papers_the_chair_is_not_stated(page, records):
    found = page(f"/papers/{SLUG}/", as_at="2024-03-01")
    assert "Not stated" in words(block(found, "partnership_boards").select("tbody tr")[2])


def test_the_page_says_which_day_it_speaks_of_and_how_to_change_it(screen):
    own, later = screen(), screen(LATER)

    assert "as at 8 November 2023 , its own date" in words(own.select_one("#day"))
    assert own.select_one("#day a[href='/papers/icb-2023-11-08-item-12/?as-at=2024-07-11']")
    assert "with the position as at 11 July 2024" in words(later.select_one("#day"))
    assert later.select_one("#day a b").parent["href"] == f"/papers/{SLUG}/"
    assert later.select_one("input[name=as-at][type=hidden]")["value"] == "2024-07-11"
    assert "as at 11 July 2024" in later.title.get_text()


def test_a_bad_day_is_a_400_page(browse, reader, records):
    assert browse(reader).get(f"/papers/{SLUG}/?as-at=2023-02-31").status_code == 400


def test_numbers_and_references_follow_when_a_paragraph_moves(records):
    delivery = Section.objects.get(source_key="sec-2023-11-delivery")
    last = delivery.blocks.last()
    new = Block(
        section=delivery, kind="paragraph", text="New words, see [[live-2023-11-boards]].", order=last.order + 1
    )
    new.save()
    Section.objects.filter(source_key="sec-2023-11-introduction").update(order=9)

    found = queries.paper_page(SLUG, as_at=None).composition
    assert found

    assert [section.heading for section in found.body][-1] == "Introduction"
    assert [section.number for section in found.body] == ["1", "2", "3", "4", "5"]
    assert found.body[0].items[-1].number == "1.15"
    assert "Table 2" in str(found.body[0].items[-1].text)
    assert "section 2" in str(found.summary[1])


def test_a_reference_to_what_is_not_there_is_a_problem_that_stops_the_press(records):
    Block.objects.filter(source_key="par-2023-11-phases-1").update(text="See [[gone]].")

    found = queries.paper_page(SLUG, as_at=None).composition
    assert found
    assert found.problems == ("The text refers to 'gone', which is not in this paper.",)


def test_whoever_composes_a_paper_may_leave_a_missing_slide_out(page, records):
    row = Block.objects.get(source_key="live-2023-11-blackpool-journey")
    Block.objects.filter(pk=row.pk).update(params=row.params | {"when_missing": "leave_out"})

    found = page(f"/papers/{SLUG}/").select_one("#paper")

    assert len(found.select("[data-block='journey']")) == 3
    assert "Not supplied. Only the heading" not in words(found)


@pytest.mark.parametrize(
    ("code", "params", "said"),
    [
        ("no-such-block", {}, "There is no live block called 'no-such-block'"),
        ("challenges", {"place": "nowhere", "paper": SLUG}, "place:"),
        ("challenges", {}, "paper:"),
    ],
)
def test_a_block_that_is_asked_nonsense_says_what_is_wrong(code, params, said, records):
    with pytest.raises(blocks.UnknownBlock, match=said):
        blocks.params_of(code, params)


def test_every_block_has_what_the_registry_promises():
    for code, module in blocks.BLOCKS.items():
        assert code == module.CODE
        assert module.SCHEMA >= 1
        assert module.LABEL
        assert (ROOT / "templates" / "papers" / "blocks" / f"{code}.jinja").is_file()


def test_keys_of_rows_are_unique_and_the_same_from_day_to_day(records):
    for row in Block.objects.filter(kind="live"):
        keys = {}
        for day in (OWN_DAY, LATER):
            found = blocks.gather(row.code, as_at=day, params=row.params, audience=Audience.PUBLIC).rows
            keys[day] = [one.key for one in found]
            assert len(set(keys[day])) == len(keys[day]), (row.code, keys[day])
        if keys[OWN_DAY] and row.code not in {"place_priorities", "journey", "examples"}:
            assert set(keys[OWN_DAY]) <= set(keys[LATER]) | {key for key in keys[OWN_DAY] if "mtg" in key}


def test_nothing_in_code_knows_this_paper():
    folders = [
        ROOT / "reporting" / "papers",
        ROOT / "templates" / "papers",
        ROOT / "static" / "paper",
        ROOT / "lsc_places" / "jobs",
    ]
    known = re.compile(r"2023-11|item-12|PIDDG|Place Integration Deal|Lisa Roberts", re.IGNORECASE)
    said = [
        f"{path}:{number}"
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and path.suffix in {".py", ".jinja", ".css"} and "migrations" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if known.search(line) and "like 2023-11-08" not in line
    ]
    assert said == []


def test_every_section_says_which_part_of_the_source_it_is_written_from():
    lists = yaml.safe_load((Path(settings.RECORDS_FOLDER) / "paper_sections.yaml").read_text(encoding="utf-8"))

    assert {section["part"] for section in lists["sections"]} == {"summary", "body", "appendix"}
    assert all(section["source"].startswith(f"{SLUG} ") for section in lists["sections"])
