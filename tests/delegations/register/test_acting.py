"""What people change in the register by its forms: terms, scheme clause, checklist, holds, approvals and formulas."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from delegations.register.models import ApprovalStatement, Delegation, FormulaStatement, Hold
from lsc_places.kit.dates import today
from tests.accounts import account
from tests.delegations.gates.going import decided

pytestmark = pytest.mark.usefixtures("records")

TERMS = {
    "version": "1",
    "vehicle": "committee",
    "tier": "B",
    "scope_in": "All <i>funds</i> of the place",
    "scope_out": "",
    "reserved_matters": "",
    "recovery_contribution": "",
    "legal_advice": "",
    "notice": "Six months",
    "review_on": "2026-09-30",
    "expires_on": "2127-03-31",
}


@pytest.fixture
def lead():
    return account("governance_lead")


@pytest.fixture
def client(browse, lead):
    return browse(lead)


@pytest.fixture
def delegation() -> Delegation:
    return Delegation.objects.get(reference="DEL-01")


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def test_terms_are_changed_shown_and_kept_in_the_history(client, delegation, page):
    answer = client.post("/delegations/DEL-01/terms/", TERMS)
    assert (answer.status_code, answer.url) == (303, "/delegations/DEL-01/")
    terms = page("/delegations/DEL-01/").find(id="terms")
    assert "All <i>funds</i> of the place" in terms.text
    assert "30 September 2026" in terms.text
    before = page("/delegations/DEL-01/", as_at=str(today() - timedelta(days=1))).find(id="terms")
    assert "funds" not in before.text
    assert before.text.count("Not stated") > terms.text.count("Not stated")
    delegation.refresh_from_db()
    assert (delegation.version, delegation.tier) == (2, "B")
    versions = Delegation.pgh_event_model.objects.filter(pgh_obj=delegation).order_by("pgh_id")
    assert [one.notice for one in versions][-2:] == ["", "Six months"]


def test_terms_somebody_changed_meanwhile_are_not_written_over(client, browse, delegation):
    client.post("/delegations/DEL-01/terms/", TERMS)
    answer = browse(account("programme_manager")).post("/delegations/DEL-01/terms/", TERMS | {"notice": "A year"})
    assert answer.status_code == 409
    assert "Somebody else changed the terms" in words(answer)
    assert 'value="A year"' in answer.content.decode()
    delegation.refresh_from_db()
    assert delegation.notice == "Six months"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"expires_on": "2026-01-01"}, "The day it expires must be the day its review is due, or later"),
        ({"review_on": "", "expires_on": "2026-01-01"}, "It would have expired before it is live"),
        ({"review_on": "31 February"}, "Enter a date like 2026-03-31"),
        ({"tier": "Z"}, "Choose a tier from the list"),
        ({"scope_in": "x" * 2001}, "In scope must be 2,000 characters or fewer"),
    ],
)
def test_terms_that_cannot_be_say_why_and_keep_what_was_typed(client, delegation, wrong, said):
    answer = client.post("/delegations/DEL-01/terms/", TERMS | wrong)
    assert answer.status_code == 422
    assert said in words(answer)
    assert "Six months" in answer.content.decode()
    delegation.refresh_from_db()
    assert (delegation.version, delegation.notice) == (1, "")


@pytest.mark.seed("G9")
def test_the_scheme_clause_names_the_decision_that_amended_it(client, delegation, secretary):
    refused, agreed = decided(secretary, outcome="refused"), decided(secretary, minute="26/002")
    answer = client.post("/delegations/DEL-01/scheme/", {"clause": "4.2 (b)", "decision": refused.pk})
    assert answer.status_code == 422
    assert "did not agree to it" in words(answer)
    assert client.post("/delegations/DEL-01/scheme/", {"clause": "4.2 (b)", "decision": agreed.pk}).status_code == 303
    delegation.refresh_from_db()
    assert (delegation.scheme_clause, delegation.scheme_decision) == ("4.2 (b)", agreed)
    shown = client.get("/delegations/DEL-01/")
    assert "4.2 (b): " in words(shown)
    assert "minute 26/002" in words(shown)


@pytest.mark.seed("G7")
def test_an_approval_is_given_by_a_decision_and_only_as_it_says(client, delegation, secretary):
    needed = delegation.needed_approvals.first()
    decision = decided(secretary)
    address = f"/delegations/DEL-01/approvals/{needed.pk}/"
    wrong = client.post(address, {"outcome": "refused", "decision": decision.pk, "words": ""})
    assert wrong.status_code == 422
    assert "says agreed" in words(wrong)
    assert client.post(address, {"outcome": "given", "decision": decision.pk, "words": ""}).status_code == 303
    said = ApprovalStatement.objects.filter(needed=needed).last()
    assert (said.outcome, said.decision, said.effective_on) == ("given", decision, decision.decided_on)


def test_an_approval_or_a_hold_of_another_delegation_is_not_found(client):
    other = Delegation.objects.get(reference="DEL-02")
    approval, hold = other.needed_approvals.first(), other.holds_of.first()
    assert client.get(f"/delegations/DEL-01/approvals/{approval.pk}/").status_code == 404
    assert client.post(f"/delegations/DEL-01/hold/{hold.pk}/", {"why": "x"}).status_code == 404
    assert Hold.objects.get(pk=hold.pk).ended is None


@pytest.mark.seed("G11")
def test_a_hold_keeps_the_old_date_and_is_taken_off_with_a_reason(client, delegation, page):
    held = delegation.holds_of.get()
    assert client.post(f"/delegations/DEL-01/hold/{held.pk}/", {"why": ""}).status_code == 422
    assert client.post(f"/delegations/DEL-01/hold/{held.pk}/", {"why": "Finances are stable"}).status_code == 303
    again = client.post(f"/delegations/DEL-01/hold/{held.pk}/", {"why": "Finances are stable"})
    assert (again.status_code, "took this hold off already" in words(again)) == (409, True)
    sent = {"reason": "Waiting for the board", "explanation": "", "reviewer": "The board"}
    assert client.post("/delegations/DEL-01/hold/", sent).status_code == 303
    repeated = client.post("/delegations/DEL-01/hold/", sent)
    assert "on hold for this reason already" in words(repeated)
    where = page("/delegations/DEL-01/").find(id="where").text
    assert "Waiting for the board" in where
    assert held.reason not in where
    assert held.reason in page("/delegations/DEL-01/", as_at="2024-07-11").find(id="where").text
    assert delegation.holds_of.get(reason="Waiting for the board").held_back == held.held_back


def test_the_checklist_keeps_only_lines_it_has(client, delegation):
    sent = {"version": "1", "lines": ["agreement", "told"]}
    assert client.post("/delegations/DEL-01/checklist/", sent | {"lines": ["anything"]}).status_code == 422
    assert client.post("/delegations/DEL-01/checklist/", sent).status_code == 303
    delegation.refresh_from_db()
    assert delegation.checklist == ["agreement", "told"]


def test_a_formula_is_agreed_by_a_decision(client, secretary):
    bcf = Delegation.objects.filter(function__short_name="BCF").first()
    decision = decided(secretary)
    sent = {"decision": decision.pk, "agreed_across": "all places", "method": ""}
    assert client.post(f"/delegations/{bcf.reference}/formula/", sent).status_code == 303
    last = FormulaStatement.objects.filter(function=bcf.function).last()
    assert (last.standing, last.decision, last.method) == ("agreed", decision, None)


def test_a_day_past_is_read_and_not_changed(client):
    hrefs = [link["href"] for link in links(client, "?as-at=2024-07-11")]
    own = {href.split("?")[0] for href in hrefs if href.startswith("/delegations/DEL-01/")}
    assert own == {"/delegations/DEL-01/history/"}
    assert [href for href in (link["href"] for link in links(client)) if href == "/delegations/DEL-01/terms/"]


@pytest.mark.parametrize("form", ["terms", "scheme", "checklist", "hold", "formula"])
def test_nobody_without_the_right_opens_or_sends_a_form(browse, reader, delegation, form):
    for send in (browse(reader).get, browse(reader).post):
        assert send(f"/delegations/DEL-01/{form}/").status_code == 403
    assert form not in {link["href"].split("/")[-2] for link in links(browse(reader))}


def links(client, query=""):
    return BeautifulSoup(client.get(f"/delegations/DEL-01/{query}").content, "html.parser").main.find_all(
        "a", href=lambda to: to.startswith("/")
    )
