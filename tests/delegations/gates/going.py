"""What the gates ask for, recorded by those who may, and the people who move delegations."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from delegations.gates import actions
from delegations.gates.facts import ApprovalNeeded, DelegationFacts, Readiness
from delegations.readiness.models import (
    Assessment,
    Condition,
    Framework,
    FunctionOutcome,
    Result,
    Round,
    Submission,
    Verdict,
)
from delegations.register.models import Delegation, Hold, Move
from delegations.register.moves import State
from lsc_places.boards.actions import record_decision
from lsc_places.boards.models import Body, Decision
from lsc_places.kit.dates import today
from lsc_places.people.models import Grant, User
from tests.accounts import account

Right = Grant.Right
YESTERDAY = today() - timedelta(days=1)
READY = Readiness(
    outcome="ready",
    is_ready=True,
    counts=True,
    accepted_on=date(2026, 1, 1),
    expires_on=date(2026, 7, 1),
    address=("readiness:result", "round", "place"),
)
# A delegation whose every gate is met; a test takes one thing away.
ALL_MET = DelegationFacts(
    reference="DEL-01",
    state="mobilising",
    place="A place",
    function="A budget",
    is_money=True,
    phase="Phase 1",
    is_first_phase=True,
    sequenced="",
    vehicle="committee",
    tier="B",
    scope_in="All of it",
    holder="The committee",
    holder_may_hold=True,
    holder_stage="Committee",
    ready_place=READY,
    ready_icb=READY,
    formula_is_agreed=True,
    formula="Agreed",
    scheme_clause="4.2",
    scheme_decided="The Board, 1 January 2026, minute 1",
    legal_advice="Counsel, 1 January 2026",
    recovery_contribution="Two per cent",
    approvals=(
        ApprovalNeeded(
            key="1", name="The Board", required_by="ICB", is_given=True, decided="The Board, minute 2", said=""
        ),
    ),
    conditions=(),
    unconfirmed=(),
    holds=(),
)


@dataclass(frozen=True)
class People:
    """Somebody for each right a move takes."""

    manager: User
    governance: User
    chair: User
    officer: User
    secretary: User
    finance: User


def people() -> People:
    return People(
        manager=account(Right.PROGRAMME_MANAGER),
        governance=account(Right.GOVERNANCE_LEAD),
        chair=account(Right.PANEL_CHAIR),
        officer=account(Right.ACCOUNTABLE_OFFICER),
        secretary=account(Right.SECRETARY),
        finance=account(Right.FINANCE_LEAD),
    )


def decided(by: User, *, minute: str = "26/001", outcome: str = "agreed", on: date = YESTERDAY) -> Decision:
    body = Body.objects.exclude(name="").first()
    assert body is not None
    return record_decision(
        body,
        decided_on=on,
        outcome=outcome,
        wording="The Board agreed.",
        authority="Scheme, 4.2",
        minute=minute,
        effects="",
        by=by,
    )


def free(reference: str) -> Delegation:
    """A delegation without its holds."""
    delegation = Delegation.objects.get(reference=reference)
    Hold.objects.filter(delegation=delegation).delete()
    return delegation


def go(delegation: Delegation, enters: State, *, by: User, decision: Decision | None = None, **other: object) -> Move:
    """Make the next move today."""
    delegation.refresh_from_db()
    asked = {"number": delegation.move_number + 1, "effective_on": today(), "reason": "It is time"} | other
    return actions.move(delegation, enters=enters, decision=decision, by=by, **asked)


def accept(delegation, *, by, of_icb=False, answers=None, slug="first") -> Submission:
    """A result of the place, or of the ICB, that is published and accepted."""
    now = timezone.now()
    inquiry, _ = Round.objects.get_or_create(
        slug=slug,
        defaults={
            "name": "First",
            "framework": Framework.objects.first(),
            "opened_at": now,
            "deadline_at": now + timedelta(days=30),
            "opened_by": by,
        },
    )
    assessment = Assessment.objects.create(round=inquiry, place=None if of_icb else delegation.place)
    submission = Submission.objects.create(
        assessment=assessment,
        number=1,
        submitted_at=now,
        submitted_by=by,
        was_late=False,
        answers=answers or {},
        sha256="0" * 64,
    )
    result = Result.objects.create(
        submission=submission, published_at=now, published_by=by, expires_on=today() + timedelta(days=180)
    )
    FunctionOutcome.objects.create(
        result=result, function=delegation.function, tier="B", outcome="ready with conditions", judgement={}
    )
    Verdict.objects.create(
        assessment=assessment, submission=submission, kind="accepted", reason="Ready", recorded_at=now, recorded_by=by
    )
    return submission


def set_condition(submission, delegation, *, owner) -> Condition:
    condition = Condition.objects.create(
        submission=submission,
        section=submission.assessment.round.framework.sections.first(),
        text="Sign the risk share",
        timing="before",
        owner=owner,
        owner_role="Director",
        due_on=today(),
        proof="The signed schedule",
        discharged_by_right="finance_lead",
        set_at=timezone.now(),
        set_by=owner,
    )
    condition.functions.add(delegation.function)
    return condition
