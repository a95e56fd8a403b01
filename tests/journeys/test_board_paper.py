"""From the board paper to its PDF: told without a reload, without taking the focus, and lost by nobody who leaves."""

import hashlib

import pytest
from playwright.sync_api import Browser, expect

from lsc_places.jobs.models import Job
from reporting.papers.models import Block, Section
from tests.journeys.conftest import TELEPHONE
from tests.journeys.test_every_page import well_kept

pytestmark = [pytest.mark.journey, pytest.mark.slow, pytest.mark.usefixtures("celery_worker_process")]
PAPER = "/papers/icb-2023-11-08-item-12/"
AS_LONG_AS_IT_TAKES = 240_000
of_papers = Job.objects.filter(kind="papers.paper")


def shorten() -> None:
    """Leave the tables of the appendix out, where it matters which way the paper goes and not what it says."""
    Block.objects.filter(section__part=Section.Part.APPENDIX, kind=Block.Kind.LIVE).delete()


def test_a_secretary_exports_the_paper_and_watches_and_tries_again_what_failed(visitor):
    visitor.log_in("secretary")
    visitor.open(PAPER)
    visitor.page.get_by_role("button", name="Export PDF").click()
    page = visitor.page
    expect(page.get_by_role("heading", level=1)).to_contain_text("Progress on Areas of Delivery, as at 8 November 2023")
    page.evaluate("window.stillTheSamePage = true")
    page.get_by_role("link", name="My exports").focus()

    expect(page.get_by_role("link", name="Download (PDF")).to_be_visible(timeout=AS_LONG_AS_IT_TAKES)

    assert page.evaluate("window.stillTheSamePage")
    assert page.evaluate("document.activeElement.textContent") == "My exports"
    expect(page.get_by_role("status")).to_contain_text("Ready: PDF")
    with page.expect_download() as started:
        page.get_by_role("link", name="Download (PDF").click()
    job = of_papers.get()
    assert started.value.suggested_filename == "icb-2023-11-08-item-12-as-at-2023-11-08.pdf"
    assert hashlib.sha256(started.value.path().read_bytes()).hexdigest() == job.sha256
    assert visitor.console == []
    assert visitor.outside == []
    assert well_kept(visitor, 200) == {}

    shorten()
    paragraph = Block.objects.filter(source_key="par-2023-11-phases-1")
    visitor.open(PAPER)
    paragraph.update(text="See [[gone]].")
    page.get_by_role("button", name="Export PDF").click()
    expect(page.get_by_text("refers to 'gone'").first).to_be_visible(timeout=AS_LONG_AS_IT_TAKES)
    visitor.open(PAPER)
    expect(page.get_by_role("button", name="Export PDF")).to_have_count(0)

    paragraph.update(text="See it.")
    visitor.open(f"/exports/{of_papers.latest('pk').pk}/")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("link", name="Download (PDF")).to_be_visible(timeout=AS_LONG_AS_IT_TAKES)


def test_who_leaves_the_page_finds_a_notice_and_the_file_and_who_has_no_scripts_a_link(visitor, browser: Browser):
    shorten()
    visitor.log_in("board-member")
    visitor.open(PAPER)
    visitor.page.get_by_role("button", name="Export PDF").click()
    visitor.open("/places/")
    while of_papers.open().exists():
        visitor.page.wait_for_timeout(500)

    visitor.open("/risks/")
    visitor.page.get_by_role("link", name="Exports, 1 new").click()
    expect(visitor.page.get_by_role("link", name="Download Place Integration Deal")).to_be_visible()

    context = browser.new_context(
        java_script_enabled=False, viewport=TELEPHONE, storage_state=visitor.context.storage_state()
    )
    page = context.new_page()
    page.goto(visitor.origin + PAPER)
    page.get_by_role("button", name="Export PDF").click()

    while of_papers.open().exists():
        page.wait_for_timeout(500)
        page.get_by_role("link", name="Check progress").click()
    if page.get_by_role("link", name="Check progress").count():
        page.get_by_role("link", name="Check progress").click()

    expect(page.get_by_role("link", name="Download (PDF")).to_be_visible()
    context.close()
