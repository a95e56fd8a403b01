"""Each gate, and which move waits for it."""

from dataclasses import replace
from datetime import date

import pytest

from delegations.gates.facts import ConditionOpen
from delegations.gates.rules import GATES, NEEDED, answers, first_needed, of_move
from delegations.register.moves import PASSAGES, State
from tests.delegations.gates.going import ALL_MET, READY

CONDITION = ConditionOpen(
    reference="RC-0001",
    text="Sign the risk share",
    owner="Director",
    due_on=date(2026, 2, 1),
    may_discharge="Finance lead",
    address=("readiness:result", "round", "place"),
)
NOT_GIVEN = replace(ALL_MET.approvals[0], is_given=False)
NO_MINUTE = replace(ALL_MET.approvals[0], decided="")


def unmet(**changed) -> dict[str, str]:
    return {one.code: one.why for one in answers(replace(ALL_MET, **changed)) if not one.is_met}


def test_everything_met_is_met():
    assert unmet() == {}
    assert len(answers(ALL_MET)) == len(GATES) == 12


@pytest.mark.seed("G14", "G7", "G9", "I16")
@pytest.mark.parametrize(
    ("changed", "code", "why"),
    [
        ({"scope_in": ""}, "scope", "Not stated: what is in scope"),
        ({"holder": None}, "holder", "No holder is named"),
        ({"holder_may_hold": False, "holder_stage": "Informal forum"}, "holder", "only a board at committee stage"),
        ({"ready_place": None, "conditions": (CONDITION,)}, "readiness-place", "No result of A place"),
        ({"ready_place": replace(READY, is_ready=False, outcome="not yet ready")}, "readiness-place", "not yet ready"),
        ({"ready_icb": replace(READY, counts=False)}, "readiness-icb", "expired on 1 July 2026"),
        ({"formula_is_agreed": False, "formula": "In progress"}, "formula", "In progress"),
        ({"legal_advice": ""}, "legal", "No legal advice"),
        ({"recovery_contribution": ""}, "recovery", "not stated"),
        ({"approvals": (NOT_GIVEN,)}, "approvals", "1 of 1 not given"),
        ({"approvals": (NO_MINUTE,)}, "approvals", "body, date and minute"),
        ({"approvals": ()}, "approvals", "No approval is listed"),
        ({"scheme_decided": ""}, "scheme", "No clause"),
        ({"conditions": (CONDITION,)}, "conditions", "RC-0001 Sign the risk share, owned by Director"),
        ({"unconfirmed": ("The agreement is signed",)}, "checklist", "The agreement is signed"),
    ],
)
def test_what_is_missing_is_said_by_its_gate(changed, code, why):
    assert why in unmet(**changed)[code]


def test_a_function_without_money_waits_for_no_money():
    changed = {"is_money": False, "formula": None, "formula_is_agreed": False}
    assert unmet(**changed, legal_advice="", recovery_contribution="") == {}


def test_gates_not_met_come_first_and_name_who_can_act():
    first, *rest = answers(replace(ALL_MET, legal_advice=""))
    assert (first.code, first.who, first.edit) == ("legal", "Governance lead", ("register:terms", "DEL-01"))
    assert all(one.is_met for one in rest)


def test_whoever_may_is_led_to_the_first_approval_that_is_open_and_to_the_list_where_there_is_none():
    def acts(approvals):
        return next(one.edit for one in answers(replace(ALL_MET, approvals=approvals)) if one.code == "approvals")

    assert acts((ALL_MET.approvals[0], replace(NOT_GIVEN, key="7"))) == ("register:approval", "DEL-01", "7")
    assert acts(()) == ("register:needed", "DEL-01")


def test_before_the_function_is_stated_whoever_may_is_led_to_where_it_is():
    found = {one.code: one for one in answers(replace(ALL_MET, function=None, is_money=None, phase=None))}
    for code in ("scope", "sequence", "formula", "legal", "recovery"):
        assert not found[code].is_met
        assert (found[code].edit, found[code].verb) == (("register:what", "DEL-01"), "Change what is delegated")


def test_every_move_with_gates_is_in_the_table_and_every_gate_is_asked_before_live():
    assert set(NEEDED) <= set(PASSAGES)
    assert set(NEEDED[State.MOBILISING, State.LIVE]) == set(GATES)
    assert {len(one) for one in NEEDED.values()} != {0}


def test_a_gate_says_the_next_step_that_waits_for_it():
    assert first_needed("readiness-place", state="assessing") == State.MODERATED
    assert first_needed("readiness-place", state="moderated") == State.RECOMMENDED
    assert first_needed("checklist", state="proposed") == State.LIVE
    assert first_needed("scope", state="deferred") == State.SCOPED
    assert first_needed("scope", state="varying") == State.LIVE
    assert first_needed("scope", state="suspended") is None  # it was live, and only these ask again
    assert first_needed("holder", state="suspended") == State.LIVE
    assert {first_needed(code, state="under_review") for code in GATES} == {None}
    assert of_move(ALL_MET, leaves="assessing", enters=State.DEFERRED) == ()
