"""A board becomes a committee through its own gates, and only then holds a delegation that passes to it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError, connection, transaction

from delegations.gates.committee import Approved, BoardFacts, answers
from delegations.register.models import Delegation, Holder
from delegations.register.moves import State
from lsc_places.boards.models import Body
from lsc_places.kit.dates import day_words, today
from tests.delegations.gates.going import READY, YESTERDAY, accept, decided, people
from tests.delegations.register.moving import walk_to

BOARD = "lancashire-place-partnership"
APPROVED = Approved(decided_on=date(2026, 2, 1), words="The Board, 1 February 2026, minute 1")
FACTS = BoardFacts(
    slug="a-board",
    name="A board",
    place="A place",
    stage="Consultative forum",
    may_hold=False,
    terms=APPROVED,
    members=3,
    members_approved=APPROVED,
    chair="Independent chair",
    chair_since=date(2026, 1, 1),
    chair_approved=APPROVED,
    readiness=READY,
)


def unmet(**changed) -> dict[str, str]:
    return {one.code: one.why for one in answers(replace(FACTS, **changed)) if not one.is_met}


@pytest.mark.seed("D4")
def test_each_gate_of_a_board_says_what_is_missing():
    assert unmet() == {}
    assert unmet(terms=None) == {"terms": "No decision approved its terms"}
    assert unmet(members=0) == {"members": "No member is recorded"}
    assert unmet(members_approved=None) == {"members": "No decision approved its members"}
    assert unmet(chair="", chair_since=None) == {"chair": "No chair is stated"}
    assert "approved again" in unmet(chair_since=date(2026, 3, 1))["chair"]
    assert "No result of A place" in unmet(readiness=None)["readiness"]
    assert "does not count" in unmet(readiness=replace(READY, counts=False))["readiness"]


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


@pytest.mark.usefixtures("records")
@pytest.mark.seed("D4", "D5", "D6", "G5")
def test_a_board_becomes_a_committee_and_a_live_delegation_passes_to_it(browse, page):
    who = people()
    delegation = Delegation.objects.get(reference="DEL-03")
    board = Body.objects.get(slug=BOARD)
    stage, holder = f"/boards/{BOARD}/stage/", "/delegations/DEL-03/holder/"
    decision = decided(who.secretary, minute="26/010")
    passing = {"body": BOARD, "effective_on": today().isoformat(), "decision": decision.pk, "note": ""}
    lead = browse(who.governance)

    forum = lead.post(holder, passing)
    assert forum.status_code == 422
    assert "only a board at committee stage can. Move the board to that stage first" in words(forum)
    sent = {"decision": decision.pk, "effective_on": today().isoformat()}
    early = lead.post(stage, sent)
    assert early.status_code == 422
    assert "4 of 4 gates not met" in words(early)
    assert browse(who.manager).post(stage, sent).status_code == 403

    for of in ("terms", "members", "chair"):
        assert lead.post(f"/boards/{BOARD}/approve/", {"of": of, "decision": decision.pk}).status_code == 303
    again = lead.post(f"/boards/{BOARD}/approve/", {"of": "terms", "decision": decision.pk})
    assert "is recorded already" in words(again)
    assert "Terms of reference" in words(lead.get(f"/boards/{BOARD}/"))
    assert "3 of 4 gates met" in words(lead.get(stage))
    accept(delegation, by=who.manager)
    assert "4 of 4 gates met" in words(lead.get(stage))
    assert lead.post(stage, sent | {"effective_on": "2020-01-01"}).status_code == 422
    assert lead.post(stage, sent).status_code == 303
    assert lead.post(stage, sent).status_code == 422
    assert "Committee holding formal delegations" in words(lead.get(f"/boards/{BOARD}/"))
    assert "Committee holding" not in page(f"/boards/{BOARD}/", as_at="2024-07-11").main.text

    walk_to(delegation, State.LIVE, on=YESTERDAY)
    nobody = lead.post(holder, passing | {"decision": ""})
    assert "It is live, so passing it on takes a decision" in words(nobody)
    assert lead.post(holder, passing | {"role": "role-dhci"}).status_code == 422
    assert lead.post(holder, passing).status_code == 303
    assert "holds it already" in words(lead.post(holder, passing))
    spells = [(str(one), one.holds.upper) for one in Holder.objects.filter(delegation=delegation)]
    assert spells == [("Director of Health and Care Integration", today()), (str(board), None)]
    rows = page("/delegations/DEL-03/").find(id="holders").find_parent("table")
    told = [" ".join(row.get_text(" ").split()) for row in rows.tbody.find_all("tr")]
    assert told[1].endswith(f"{day_words(YESTERDAY)} {day_words(today())} Held it")
    assert told[2].startswith(f"{board} By {decision.reference}")
    assert told[2].endswith("Holds it")
    assert len(told) == 3
    before = page("/delegations/DEL-03/", as_at=str(YESTERDAY)).find(id="holders").find_parent("table")
    assert str(board) not in before.text


@pytest.mark.usefixtures("records")
@pytest.mark.seed("D5")
def test_the_database_lets_no_forum_hold_a_delegation(as_application):
    delegation = Delegation.objects.get(reference="DEL-03")
    board = Body.objects.get(slug=BOARD)
    for statement in (
        "UPDATE register_holder SET role_id = NULL, body_id = %s WHERE delegation_id = %s",
        "UPDATE register_holder SET body_id = %s, role_id = NULL, holds = '[2026-01-01,)' WHERE delegation_id = %s",
    ):
        refused = pytest.raises(DatabaseError, match="Only a board at committee stage")
        with refused, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [board.pk, delegation.pk])


@pytest.mark.usefixtures("records")
@pytest.mark.seed("G4")
def test_before_it_is_live_the_first_holder_is_named_and_named_anew(browse, programme_manager):
    delegation = Delegation.objects.get(reference="DEL-13")
    client = browse(programme_manager)
    sent = {"role": "role-dhci", "effective_on": str(today()), "note": "Jointly"}
    wrong = client.post("/delegations/DEL-13/holder/", sent | {"role": ""})
    assert "Choose a role or a body, and not both" in words(wrong)
    assert "Jointly" in wrong.content.decode()
    late = client.post("/delegations/DEL-13/holder/", sent | {"effective_on": str(today() + timedelta(days=1))})
    assert "The day must be today" in words(late)
    assert client.post("/delegations/DEL-13/holder/", sent).status_code == 303
    assert client.post("/delegations/DEL-13/holder/", sent | {"effective_on": "2020-01-01"}).status_code == 422
    assert [str(one) for one in delegation.holders.all()] == ["Director of Health and Care Integration"]
    assert browse(people().finance).get("/delegations/DEL-13/holder/").status_code == 403
