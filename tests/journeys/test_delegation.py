"""People and a delegation: scoped, approved, held, explained, made live, and told in the next paper."""

import io
import re
from datetime import timedelta

import pypdf
import pytest
from playwright.sync_api import Page, expect

from delegations.gates import actions as gates
from delegations.readiness.models import Round
from delegations.register import actions as register
from delegations.register.checklist import LINES
from delegations.register.models import Delegation, Hold
from delegations.register.moves import State
from delegations.workplan.models import Item
from lsc_places.boards.models import Body, Decision
from lsc_places.kit.dates import today
from tests.delegations.gates.going import decided
from tests.delegations.readiness import making
from tests.delegations.readiness.making import user
from tests.journeys.conftest import DESK, TELEPHONE
from tests.journeys.test_every_page import well_kept

pytestmark = pytest.mark.journey
YESTERDAY = today() - timedelta(days=1)
AS_LONG_AS_IT_TAKES = 240_000


def is_well_kept(visitor, status: int = 200) -> None:
    assert well_kept(visitor, status) == {}
    visitor.page.set_viewport_size(DESK)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def follow(page: Page, name: str, *, within: str = "main") -> None:
    page.locator(within).get_by_role("link", name=name).first.click()
    page.wait_for_load_state()


def act_on(page: Page, gate: str) -> None:
    """Follow the last link of a gate: to where one acts on it, else to where it stands."""
    page.locator("#gates li").filter(has_text=gate).get_by_role("link").last.click()
    page.wait_for_load_state()


def settled(visitor) -> None:
    """Forget the refusals on the way, which a browser reports as failures."""
    visitor.failed.clear()
    visitor.console.clear()


def of(reference: str) -> Delegation:
    return Delegation.objects.get(reference=reference)


def test_a_programme_manager_proposes_and_scopes_a_delegation(visitor):
    page = visitor.page
    visitor.log_in("programme-manager")
    visitor.open("/delegations/")
    follow(page, "Propose a delegation")
    is_well_kept(visitor)
    page.get_by_label("Function (optional)").select_option("fn-phm")
    page.get_by_label("Place", exact=True).select_option("lancashire")
    page.get_by_label("Phase (optional)").select_option("phase-1")
    page.get_by_label("First holder (optional)").select_option("role-dhci")
    page.get_by_label("Planned to be live").fill("soon")
    page.get_by_label("Why is it proposed?").fill("The council shares the work")
    press(page, "Propose it")
    expect(page.get_by_role("alert")).to_contain_text("Choose who delegates it")
    expect(page.get_by_role("alert")).to_contain_text("Enter a date like 2023-11-08")
    assert page.get_by_label("Why is it proposed?").input_value() == "The council shares the work"
    visitor.failed.clear()
    is_well_kept(visitor, 422)
    page.get_by_label("Delegator").select_option("lancashire-county-council")
    page.get_by_label("Planned to be live").fill("2027-04")
    page.get_by_label("Where in the paper").fill("Cabinet report, 3")
    press(page, "Propose it")

    expect(page.locator("#gates")).to_contain_text("Not stated: what is in scope, the legal vehicle, the tier")
    act_on(page, "Scope, vehicle and tier stated")
    page.get_by_label("Legal vehicle").select_option("executive")
    page.get_by_label("Tier").select_option("B")
    page.get_by_label("In scope").fill("Segmentation and insight")
    page.get_by_label("Limit of a single decision").fill("a lot")
    press(page, "Save the terms")
    expect(page.get_by_role("alert")).to_contain_text("Enter a sum in pounds")
    page.get_by_label("Limit of a single decision").fill("£50,000")
    press(page, "Save the terms")
    follow(page, "Scope", within="#ways")
    page.get_by_label("Why now?").fill("Its scope is stated")
    press(page, "Scope")
    expect(page.locator("#where")).to_contain_text("Where it is: scoped, step 2 of 10")
    settled(visitor)
    is_well_kept(visitor)


def test_a_governance_lead_records_the_scheme_clause_and_an_approval(visitor):
    page = visitor.page
    decision = decided(user("secretary"), minute="26/101")
    visitor.log_in("governance-lead")
    visitor.open("/delegations/DEL-01/")
    act_on(page, "Scheme of reservation and delegation amended")
    is_well_kept(visitor)
    press(page, "Record the clause")
    expect(page.get_by_role("alert")).to_contain_text("Enter the clause of the scheme")
    page.get_by_label("Clause of the scheme").fill("4.2 (b)")
    page.get_by_label("Decision it rests on").select_option(str(decision.pk))
    press(page, "Record the clause")
    scheme = page.locator("#gates li").filter(has_text="Scheme of reservation and delegation amended")
    expect(scheme).to_contain_text("4.2 (b)")
    expect(scheme.get_by_text("Met", exact=True)).to_be_visible()

    act_on(page, "Every listed approval given")
    page.get_by_label("Given").check()
    page.get_by_label("Decision it rests on").select_option(str(decision.pk))
    press(page, "Record the approval")
    expect(page.locator("#waits")).to_contain_text("3 of 4 approvals open")
    expect(page.locator("#waits")).to_contain_text("minute 26/101")
    settled(visitor)
    is_well_kept(visitor)


