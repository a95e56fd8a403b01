"""The highlight report: what is done, coming, late, blocked and to be decided, the same on screen, on paper and as cells."""

from datetime import date

import pypdf
import pytest

from delegations.workplan.models import Dependency, Item
from lsc_places.jobs import leases
from lsc_places.jobs.kinds import maker_of
from lsc_places.jobs.models import Job
from reporting.papers import blocks, exporting
from reporting.papers.blocks.shape import Audience
from tests.reporting.papers.conftest import OWN_DAY, pressed
from tests.reporting.papers.test_parity import shown, squeezed

pytestmark = pytest.mark.usefixtures("records")
LATE = date(2026, 11, 1)


def gathered(code: str, day: date):
    return blocks.gather(code, as_at=day, params={}, audience=Audience.PUBLIC)


@pytest.mark.seed("J4", "J8", "J9", "J10")
@pytest.mark.parametrize("day", [OWN_DAY, LATE], ids=str)
def test_the_report_says_the_same_on_screen_on_paper_and_as_cells(day, page, tmp_path):
    waits, needed = Item.objects.get(number=12), Item.objects.get(number=13)
    Dependency.objects.create(item=waits, needs=needed, stated_on=OWN_DAY, is_agreed=False)
    data = gathered("highlight", day)
    screen = squeezed(
        page("/papers/highlight-report/", as_at=day.isoformat()).select_one("#highlight-report").get_text(" ")
    )
    made = tmp_path / "report.pdf"
    made.write_bytes(pressed(exporting.highlight(as_at=day)))
    paper = squeezed("".join(one.extract_text() for one in pypdf.PdfReader(made).pages))
    sheet = blocks.BLOCKS["highlight"].cells(data)
    cells = squeezed(str(sheet.rows))
    for text in [*(text for row in data.rows for text in shown(row)), data.note]:
        assert squeezed(text) in screen
        assert squeezed(text) in paper
        assert text == data.note or squeezed(text) in cells
    assert {len(row) for row in sheet.rows} == {len(sheet.head)}
    for _, meaning in data.key:
        assert squeezed(meaning) in screen
        assert squeezed(meaning) in paper
    along = gathered("timeline", day)
    drawn = blocks.BLOCKS["timeline"].cells(along)
    assert {len(row) for row in drawn.rows} == {len(drawn.head)}
    assert any("WP-0013: no date set, not agreed" in row.waits_for for row in along.rows)
    for text in [*(text for row in along.rows for text in shown(row)), along.note]:
        assert squeezed(text) in screen
        assert squeezed(text) in paper
        assert text == along.note or squeezed(text) in squeezed(str(drawn.rows))
    names = [line.name for drawing in along.drawings for line in drawing.lines]
    assert names
    assert all(squeezed(name) in screen and squeezed(name) in paper for name in names), "the drawing is in both"
    titles = [group.title for group in data.groups]
    if day == OWN_DAY:
        assert titles[0] == "Done in the last 91 days: 6"
    else:
        assert titles[0] == "Done in the last 91 days: none"
        assert "Decisions needed: 1" in titles
    blocked = next(group for group in data.groups if group.title.startswith("Blocked"))
    assert any(row.title.startswith("WP-0012") and row.why.startswith("Needs WP-0013") for row in blocked.rows)
    assert "no date set" in data.note
    assert "local choice" in data.note


def test_milestones_and_overdue_items_are_blocks_of_papers():
    assert gathered("milestones", LATE).missing == "No item of the workplan is marked as a milestone."
    Item.objects.filter(number=50).update(is_milestone=True)
    for code, day in (("milestones", LATE), ("overdue", LATE)):
        data = gathered(code, day)
        sheet = blocks.BLOCKS[code].cells(data)
        assert "WP-0050" in str(sheet.rows)
        assert {len(row) for row in sheet.rows} == {len(sheet.head)}
        assert {row.status.text for row in data.rows} == {"Off track"}
    assert gathered("overdue", OWN_DAY).missing == "No open item is past its date."


def test_the_pdf_is_asked_for_and_made_by_a_worker(browse, reader):
    response = browse(reader).post("/papers/highlight-report/export/", {"as-at": "2023-11-08"})
    job = Job.objects.get()
    assert response.url == f"/exports/{job.pk}/"
    lease = leases.claim(job.pk)
    lease.finish(maker_of(job.kind)(job.subject, job.params, lease))
    job.refresh_from_db()
    assert (job.state, job.file_name) == ("done", "highlight-report-as-at-2023-11-08.pdf")
    assert browse(reader).post("/papers/highlight-report/export/", {"as-at": "2099-01-01"}).status_code == 400
