"""A delegation all the way to live: every gate of it met by those who may, and the last move made by two people."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError, transaction
from django.utils import timezone

from delegations.gates.reliance import checksum
from delegations.readiness.models import Condition
from delegations.register import actions as register
from delegations.register.checklist import LINES
from delegations.register.models import Delegation, Move, Reliance
from delegations.register.moves import State
from delegations.register.refusals import Refused
from delegations.risks.models import Risk
from lsc_places.kit.dates import PartialDate, day_words, today
from tests.delegations.gates.going import YESTERDAY, accept, decided, free, go, people, set_condition

pytestmark = pytest.mark.usefixtures("records")


@pytest.fixture
def who():
    return people()


@pytest.fixture
def delegation() -> Delegation:
    return free(Delegation.objects.filter(function__short_name="PHIF").first().reference)


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def answered(rating: str) -> dict[str, object]:
    """The answers of an assessment of one line, with one file behind it."""
    evidence = {"key": "9f3c2a52-0000-4000-8000-000000000000", "name": "Minutes", "sha256": "a" * 64}
    return {"sections": [{"lines": [{"code": "4.2", "rating": rating, "evidence": [evidence]}]}]}


def what_it_relied_on_is_kept(delegation, client, *, by) -> None:
    """Nothing has changed at first; then terms, money, answers and a risk do, and each is flagged with what it was."""
    kept = Reliance.objects.get(move__delegation=delegation)
    assert {one["section"] for one in kept.relied_on} >= {"terms", "figures", "readiness", "answers", "evidence"}
    assert kept.sha256 == checksum(kept.relied_on)
    address = f"/delegations/{delegation.reference}/"
    assert "Nothing material has changed since it was approved" in words(client.get(address))

    changed = {"year": PartialDate.parse("2027/28"), "kind": "", "is_recurrent": None, "said": ""}
    register.state_sum(delegation, amount=Decimal(500), by=by, **changed)
    accept(delegation, by=by, answers=answered("1"), slug="second")
    Risk.objects.create(slug="new-risk", title="A new risk", order=999, place=delegation.place)
    shown = words(client.get(address))
    assert "Changed since it was approved 3 material changes" in shown
    assert f"{delegation.place}, 4.2 1 Was 2" in shown
    assert "Money, 2027/28 £500 New" in shown
    assert "A new risk Not stated New" in shown
    kept.relied_on = []
    with pytest.raises(DatabaseError), transaction.atomic():
        kept.save()


@pytest.mark.seed("G7", "G14", "G21")
def test_two_people_make_it_live_when_every_gate_is_met(browse, delegation, who):
    with pytest.raises(Refused, match="No result of"):
        go(delegation, State.MODERATED, by=who.chair)
    submission = accept(delegation, by=who.manager, answers=answered("2"))
    with pytest.raises(Refused, match="No result of the ICB"):
        go(delegation, State.MODERATED, by=who.chair)
    accept(delegation, by=who.manager, of_icb=True)
    condition = set_condition(submission, delegation, owner=who.manager)
    go(delegation, State.MODERATED, by=who.chair)

    with pytest.raises(Refused, match="Scope, vehicle and tier stated"):
        go(delegation, State.RECOMMENDED, by=who.officer)
    terms = {"vehicle": "executive", "tier": "B", "scope_in": "The fund", "notice": "", "legal_advice": "Counsel, 26/1"}
    terms |= {
        "scope_out": "",
        "reserved_matters": "",
        "recovery_contribution": "",
        "review_on": None,
        "expires_on": None,
    }
    delegation.refresh_from_db()
    delegation = register.edit_terms(delegation, version=delegation.version, by=who.manager, **terms)
    with pytest.raises(Refused, match="Contribution to financial recovery stated"):
        go(delegation, State.RECOMMENDED, by=who.officer)
    terms["recovery_contribution"] = "Two per cent"
    register.edit_terms(delegation, version=delegation.version, by=who.manager, **terms)
    go(delegation, State.RECOMMENDED, by=who.officer)

    decision = decided(who.secretary)
    for needed in delegation.needed_approvals.all():
        register.record_approval(needed, outcome="given", decision=decision, words="", by=who.governance)
    go(delegation, State.APPROVED, by=who.secretary, decision=decision)
    what_it_relied_on_is_kept(delegation, browse(who.manager), by=who.manager)
    with pytest.raises(Refused, match="Scheme of reservation and delegation amended"):
        go(delegation, State.AGREED, by=who.governance)
    register.record_scheme(delegation, clause="4.2", decision=decision, by=who.governance)
    go(delegation, State.AGREED, by=who.governance)
    go(delegation, State.MOBILISING, by=who.manager)
    delegation.refresh_from_db()
    register.confirm_checklist(delegation, version=delegation.version, lines=LINES, by=who.governance)

    address = f"/delegations/{delegation.reference}/"
    sent = {"number": delegation.move_number + 1, "effective_on": str(today()), "reason": "All is in place"}
    stopped = browse(who.finance).post(f"{address}move/live/", sent)
    assert stopped.status_code == 422
    assert "Sign the risk share, owned by Director" in words(stopped)
    assert "Sign the risk share Before activation Director Finance lead can discharge it" in words(
        browse(who.finance).get(address)
    )
    Condition.objects.filter(pk=condition.pk).update(
        discharged_at=timezone.now(), discharged_by=who.finance, discharge_words="Signed"
    )

    early = browse(who.officer).get(f"{address}move/live/")
    assert early.status_code == 403  # nobody has signed it yet
    assert browse(who.finance).post(f"{address}move/live/", sent).status_code == 303
    assert Delegation.objects.get(pk=delegation.pk).state == "mobilising"
    assert f"Signed first by {who.finance.name}" in words(browse(who.officer).get(address))
    assert browse(who.officer).post(f"{address}move/live/", {"number": sent["number"]}).status_code == 303
    made = Move.objects.get(delegation=delegation, to_state="live")
    assert (made.made_by, made.second_by) == (who.finance, who.officer)
    assert len(made.gates) == 12
    assert all(gate["met"] for gate in made.gates)
    shown = words(browse(who.officer).get(address))
    assert "12 of 12 gates met" in shown
    assert "Where it is: live" in shown
    assert f"Effective from {day_words(today())}" in shown
    assert f"Met Signed {who.finance.name}" in shown
    assert decision.decided_on == YESTERDAY

    go(delegation, State.UNDER_REVIEW, by=who.governance)
    shown = words(browse(who.officer).get(address))
    assert "Where it is: under review" in shown
    assert "Why is this not live?" not in shown  # it is in force all the while
