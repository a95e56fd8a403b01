"""Moving a delegation: who may, through which gates, and what two people take."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied

from delegations.gates import actions
from delegations.register import actions as register
from delegations.register.models import Delegation, Function, Hold, Move, Signature
from delegations.register.moves import State
from delegations.register.refusals import Overtaken, Refused
from lsc_places.kit.dates import today
from tests.accounts import account
from tests.delegations.gates.going import YESTERDAY, decided, free, go, people
from tests.delegations.register.moving import walk_to

pytestmark = pytest.mark.usefixtures("records")


@pytest.fixture
def who():
    return people()


@pytest.fixture
def proposal() -> Delegation:
    """A delegation at its proposal, with its terms stated."""
    source = Delegation.objects.exclude(function=None).first()
    made = Delegation.objects.create(
        reference="DEL-90",
        function=Function.objects.create(slug="advice", name="Advice", short_name="Advice", kind="function"),
        place=source.place,
        phase=source.phase,
        delegator=source.delegator,
        vehicle="committee",
        tier="A",
        scope_in="Advice on walking",
    )
    Move.objects.create(delegation=made, number=1, to_state=State.PROPOSED, effective_on=YESTERDAY, sources=["a paper"])
    made.refresh_from_db()
    return made


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def test_a_move_writes_what_it_found_of_its_gates(proposal, who):
    made = go(proposal, State.SCOPED, by=who.manager)
    proposal.refresh_from_db()
    assert (proposal.state, proposal.move_number) == ("scoped", 2)
    assert made.gates == [
        {"gate": "scope", "met": True, "why": "Function, scope, vehicle and tier"},
        {"gate": "sequence", "met": True, "why": "Not needed: Phase 1 follows no other"},
    ]
    assert made.made_by == who.manager


def test_an_unmet_gate_stops_the_move_and_says_who_can_act(proposal, who):
    Delegation.objects.filter(pk=proposal.pk).update(scope_in="")
    with pytest.raises(Refused, match=r"Not stated: what is in scope .can act: Programme manager or Governance lead"):
        go(proposal, State.SCOPED, by=who.manager)
    assert Delegation.objects.get(pk=proposal.pk).state == "proposed"


@pytest.mark.seed("G11")
def test_a_hold_stops_a_forward_move_until_it_is_taken_off_and_never_a_cancellation(proposal, who, browse):
    hold = register.put_on_hold(proposal, reason="Money", explanation="", reviewer="", by=who.governance)
    address, off = f"/delegations/{proposal.reference}/", f"/delegations/{proposal.reference}/hold/{hold.pk}/"
    for reader, may_lift in ((who.governance, True), (who.finance, False)):
        why = BeautifulSoup(browse(reader).get(address).content, "html.parser").find(id="gates")
        assert "Why is this not live?" in why.text
        assert "On hold Money" in " ".join(why.find("li").get_text(" ").split())  # the first of all that stops it
        assert bool(why.find("a", href=off)) is may_lift
    with pytest.raises(Refused, match="on hold: Money"):
        go(proposal, State.SCOPED, by=who.manager)
    register.take_off_hold(hold, why="There is money", by=who.governance)
    go(proposal, State.SCOPED, by=who.manager)
    register.put_on_hold(proposal, reason="Money", explanation="", reviewer="", by=who.governance)
    go(proposal, State.CANCELLED, by=who.manager)
    assert Delegation.objects.get(pk=proposal.pk).state == "cancelled"
    ended = words(browse(who.governance).get(address))
    assert "Why is this not live?" not in ended
    assert "Stops every move forward" not in ended
    for nothing_changes in ("Put on hold", "Change the terms", "Name the holder", "Record the scheme clause"):
        assert nothing_changes not in ended


def test_only_the_right_of_the_table_moves_it(proposal, who):
    for other in (who.governance, who.finance, account()):
        with pytest.raises(PermissionDenied):
            go(proposal, State.SCOPED, by=other)


def test_no_step_is_skipped_and_no_day_is_in_the_future_or_before_the_decision(proposal, who):
    with pytest.raises(Refused, match="cannot go there"):
        go(proposal, State.APPROVED, by=who.secretary)
    with pytest.raises(Refused, match="in the past") as future:
        go(proposal, State.SCOPED, by=who.manager, effective_on=today() + timedelta(days=1))
    assert future.value.field == "effective_on"
    with pytest.raises(Refused, match="day of the decision"):
        go(proposal, State.SCOPED, by=who.manager, decision=decided(who.secretary, on=today()), effective_on=YESTERDAY)
    with pytest.raises(Refused, match="move before"):
        go(proposal, State.SCOPED, by=who.manager, effective_on=YESTERDAY - timedelta(days=1))


def test_a_deferral_takes_the_decision_that_says_so(who):
    delegation = free("DEL-01")
    with pytest.raises(Refused, match="Choose the decision"):
        go(delegation, State.DEFERRED, by=who.secretary)
    with pytest.raises(Refused, match="says agreed"):
        go(delegation, State.DEFERRED, by=who.secretary, decision=decided(who.secretary))
    go(delegation, State.DEFERRED, by=who.secretary, decision=decided(who.secretary, minute="2", outcome="deferred"))
    assert Delegation.objects.get(pk=delegation.pk).state == "deferred"


def test_whoever_brought_it_to_the_body_does_not_record_its_approval(proposal):
    both = account("programme_manager", "secretary")
    go(proposal, State.SCOPED, by=both)
    walk_to(proposal, State.RECOMMENDED, on=today())
    with pytest.raises(PermissionDenied):
        go(proposal, State.APPROVED, by=both, decision=decided(both))


@pytest.mark.seed("G7")
def test_live_without_its_approvals_is_refused(who):
    delegation = free("DEL-01")
    walk_to(delegation, State.MOBILISING, on=YESTERDAY)
    asked = {"number": delegation.move_number + 1, "effective_on": today(), "decision": None, "reason": "x"}
    with pytest.raises(Refused, match=r"Every listed approval given: .* not given with body, date and minute"):
        actions.sign(delegation, enters=State.LIVE, by=who.finance, **asked)
    assert not Signature.objects.exists()


def test_a_suspension_is_lifted_by_two_people_and_never_by_one(proposal, who):
    """The way back to live takes the same two rights as the way there."""
    walk_to(proposal, State.LIVE, on=YESTERDAY)
    go(proposal, State.SUSPENDED, by=who.officer)
    proposal.refresh_from_db()
    number = proposal.move_number + 1
    asked = {"effective_on": today(), "decision": decided(who.secretary), "reason": "Its cause is closed"}
    with pytest.raises(Refused, match="gates not met"):  # nobody is named to hold it, and no result is in
        actions.sign(proposal, number=number, enters=State.LIVE, by=who.finance, **asked)


def test_a_review_is_ended_by_two_people(proposal, who):
    walk_to(proposal, State.LIVE, on=YESTERDAY)
    go(proposal, State.UNDER_REVIEW, by=who.governance)
    proposal.refresh_from_db()
    number = proposal.move_number + 1
    asked = {"number": number, "enters": State.LIVE}
    with pytest.raises(Refused, match="takes two people"):
        go(proposal, State.LIVE, by=who.governance)
    with pytest.raises(Refused, match="Nobody has signed"):
        actions.second(proposal, by=who.officer, **asked)
    both = account("governance_lead", "accountable_officer")
    said = {"effective_on": today(), "reason": "Reviewed"} | asked
    with pytest.raises(Refused, match="Choose the decision this records"):  # what a review found is minuted
        actions.sign(proposal, by=both, decision=None, **said)
    decision = decided(who.secretary)
    Delegation.objects.filter(pk=proposal.pk).update(expires_on=today())
    with pytest.raises(Refused, match="Its terms say that it expires"):
        actions.sign(proposal, by=both, decision=decision, **said)
    Delegation.objects.filter(pk=proposal.pk).update(expires_on=None)
    actions.sign(proposal, by=both, decision=decision, **said)
    with pytest.raises(Refused, match="You signed this move first"):
        actions.second(proposal, by=both, **asked)
    with pytest.raises(PermissionDenied):
        actions.second(proposal, by=who.finance, **asked)
    made = actions.second(proposal, by=who.officer, **asked)
    assert (made.made_by, made.second_by, made.reason) == (both, who.officer, "Reviewed")
    proposal.refresh_from_db()
    assert proposal.state == "live"


def test_somebody_who_comes_second_is_told_who_moved_it(browse, proposal, who):
    go(proposal, State.SCOPED, by=who.manager)
    with pytest.raises(Overtaken, match=f"{who.manager.name} moved DEL-90"):
        go(proposal, State.SCOPED, by=who.manager, number=2)
    sent = {"number": "2", "effective_on": str(today()), "reason": "I typed this"}
    answer = browse(who.manager).post("/delegations/DEL-90/move/scoped/", sent)
    assert answer.status_code == 409
    assert "while you had this open: it is now scoped" in words(answer)
    assert "I typed this" in answer.content.decode()
    assert Move.objects.filter(delegation=proposal).count() == 2


def test_the_form_moves_it_and_what_is_wrong_is_said_beside_its_field(browse, proposal, who):
    client = browse(who.manager)
    shown = BeautifulSoup(client.get("/delegations/DEL-90/").content, "html.parser")
    assert shown.find(id="ways").find("a", href="/delegations/DEL-90/move/scoped/").text == "Scope"
    sent = {"number": "2", "effective_on": "2026-02-31", "reason": "I typed this"}
    wrong = client.post("/delegations/DEL-90/move/scoped/", sent)
    assert wrong.status_code == 422
    assert "Enter a date like 2026-03-31" in words(wrong)
    assert "I typed this" in wrong.content.decode()
    right = client.post("/delegations/DEL-90/move/scoped/", sent | {"effective_on": str(today())})
    assert (right.status_code, right.url) == (303, "/delegations/DEL-90/")
    assert browse(account()).get("/delegations/DEL-90/move/assessing/").status_code == 403


def test_a_reader_sees_every_gate_and_no_link_to_a_move(page):
    shown = page("/delegations/DEL-01/")
    assert len(shown.find(id="gates").find_all("li")) == 1 + 12  # what holds it, then its gates
    assert "Can act:" in shown.find(id="gates").text
    assert shown.find(id="ways").find("a") is None
    assert page("/delegations/DEL-01/", as_at="2023-11-08").find(id="ways") is None


def test_extra_fields_are_never_stored(browse, proposal, who):
    sent = {
        "number": "2",
        "effective_on": str(today()),
        "reason": "x",
        "to_state": "live",
        "second_by": "1",
        "gates": "[]",
    }
    browse(who.manager).post("/delegations/DEL-90/move/scoped/", sent)
    made = Move.objects.get(delegation=proposal, number=2)
    assert (made.to_state, made.second_by) == ("scoped", None)
    assert Hold.objects.filter(delegation=proposal).count() == 0