def test_a_director_sees_why_theirs_is_blocked_on_a_telephone(visitor):
    visitor.page.set_viewport_size(TELEPHONE)
    visitor.log_in("dhci-lancashire")
    visitor.open("/places/lancashire/")
    visitor.page.locator("a[href='/delegations/DEL-03/']").first.click()
    gates_shown = visitor.page.locator("#gates")
    expect(gates_shown).to_contain_text("Why is this not live?")
    blocked = gates_shown.locator("li").filter(has_text="Not met")
    assert blocked.count() >= 8
    assert blocked.filter(has_text="Can act:").count() == blocked.count()
    expect(blocked.filter(has_text="Readiness of the place accepted")).to_contain_text("No result of Lancashire")
    expect(visitor.page.locator("#where")).to_contain_text("no move forward until it is lifted")
    assert visitor.page.locator("#ways a, #terms a[href^='/delegations/']").count() == 0
    act_on(visitor.page, "Readiness of the place accepted")
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("Readiness")
    assert well_kept(visitor, 200) == {}


def test_a_delegation_is_put_on_hold_and_taken_off(visitor):
    page = visitor.page
    Hold.objects.filter(delegation=of("DEL-02")).delete()
    visitor.log_in("programme-manager")
    visitor.open("/delegations/DEL-02/")
    follow(page, "Put on hold")
    page.get_by_label("Reason").fill("Waiting for the settlement")
    page.get_by_label("Who reviews it").fill("Finance committee")
    press(page, "Put on hold")
    expect(page.locator("#where")).to_contain_text("Waiting for the settlement since")
    expect(page.locator("#where")).to_contain_text("Reviewer: Finance committee")
    expect(page.locator("#ways")).to_contain_text("On hold: Waiting for the settlement")
    is_well_kept(visitor)
    follow(page, "Take off hold")
    page.get_by_label("Why can it go on?").fill("It is settled")
    press(page, "Take off hold")
    expect(page.locator("#where")).not_to_contain_text("Waiting for the settlement")
    is_well_kept(visitor)


