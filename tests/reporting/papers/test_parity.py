"""What a live block gathers is on the screen, in the PDF and in its sheet: every block, every row, every field."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import pytest

from lsc_places.kit.words import Word
from reporting.papers import blocks, queries
from tests.reporting.papers.conftest import LATER, OWN_DAY, SLUG

pytestmark = pytest.mark.usefixtures("records")
NEVER_SHOWN = {"key"}
OF_LATE = {"readiness_summary", "conditions_outstanding"}  # of what began after this paper: test_readiness
OF_TODAY = {"gates_outstanding"}  # test_gates
OF_A_REPORT = {"highlight", "milestones", "overdue", "timeline"}  # of the highlight report: test_highlight


def squeezed(text: str) -> str:
    """Text as it can be found wherever lines are broken."""
    return re.sub(r"\s+", "", text)


def shown(value: Any) -> Iterator[str]:
    """Every piece of text that a row holds; its key is for comparing and not for reading."""
    match value:
        case None | "":
            return
        case Word():
            yield value.text
        case str():
            yield value
        case int():
            yield str(value)
        case tuple():
            for one in value:
                yield from shown(one)
        case _ if is_dataclass(value):
            for field in fields(value):
                if field.name not in NEVER_SHOWN:
                    yield from shown(getattr(value, field.name))
        case _:
            raise AssertionError(f"A row holds {value!r}, of which nobody knows how it is shown")


@pytest.mark.parametrize("day", [OWN_DAY, LATER], ids=str)
def test_every_field_is_on_screen_on_paper_and_in_the_sheet(day: date, printed, screen):
    composition = queries.paper_page(SLUG, as_at=day).composition
    assert composition
    on_screen = screen(day).select_one("#paper")
    on_paper = squeezed(printed(day).text)
    drawn = {live.code for live in composition.live_blocks}
    seen = 0

    assert drawn == set(blocks.BLOCKS) - OF_LATE - OF_TODAY - OF_A_REPORT, "a block that no paper shows is not tested"
    for section in (*composition.body, *composition.appendices):
        for item in section.items:
            if item.live is None:
                continue
            live = item.live
            screen = squeezed(on_screen.select_one(f"#{item.id}").get_text(" "))
            sheet = blocks.BLOCKS[live.code].cells(live.data)
            cells = squeezed(" ".join(str(cell) for row in sheet.rows for cell in row))
            for row in live.data.rows:
                for text in shown(row):
                    seen += 1
                    assert squeezed(text) in screen, (live.code, text, "is not on the screen")
                    assert squeezed(text) in on_paper, (live.code, text, "is not on paper")
                    assert squeezed(text) in cells, (live.code, text, "is not in the sheet")
            of_table = (live.data.caption, live.data.note, item.number) if live.data.rows else ()
            for text in (*of_table, live.data.missing, live.source):
                assert squeezed(text) in screen
                assert squeezed(text) in on_paper
    assert seen > 700


@pytest.mark.parametrize("day", [OWN_DAY, LATER], ids=str)
def test_a_sheet_is_a_rectangle(day):
    composition = queries.paper_page(SLUG, as_at=day).composition
    assert composition
    for live in composition.live_blocks:
        sheet = blocks.BLOCKS[live.code].cells(live.data)
        if live.data.rows:
            assert {len(row) for row in sheet.rows} == {len(sheet.head)}
            assert all(sheet.head)


def test_the_walk_would_find_a_field_that_is_not_shown():
    """The control: a text that is nowhere is found to be nowhere."""
    composition = queries.paper_page(SLUG, as_at=OWN_DAY).composition
    assert composition
    live = composition.live_blocks[0]
    sheet = squeezed(str(blocks.BLOCKS[live.code].cells(live.data)))
    assert squeezed(live.data.rows[0].name) in sheet
    assert squeezed(live.data.rows[0].key) not in sheet
