"""Proposing a delegation in a page and editing everything of it, with every change in its history."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError, connection, transaction

from delegations.register.models import Delegation, DelegationDocument, PlannedDate, SumStatement
from delegations.register.queries import matrix
from lsc_places.kit.dates import today
from tests.accounts import account

pytestmark = pytest.mark.usefixtures("records")

PROPOSAL = {
    "function": "",
    "content": "Community <b>beds</b>",
    "place": "blackpool",
    "phase": "phase-later",
    "delegator": "lancashire-county-council",
    "holder": "role-dhci",
    "later_holder": "partnership committee",
    "approvals": ["ap-process", "ap-sord"],
    "planned": "2027-04",
    "paper": "",
    "where": "Board paper, 4 November 2026, 3.1",
    "reason": "It follows phase 1",
}
SUM = {"year": "2027/28", "amount": "£1,250,000.50", "kind": "pooled", "is_recurrent": "yes", "said": "Budget book"}
PLAN = {"planned": "2028", "paper": "", "where": "Board paper", "said_on": today().isoformat(), "reason": "Finances"}
PAPER = {"kind": "agreement", "name": "Section 75 agreement", "held_at": "Governance handbook, 4", "dated_on": ""}


@pytest.fixture
def manager():
    return account("programme_manager", name="Mo Manager")


@pytest.fixture
def client(browse, manager):
    return browse(manager)


def seen(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


def refusal(response) -> str:
    """What the page says is wrong; it must say so beside a field, and have saved nothing."""
    assert response.status_code == 422
    shown = BeautifulSoup(response.content, "html.parser")
    summary = shown.find(class_="nhsuk-error-summary")
    target = summary.find("a")["href"].removeprefix("#")
    assert shown.find(id=target) or shown.find(attrs={"name": target.removeprefix("id_")})
    return words(summary)


@pytest.mark.seed("G4", "G10", "G13", "G19")
def test_a_delegation_is_proposed_and_everything_of_it_is_edited_and_told(client, browse):
    answer = client.post("/delegations/propose/", PROPOSAL)
    assert (answer.status_code, answer.url) == (303, "/delegations/DEL-14/")
    proposed = Delegation.objects.get(reference="DEL-14")
    assert (proposed.state, proposed.delegator.slug) == ("proposed", "lancashire-county-council")
    page = seen(client.get(answer.url))
    holders = words(page.find(id="holders").find_parent("table"))
    assert "Director of Health and Care Integration" in holders
    assert "Partnership committee" in holders
    assert "2 of 2 approvals open" in words(page.find(id="waits"))
    assert "Community <b>beds</b>" in words(page.find(id="terms"))
    assert page.find(id="terms").find("b", string="beds") is None
    planned = words(page.find(id="planned-dates").find_parent("table"))
    assert "April 2027" in planned
    assert "Board paper, 4 November 2026, 3.1." in planned

    what = {"version": 1, "function": "fn-phm", "content": "", "phase": "phase-later", "delegator": "icb"}
    assert client.post("/delegations/DEL-14/what/", what | {"later_holder": ""}).status_code == 303
    assert client.post("/delegations/DEL-14/planned/", PLAN).status_code == 303
    for amount in ("1000000", "£1,250,000.50"):
        assert client.post("/delegations/DEL-14/money/", SUM | {"amount": amount}).status_code == 303
    assert client.post("/delegations/DEL-14/documents/", PAPER).status_code == 303
    assert client.post("/delegations/DEL-14/approvals/", {"approvals": ["ap-legal-advice"]}).status_code == 303
    terms = {"version": 2, "liability": "Each party for its own acts", "why_this_level": "Close to people"}
    terms |= {
        "assurance": "Quarterly",
        "conditions": "Within budget",
        "single_limit": "50,000",
        "yearly_limit": "200000",
    }
    assert client.post("/delegations/DEL-14/terms/", terms).status_code == 303

    page = seen(client.get("/delegations/DEL-14/"))
    assert words(page.h1) == "Population Health Management function: Blackpool"
    shown = words(page.find(id="terms"))
    for said in (
        "Each party for its own acts As the agreement states it",
        "Close to people",
        "Quarterly",
        "Within budget",
    ):
        assert said in shown
    money = words(page.find(id="money"))
    assert "2027 to 2028 £1,250,000.50 Pooled, recurrent Source: Budget book." in money
    assert "Limit of a decision £50,000" in money
    assert "Section 75 agreement Governance handbook, 4" in words(page.find(id="documents"))
    assert "3 of 3 approvals open" in words(page.find(id="waits"))
    assert "Live Later 2028, was April 2027" in words(page.find(id="where"))
    assert words(page.find(id="planned-dates").find_parent("table")).index("2028") < words(
        page.find(id="planned-dates").find_parent("table")
    ).index("April 2027")

    document = DelegationDocument.objects.get(delegation=proposed)
    for status in (303, 409):
        answer = client.post(f"/delegations/DEL-14/documents/{document.pk}/", {"why": "Replaced"})
        assert answer.status_code == status
    assert "No document is recorded" in words(seen(client.get("/delegations/DEL-14/")).find(id="documents"))

    told = words(seen(browse(account()).get("/delegations/DEL-14/history/")).find("table"))
    for said in (
        "Function Population Health Management function New Mo Manager",
        "Liability Each party for its own acts New Mo Manager",
        "Money, 2027/28 £1,250,000.50 £1,000,000 Mo Manager",
        "Document Section 75 agreement New Mo Manager",
        "Approval needed Legal advice",
        "Delegator NHS Lancashire and South Cumbria Integrated Care Board Lancashire County Council Mo Manager",
    ):
        assert said in told
    yesterday = today() - timedelta(days=1)
    assert client.get("/delegations/DEL-14/", {"as-at": yesterday}).status_code == 404
    assert client.get("/delegations/DEL-14/history/", {"as-at": yesterday}).status_code == 404


@pytest.mark.parametrize(
    ("form", "sent", "said"),
    [
        ("propose", PROPOSAL | {"content": ""}, "Choose the function, or say in a few words"),
        ("propose", PROPOSAL | {"function": "fn-phif", "phase": "phase-1", "delegator": "icb"}, "is this function at"),
        ("propose", PROPOSAL | {"place": "nowhere"}, "Choose a place from the list"),
        ("propose", PROPOSAL | {"planned": "soon"}, "Enter a date like 2023-11-08, 2023-11, 2023 or 2023/24"),
        ("propose", PROPOSAL | {"where": ""}, "Choose the paper that set the date, or name it"),
        ("propose", PROPOSAL | {"planned": "2020"}, "must not be over before the day it was set"),
        ("propose", PROPOSAL | {"reason": ""}, "Enter why it is proposed"),
        ("DEL-01/money", SUM | {"amount": "about a million"}, "Enter a sum in pounds, like 1250000 or 1,250,000.50"),
        ("DEL-01/money", SUM | {"amount": "-5"}, "Enter a sum in pounds"),
        ("DEL-01/money", SUM | {"amount": "9" * 13}, "Enter a sum in pounds"),
        ("DEL-01/money", SUM | {"year": "2027"}, "Enter a financial year like 2026/27"),
        ("DEL-01/planned", PLAN | {"said_on": "2999-01-01"}, "The day must be today"),
        ("DEL-01/documents", PAPER | {"dated_on": "2999-01-01"}, "The day must be today or in the past"),
        ("DEL-01/documents", PAPER | {"kind": "", "name": ""}, "Choose the kind of document"),
        ("DEL-01/approvals", {}, "Choose at least one approval"),
        ("DEL-01/terms", {"version": 1, "single_limit": "5", "yearly_limit": "4"}, "limit of a year must be that of"),
        (
            "DEL-01/what",
            {"version": 1, "function": "fn-phm", "phase": "phase-1", "delegator": "icb"},
            "It is scoped, so what is delegated and by whom stays",
        ),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_what_was_typed_stays(client, form, sent, said):
    before = [model.objects.count() for model in (Delegation, SumStatement, PlannedDate, DelegationDocument)]
    answer = client.post(f"/delegations/{form}/", sent)
    assert said in refusal(answer)
    typed = [str(value) for name, value in sent.items() if name in {"where", "said", "name", "single_limit"} and value]
    assert all(one in answer.content.decode() for one in typed)
    assert [model.objects.count() for model in (Delegation, SumStatement, PlannedDate, DelegationDocument)] == before
    assert Delegation.objects.get(reference="DEL-01").version == 1


@pytest.mark.seed("G13")
def test_the_proposal_of_a_council_is_in_no_total_until_its_function_is_stated(client):
    shown = matrix(as_at=today())
    assert (shown.total.count, shown.from_councils.total.count) == (12, 1)
    council = Delegation.objects.get(reference="DEL-13")
    terms = words(seen(client.get("/delegations/DEL-13/")).find(id="terms"))
    assert "Function Not stated A proposal, in no total until it is scoped" in terms
    what = {"version": council.version, "function": "fn-bcf", "phase": "phase-1", "delegator": council.delegator.slug}
    assert client.post("/delegations/DEL-13/what/", what | {"content": council.content}).status_code == 303
    shown = matrix(as_at=today())
    assert (shown.total.count, shown.from_councils.total.count) == (13, 0)
    bcf = next(row for row in shown.rows if row.function.slug == "fn-bcf")
    streams = {line.delegator for line in next(cell for cell in bcf.cells if cell.place == council.place).lines}
    assert len(streams) == 2


def test_the_database_takes_no_sum_that_is_none(as_application):
    delegation = Delegation.objects.get(reference="DEL-01")
    for year, amount in (
        ("[2027-01-01,2028-01-01)", 5),
        ("[2027-04-01,2028-04-01)", -5),
        ("[2027-04-01,2029-04-01)", 5),
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO register_sumstatement (delegation_id, year, amount, kind, sources, citation, stated_on,"
                " last_stated_on, basis, loaded, effective_on, recorded_at)"
                " VALUES (%s, %s, %s, '', '{}', '', now(), now(), '', '{}', now(), now())",
                [delegation.pk, year, amount],
            )


@pytest.mark.parametrize("who", ["dhci", "finance_lead", "secretary"])
def test_only_programme_managers_and_governance_leads_propose(browse, who):
    assert browse(account(who)).post("/delegations/propose/", PROPOSAL).status_code == 403
    assert "Propose a delegation" not in words(seen(browse(account(who)).get("/delegations/")))
    assert browse(account("governance_lead")).get("/delegations/propose/").status_code == 200