@pytest.mark.slow
@pytest.mark.usefixtures("celery_worker_process")
@pytest.mark.seed("G7", "G8", "G17")
def test_the_whole_story(visitor):
    """A condition becomes an item, is done, and discharged by another; the board decides; two make it live; the paper says so."""
    page = visitor.page
    delegation = up_to_recommended("DEL-03")
    paper = f"/papers/icb-2023-11-08-item-12/?as-at={today()}"
    result = "/readiness/phase-1-round-1/lancashire/result/"

    visitor.log_in("programme-manager")
    visitor.open(paper)
    live = page.locator("[data-block='delegations'] table").get_by_text("Live", exact=True)
    expect(live).to_have_count(0)
    visitor.open(result)
    page.get_by_role("button", name="Add to the workplan").first.click()
    page.get_by_role("link", name="in the workplan").first.click()
    item = Item.objects.get(title="Limits and risk share signed into the schedule")
    expect(page.get_by_role("heading", level=1)).to_contain_text(item.title)
    visitor.open(f"/workplan/{item.reference}/edit/")
    page.get_by_label("Status").select_option(Item.Status.COMPLETED)
    press(page, "Save")
    page.wait_for_url(f"**/workplan/{item.reference}/")
    item.refresh_from_db()
    assert item.status == Item.Status.COMPLETED
    visitor.open(f"/delegations/{delegation.reference}/")
    expect(page.locator("#gates")).to_contain_text("1 before activation not discharged")

    visitor.log_in("finance-lead")
    visitor.open(f"/delegations/{delegation.reference}/")
    act_on(page, "Conditions before activation discharged")
    follow(page, "Discharge")
    page.get_by_label("What showed that it is met").fill("The schedule is signed")
    page.locator("main form button").click()
    visitor.open(f"/delegations/{delegation.reference}/")
    expect(page.locator("#gates")).to_contain_text("Every condition before activation is discharged")
    condition = page.get_by_role("row", name="Limits and risk share")
    expect(condition).to_contain_text("Met The schedule is signed Demo: finance lead", use_inner_text=True)
    expect(condition).to_contain_text(item.reference)

    visitor.log_in("secretary")
    visitor.open("/decisions/record/")
    page.get_by_label("Which body decided?").select_option(label=str(Body.objects.get(slug="body-icb-board")))
    page.get_by_label("When?").fill(YESTERDAY.isoformat())
    page.get_by_label("Agreed").check()
    page.get_by_label("Exact wording").fill("The Board approved the delegation of the fund to Lancashire.")
    page.get_by_label("Authority relied on").fill("Scheme of reservation and delegation, 4.2")
    page.get_by_label("Minute reference").fill("26/204")
    press(page, "Record the decision")
    decision = Decision.objects.get(minute="26/204")
    for needed in delegation.needed_approvals.all():
        register.record_approval(needed, outcome="given", decision=decision, words="", by=user("governance-lead"))
    move(visitor, delegation, State.APPROVED, "Record the approval", decision=decision)
    expect(page.locator("#approval")).to_contain_text("Nothing material has changed since it was approved")

    register.record_scheme(delegation, clause="4.2", decision=decision, by=user("governance-lead"))
    visitor.log_in("governance-lead")
    move(visitor, delegation, State.AGREED, "Record the signed agreement")
    visitor.log_in("programme-manager")
    move(visitor, delegation, State.MOBILISING, "Start to mobilise")
    delegation.refresh_from_db()
    register.confirm_checklist(delegation, version=delegation.version, lines=LINES, by=user("governance-lead"))

    visitor.log_in("finance-lead")
    visitor.open(f"/delegations/{delegation.reference}/")
    expect(page.locator("#gates")).to_contain_text("12 of 12 gates met")
    move(visitor, delegation, State.LIVE, "Sign first")
    expect(page.locator("#ways")).to_contain_text("Signed first by Demo: finance lead")
    expect(page.locator("#where")).to_contain_text("Where it is: mobilising")
    visitor.log_in("accountable-officer")
    visitor.open(f"/delegations/{delegation.reference}/")
    follow(page, "Make live", within="#ways")
    expect(page.locator("main")).to_contain_text("You are the second person")
    press(page, "Make live")
    expect(page.locator("#where")).to_contain_text("Where it is: live, step 10 of 10")
    expect(page.locator("table", has_text="Holders over time")).to_contain_text("Holds it")
    is_well_kept(visitor)

    visitor.log_in("secretary")
    visitor.open(paper)
    expect(live).to_have_count(1)
    page.get_by_role("button", name="Export PDF").click()
    expect(page.get_by_role("link", name="Download (PDF")).to_be_visible(timeout=AS_LONG_AS_IT_TAKES)
    with page.expect_download() as started:
        page.get_by_role("link", name="Download (PDF").click()
    printed = pypdf.PdfReader(io.BytesIO(started.value.path().read_bytes()))
    text = " ".join(" ".join(one.extract_text().split()) for one in printed.pages)
    assert started.value.suggested_filename.endswith(f"as-at-{today()}.pdf")
    assert re.search(r"\bLive\b(?! block)", text)
    assert "Recommended" not in text


def up_to_recommended(reference: str) -> Delegation:
    """A delegation whose place and ICB are accepted as ready, with terms and without holds, recommended to the board."""
    round = Round.objects.get()
    making.accept(round, "lancashire")
    making.published(round, "icb")
    making.accept(round, "icb")
    delegation = of(reference)
    Hold.objects.filter(delegation=delegation).delete()
    register.edit_terms(
        delegation,
        version=delegation.version,
        vehicle="executive",
        tier="B",
        scope_in="The fund of the place",
        legal_advice="Counsel, 26/1",
        recovery_contribution="Two per cent",
        by=user("programme-manager"),
    )
    for enters, who in ((State.MODERATED, "panel-chair"), (State.RECOMMENDED, "accountable-officer")):
        delegation.refresh_from_db()
        gates.move(
            delegation,
            number=delegation.move_number + 1,
            enters=enters,
            effective_on=YESTERDAY,
            decision=None,
            reason="It is ready",
            by=user(who),
        )
    delegation.refresh_from_db()
    return delegation


def move(visitor, delegation: Delegation, enters: State, verb: str, *, decision: Decision | None = None) -> None:
    """Open the form of a move as whoever is logged in, fill it in and send it."""
    visitor.open(f"/delegations/{delegation.reference}/move/{enters}/")
    if decision:
        visitor.page.get_by_label("Decision it rests on").select_option(str(decision.pk))
    visitor.page.get_by_label("Why now?").fill("Everything is in place")
    press(visitor.page, verb)
