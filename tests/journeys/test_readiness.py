"""Readiness in a real browser: with the keyboard alone, through every kind of fault, from review to result, and without scripts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Locator, Page, Route, expect

from delegations.readiness.actions import submissions
from delegations.readiness.models import Answer, Framework, Result, Round, Standing, Submission
from lsc_places.kit.dates import today
from tests.accounts import PASSWORD
from tests.delegations.readiness.making import LEADS, NAME, assessment_of, opened, rate, user
from tests.delegations.readiness.test_frameworks import TWO_LINES, load
from tests.journeys.conftest import TELEPHONE, Visitor
from tests.lsc_places.documents import files

pytestmark = pytest.mark.journey
ICB = "/readiness/phase-1-round-1/icb/"
FINANCE = f"{ICB}finance/"
REASON = "#reason-4\\.1"


def answer() -> Answer:
    return Answer.objects.get(assessment__place=None, line__code="4.1", assessment__round__name=NAME)


def well(visitor: Visitor) -> None:
    """Nothing that axe finds, and nothing sideways on a telephone."""
    assert visitor.violations() == []
    size = visitor.page.viewport_size
    visitor.page.set_viewport_size(TELEPHONE)
    assert visitor.overhang() == 0
    visitor.page.set_viewport_size(size)


def go_to(page: Page, wanted: Locator) -> None:
    """Press Tab until something has the focus; it must be seen there."""
    for _ in range(150):
        if wanted.evaluate("element => element === document.activeElement"):
            assert wanted.is_visible() or wanted.evaluate("element => element.labels?.length > 0")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} cannot be reached with the keyboard")


def press(page: Page, wanted: Locator, *, leads_to: str = "") -> None:
    go_to(page, wanted)
    page.keyboard.press("Enter")
    if leads_to:
        page.wait_for_url(f"**{leads_to}", wait_until="networkidle")


def test_a_director_completes_and_submits_with_evidence_by_keyboard_alone(visitor, tmp_path):
    (tmp_path / "data").mkdir()
    load(tmp_path / "data", TWO_LINES)
    opened(name="Care", framework=Framework.objects.get(source_key="outstanding-care-1"))
    paper = tmp_path / "what-people-say.pdf"
    paper.write_bytes(files.pdf())
    page = visitor.page
    visitor.log_in("dhci-blackpool")
    assert visitor.open("/readiness/frameworks/outstanding-care-1/").status == 200
    visitor.open("/readiness/care/blackpool/")
    expect(page.locator("main")).to_contain_text("0 of 1 sections completed")
    well(visitor)
    press(page, page.get_by_role("link", name="1. Care"), leads_to="/care/blackpool/care/")

    go_to(page, page.locator("[name='rating-C1']").first)
    page.keyboard.press("ArrowDown")
    go_to(page, page.locator("#reason-C1"))
    page.keyboard.type("People told us so.")
    go_to(page, page.locator("[name='rating-C2']").first)
    page.keyboard.press("Space")
    go_to(page, page.locator("#reason-C2"))
    page.keyboard.type("Not everywhere yet.")
    expect(page.locator("#saved-words")).to_contain_text("Draft saved at")
    well(visitor)
    visitor.open("/readiness/care/blackpool/care/")
    assert page.locator("#reason-C1").input_value() == "People told us so."
    press(page, page.get_by_role("button", name="upload a new file for C1"), leads_to="/evidence/add/C1/")

    well(visitor)
    with page.expect_file_chooser() as chosen:
        press(page, page.locator("button#id_file"))
    chosen.value.set_files(paper)
    press(page, page.get_by_role("button", name="Add it"))
    expect(page.locator("main")).to_contain_text("Select whether it may be published")
    well(visitor)
    with page.expect_file_chooser() as chosen:
        press(page, page.locator("button#id_file"))
    chosen.value.set_files(paper)
    go_to(page, page.get_by_label("Yes", exact=True))
    page.keyboard.press("Space")
    press(page, page.get_by_role("button", name="Add it"), leads_to="/care/**")
    expect(page.locator("#line-C1")).to_contain_text("what-people-say")

    go_to(page, page.locator("#completed-yes"))
    page.keyboard.press("Space")
    press(page, page.get_by_role("button", name="Save and continue"), leads_to="/care/blackpool/")
    expect(page.locator("main")).to_contain_text("1 of 1 sections completed")
    press(page, page.get_by_role("link", name="Check and submit"), leads_to="/check/")
    expect(page.locator("main")).to_contain_text("People told us so.")
    well(visitor)
    press(page, page.get_by_role("link", name="Continue to the declaration"), leads_to="/submit/")
    press(page, page.get_by_role("button", name="Confirm and submit"))
    expect(page.locator("main")).to_contain_text("Select the declaration to submit")
    well(visitor)
    go_to(page, page.get_by_role("checkbox"))
    page.keyboard.press("Space")
    press(page, page.get_by_role("button", name="Confirm and submit"))
    expect(page.get_by_role("heading", name="Readiness assessment submitted")).to_be_visible()
    well(visitor)
    submission = Submission.objects.get(assessment__round__slug="care")
    assert submission.submitted_by == user("dhci-blackpool")
    assert submission.answers["sections"][0]["lines"][0]["evidence"][0]["name"] == "what-people-say"


def refusing(status: int) -> Callable[[Route], None]:
    """What answers a save with a status, or with nothing at all."""

    def refuse(route: Route) -> None:
        if status:
            route.fulfill(status=status, body="No")
        else:
            route.abort("connectionrefused")

    return refuse


def kept(page: Page, words: str) -> bool:
    """Whether words arrive that are on their way, or are sent again in a moment."""
    for _ in range(100):
        if answer().reason == words:
            return True
        page.wait_for_timeout(100)
    return False


class TestWordsStayThrough:
    @pytest.fixture
    def page(self, visitor) -> Page:
        visitor.log_in("accountable-officer")
        visitor.open(FINANCE)
        return visitor.page

    def test_a_session_that_ended_mid_sentence(self, page, visitor):
        with page.expect_response("**/finance/save/"):
            page.locator(REASON).fill("Half a sentence")
        Session.objects.all().delete()
        page.locator(REASON).press_sequentially(" and the rest")
        expect(page.locator(".app-problem")).to_contain_text("You've been logged out.")
        well(visitor)
        assert answer().reason == "Half a sentence"
        with visitor.context.expect_page() as opening:
            page.get_by_role("link", name="Log in (opens in a new tab)").click()
        tab = opening.value
        tab.get_by_label("User name").fill("accountable-officer")
        tab.get_by_label("Password", exact=True).fill(PASSWORD)
        tab.get_by_role("button", name="Log in").click()
        tab.wait_for_load_state("networkidle")
        tab.close()
        page.bring_to_front()
        expect(page.locator(".app-problem")).to_have_count(0, timeout=20_000)
        assert page.locator(REASON).input_value() == "Half a sentence and the rest"
        assert answer().reason == "Half a sentence and the rest"

    def test_a_network_that_went_and_came_and_leaving_asks_first(self, page, visitor):
        visitor.context.set_offline(True)
        page.locator(REASON).fill("Written in a tunnel")
        expect(page.locator(".app-problem")).to_contain_text("We could not reach the service.")
        expect(page.locator(".app-problem")).to_be_in_viewport()  # of a page that is many screens long
        asked = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
        page.evaluate("location.assign('/')")
        page.wait_for_timeout(300)
        assert asked == ["beforeunload"]
        assert page.locator(REASON).input_value() == "Written in a tunnel"
        visitor.context.set_offline(False)
        expect(page.locator(".app-problem")).to_have_count(0, timeout=20_000)
        assert answer().reason == "Written in a tunnel"
        page.route("**/finance/save/", refusing(0))
        page.locator(REASON).fill("Written to a server that stopped")
        page.get_by_role("link", name="Back to all sections").click()
        expect(page.locator(".app-problem")).to_be_visible()
        page.wait_for_timeout(300)
        assert asked == ["beforeunload"] * 2
        assert page.url.endswith("/finance/")
        page.unroute("**/finance/save/")
        page.evaluate("window.dispatchEvent(new Event('online'))")
        expect(page.locator(".app-problem")).to_have_count(0, timeout=20_000)
        page.locator(REASON).fill("Left by a link")
        page.get_by_role("link", name="Back to all sections").click()
        page.wait_for_url("**/icb/")
        assert answer().reason == "Left by a link"
        assert "tunnel" not in page.evaluate("JSON.stringify([localStorage, sessionStorage])")

    def test_every_answer_that_is_no_save(self, page):
        """B07, and a server that is stopped: always seen, and never a word lost."""
        for number, status in enumerate((400, 401, 403, 404, 409, 413, 422, 429, 500, 503, 0)):
            page.route("**/finance/save/", refusing(status))
            words = f"Words {number}"
            page.locator(REASON).fill(words)
            page.locator(REASON).blur()
            expect(page.locator(".app-problem")).to_be_visible()
            assert page.locator(".app-problem [data-words]").inner_text()
            page.unroute("**/finance/save/")
            assert page.locator(REASON).input_value() == words
        page.evaluate("window.dispatchEvent(new Event('online'))")
        expect(page.locator(".app-problem")).to_have_count(0, timeout=35_000)
        assert kept(page, "Words 10")

    def test_a_submission_by_somebody_else_and_leaving_sends_what_is_left(self, page, visitor):
        page.locator(REASON).fill("Typed and left at once")
        page.evaluate("location.assign('/readiness/')")
        page.wait_for_url("**/readiness/")
        assert kept(page, "Typed and left at once")  # it is on its way while the next page is shown
        visitor.open(FINANCE)
        assert page.locator(REASON).input_value() == "Typed and left at once"
        submissions.submit_assessment(
            assessment_of(Round.objects.get(name=NAME), "icb"), by=user("accountable-officer")
        )
        page.locator(REASON).fill("One more thought")
        expect(page.locator(".app-problem")).to_contain_text("This assessment was submitted at")
        well(visitor)
        assert page.locator(REASON).input_value() == "One more thought"
        assert answer().reason == "Typed and left at once"

    def test_somebody_else_in_the_same_field(self, page, visitor):
        Answer.objects.filter(pk=answer().pk).update(reason="Theirs", version=99)
        page.locator(REASON).fill("Mine")
        expect(page.locator(".app-conflict")).to_contain_text("Theirs")
        well(visitor)
        with page.expect_response("**/finance/save/"):
            page.get_by_role("button", name="Put both in the box").click()
        assert answer().reason == "Theirs\n\nMine"


def test_a_lead_reviews_and_the_panel_moderates_and_publishes(visitor):
    """Of the ICB: one section by the browser, what else is needed beside it."""
    assessment = assessment_of(Round.objects.get(name=NAME), "icb")
    submissions.submit_assessment(assessment, by=user("accountable-officer"))
    assessment = assessment_of(assessment.round, "icb")
    rate(assessment, user("partner-blackpool"), standing=Standing.PARTNER, levels={"4.1": 1})
    for lead in LEADS:
        if lead != "finance-lead":
            rate(assessment, user(lead), standing=Standing.LEAD)
    page = visitor.page

    visitor.log_in("finance-lead")
    visitor.open("/reviews/")
    page.locator("main a[href*='/icb/finance/']").click()
    for line in ("4.1", "4.2", "4.3", "4.4"):
        page.locator(f"[name='rating-{line}'][value='2']").check()
    page.get_by_role("button", name="Give these ratings").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("Enter why your rating is different")
    well(visitor)
    for line in ("4.1", "4.2", "4.3", "4.4"):
        page.locator(f"[id='reason-{line}']").fill("The schedule is not signed")
    page.get_by_role("button", name="Give these ratings").click()
    expect(page.get_by_role("button", name="Give these ratings")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("You rated this 1 level lower than the ICB.")
    well(visitor)

    visitor.log_in("panel-chair")
    rate(
        assessment,
        user("panel-chair"),
        standing=Standing.PANEL,
        only=["D1", "D2", "D3", "D5", "D6", "D7", "D8"],
        evidence="yes",
    )
    visitor.open("/reviews/phase-1-round-1/icb/panel/")
    for name in ("finance lead", "quality lead", "board member"):
        page.get_by_label(f"Demo: {name}", exact=False).first.check()
    page.get_by_label("Interests declared", exact=False).fill("None")
    page.get_by_label("Whoever presented", exact=False).check()
    page.get_by_role("button", name="Name the panel").click()
    visitor.open("/reviews/phase-1-round-1/icb/finance/moderate/")
    for line in ("4.1", "4.2", "4.3", "4.4"):
        page.locator(f"[name='rating-{line}'][value='2']").check()
        page.locator(f"[name='evidence-{line}'][value='yes']").check()
    page.get_by_role("button", name="Moderate this section").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("difference of 2 levels or more")
    well(visitor)
    page.locator(REASON).fill("The partner had not seen the statement")
    page.get_by_role("button", name="Moderate this section").click()
    page.wait_for_url("**/reviews/phase-1-round-1/icb/")
    expect(page.locator("main")).to_contain_text("8 of 8 moderated")
    well(visitor)
    page.get_by_role("link", name="Set a condition on 4.2", exact=False).first.click()
    page.get_by_label("The condition").fill("Risk share signed")
    for box in page.locator("[name=functions]").all():
        box.check()
    page.get_by_label("Before activation").check()
    page.get_by_label("Due date").fill((today() + timedelta(days=30)).isoformat())
    page.locator("[name=owner]").select_option(index=1)
    page.get_by_label("What will show", exact=False).fill("The signed schedule")
    page.locator("[name=discharged_by_right]").select_option(index=1)
    page.get_by_label("What follows", exact=False).fill("It does not go live")
    well(visitor)
    page.locator("main").get_by_role("button").last.click()
    page.wait_for_url("**/reviews/phase-1-round-1/icb/")
    page.get_by_role("button", name="Publish the result").click()
    expect(page.get_by_role("heading", name="Readiness result of the ICB")).to_be_visible()
    well(visitor)
    assert Result.objects.get(submission__assessment=assessment).published_by == user("panel-chair")


def test_without_javascript_an_assessment_is_written_submitted_and_reviewed(a_round, live_server, browser: Browser):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.set_default_timeout(20_000)
    page = context.new_page()

    def log_in(name: str) -> None:
        page.goto("/log-in/")
        page.get_by_label("User name").fill(name)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Log in").click()

    log_in("accountable-officer")
    page.goto(FINANCE)
    page.locator(REASON).fill("Written without scripts")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("#saved-words")).to_contain_text("Draft saved at")
    assert page.locator(REASON).input_value() == "Written without scripts"
    page.locator(REASON).fill("Written without scripts, twice")
    page.get_by_role("button", name="upload a new file for 4.1").click()
    page.get_by_label("Upload a file").set_input_files(
        {"name": "statement.pdf", "mimeType": "application/pdf", "buffer": files.pdf(words="x")}
    )
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("[id='line-4.1']")).to_contain_text("statement")
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Save and continue").click()
    page.goto(f"{ICB}check/")
    page.get_by_role("link", name="Continue to the declaration").click()
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Confirm and submit").click()
    expect(page.get_by_role("heading", name="Readiness assessment submitted")).to_be_visible()
    page.get_by_role("button", name="Log out").click()

    log_in("finance-lead")
    page.goto("/reviews/phase-1-round-1/icb/finance/")
    expect(page.locator("[id='line-4.1']")).to_contain_text("Written without scripts, twice")
    for line in ("4.1", "4.2", "4.3", "4.4"):
        page.locator(f"[name='rating-{line}'][value='3']").check()
    page.get_by_role("button", name="Give these ratings").click()
    expect(page.locator("main")).to_contain_text("You gave the same rating as the ICB.")
    context.close()
