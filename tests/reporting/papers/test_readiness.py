"""Readiness in papers: the live blocks, and the receipt and the letter that the worker makes."""

import pgtrigger
import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from delegations.readiness.actions.conditions import discharge_condition
from delegations.readiness.models import Condition
from lsc_places.jobs import tasks
from lsc_places.jobs.models import Job
from lsc_places.kit.dates import today
from reporting.papers import blocks, letters, queries
from reporting.papers.blocks.shape import Audience
from reporting.papers.models import Block, Section
from tests.delegations.readiness.making import user
from tests.reporting.papers.conftest import LATER, SLUG, page_of, pressed, text_of
from tests.reporting.papers.test_parity import shown, squeezed

pytestmark = pytest.mark.usefixtures("a_round")
BLOCKS = ("readiness_summary", "conditions_outstanding")


@pytest.fixture
def in_the_paper(a_round) -> None:
    """Both blocks at the end of a paper's body."""
    section = Section.objects.filter(paper__slug=SLUG, part=Section.Part.BODY).last()
    last = section.blocks.order_by("order").last()
    for number, code in enumerate(BLOCKS, start=1):
        Block.objects.create(section=section, order=last.order + number, kind=Block.Kind.LIVE, code=code)


@pytest.mark.usefixtures("in_the_paper")
def test_every_field_of_the_blocks_is_on_screen_on_paper_and_in_the_sheet_and_none_before_there_was_a_round(page):
    composition = queries.paper_page(SLUG, as_at=today()).composition
    screen = page(f"/papers/{SLUG}/", as_at=today().isoformat())
    seen = {}
    for live in composition.live_blocks:
        if live.code not in BLOCKS:
            continue
        sheet = blocks.BLOCKS[live.code].cells(live.data)
        cells = squeezed(" ".join(str(cell) for row in sheet.rows for cell in row))
        element = screen.select_one(f"[data-block='{live.code}']")
        drawn, on_paper = squeezed(element.get_text(" ")), text_of(pressed(page_of(str(element))))
        texts = [text for row in live.data.rows for text in shown(row)]
        for text in texts:
            assert squeezed(text) in cells
            assert squeezed(text) in drawn
            assert squeezed(text) in on_paper
        assert squeezed(live.source) in drawn
        assert {len(row) for row in sheet.rows} == {len(sheet.head)}
        seen[live.code] = len(texts)
    assert seen["readiness_summary"] >= 5 * 2 + 3
    assert seen["conditions_outstanding"] >= 7
    for code in BLOCKS:
        assert blocks.gather(code, as_at=LATER, params={}, audience=Audience.PUBLIC).rows == ()


def test_the_summary_says_what_became_of_whom_and_a_discharged_condition_is_not_outstanding():
    def rows(code: str, **params: str) -> list:
        return list(blocks.gather(code, as_at=today(), params=params, audience=Audience.PUBLIC).rows)

    found = {row.key: row for row in rows("readiness_summary")}
    assert [word.text for word in found["lancashire"].outcomes] == ["Ready", *["Ready with conditions"] * 2]
    assert found["blackburn-with-darwen"].word.text == "Submitted"
    assert found["icb"].word.text == "Being written"
    assert found["blackpool"].word.text == "Not started"
    assert len(rows("conditions_outstanding")) == len(rows("conditions_outstanding", place="lancashire")) == 1
    assert rows("conditions_outstanding", place="blackpool") == []
    condition = Condition.objects.get()
    discharge_condition(condition, words="Seen and signed", by=user("finance-lead"))
    assert rows("conditions_outstanding") == []


def test_the_worker_makes_the_letter_and_the_receipt_once_and_whoever_may_has_them(browse):
    waiting = list(Job.objects.open().order_by("pk"))
    assert {job.kind for job in waiting} == {"readiness receipt", "readiness letter"}
    for job in waiting:
        tasks.run(job.pk)
    assert {job.state for job in Job.objects.all()} == {Job.State.DONE}

    letter = browse(user("auditor")).get(reverse("readiness:letter", args=["phase-1-round-1", "lancashire"]))
    text = text_of(b"".join(letter.streaming_content))
    assert letter["Content-Disposition"].startswith('attachment; filename="readiness-result-letter-RA-')
    for words in (
        "Readiness result of Lancashire",
        "Ready with conditions",
        "Limits and risk share signed",
        "RC-1000000",
    ):
        assert squeezed(words) in text
    receipt = reverse("readiness:receipt", args=["phase-1-round-1", "blackburn-with-darwen"])
    sent = browse(user("dhci-blackburn-with-darwen")).get(receipt)
    text = text_of(b"".join(sent.streaming_content))
    assert squeezed("Because of limits and risk share.") in text
    assert browse(user("dhci-blackpool")).get(receipt).status_code == 404
    assert browse(user("auditor")).get(receipt).status_code == 404


def test_hostile_words_are_printed_as_words():
    submission = Condition.objects.get().submission
    hostile = '<img src="file:///etc/passwd"><script>alert(1)</script> {{7*7}}'
    with pgtrigger.ignore("readiness.Condition:published_words_stay"):
        Condition.objects.filter(submission=submission).update(proof=hostile)
    html = letters.letter(submission.pk)
    soup = BeautifulSoup(html, "html.parser")
    assert soup.select("img, script") == []
    assert squeezed(hostile) in text_of(pressed(html))
