"""What delegations wait for, in a paper: the matrix and the gates outstanding, as at the day of the paper."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from delegations.gates.queries import outstanding
from delegations.register.queries import matrix
from lsc_places.kit.dates import today
from reporting.papers import blocks, queries
from reporting.papers.blocks.shape import Audience
from reporting.papers.models import Block, Section
from tests.delegations.register.moving import add_delegations
from tests.reporting.papers.conftest import SLUG, page_of, pressed, text_of
from tests.reporting.papers.test_parity import shown, squeezed

pytestmark = pytest.mark.usefixtures("records")


def test_the_matrix_and_the_gates_outstanding_are_placed_in_a_paper(page):
    section = Section.objects.filter(paper__slug=SLUG, part=Section.Part.BODY).last()
    last = section.blocks.order_by("order").last()
    for number, code in enumerate(("delegations", "gates_outstanding"), start=1):
        Block.objects.create(section=section, order=last.order + number, kind=Block.Kind.LIVE, code=code)
    composition = queries.paper_page(SLUG, as_at=today()).composition
    screen = page(f"/papers/{SLUG}/", as_at=today().isoformat())
    live = next(one for one in composition.live_blocks if one.code == "gates_outstanding")
    element = screen.select_one("[data-block='gates_outstanding']")
    drawn, on_paper = squeezed(element.get_text(" ")), text_of(pressed(page_of(str(element))))
    sheet = blocks.BLOCKS["gates_outstanding"].cells(live.data)
    cells = squeezed(" ".join(str(cell) for row in sheet.rows for cell in row))
    texts = [squeezed(text) for row in live.data.rows for text in shown(row)]
    assert [text for text in texts if text not in drawn or text not in on_paper or text not in cells] == []
    assert {len(row) for row in sheet.rows} == {len(sheet.head)} == {5}
    rows = {row.key: row for row in live.data.rows}
    assert rows["formula"].counts == ("Met by all", "Not met in 4 of 4", "Met by all")
    assert rows["readiness-place"].counts == ("Not met in 4 of 4",) * 3
    assert rows["scheme"].who == "Governance lead"
    assert "sequence" not in rows
    assert squeezed(live.source) in drawn
    assert len(screen.select("[data-block='delegations']")) >= 1
    before = blocks.gather("gates_outstanding", as_at=today().replace(year=2022), params={}, audience=Audience.PUBLIC)
    assert before.rows == ()


@pytest.mark.seed("G17")
def test_the_gates_of_all_are_asked_in_one_set_of_queries_and_add_up_to_the_matrix():
    with CaptureQueriesContext(connection) as few:
        first = outstanding(as_at=today())
    assert len(first.lines) == matrix(as_at=today()).total.count == 12
    add_delegations(12)
    with CaptureQueriesContext(connection) as many:
        assert len(outstanding(as_at=today()).lines) == 24
    assert len(many) == len(few) <= 25
