"""Recording that an approval was given or refused, and that a formula is agreed."""

from django.db import transaction

from delegations.register.actions.locking import agreed, locked
from delegations.register.models import AllocationMethod, ApprovalStatement, FormulaStatement, Function, NeededApproval
from delegations.register.permissions import RECORD_APPROVAL, RECORD_FORMULA
from delegations.register.refusals import Refused
from lsc_places.boards.models import Decision
from lsc_places.kit.permissions import require
from lsc_places.people.models import User

Outcome = ApprovalStatement.Outcome


@transaction.atomic
def record_approval(
    needed: NeededApproval, *, outcome: str, decision: Decision, words: str, by: User
) -> ApprovalStatement:
    """Say what a body decided on an approval that the delegation needs, from the day it decided."""
    locked(needed.delegation, permission=RECORD_APPROVAL, by=by)
    if (outcome == Outcome.GIVEN) != (decision.outcome == Decision.Outcome.AGREED):
        raise Refused(
            f"{decision.reference} says {decision.get_outcome_display().lower()}. Choose what it says, or another decision",
            field="decision",
        )
    last = ApprovalStatement.objects.filter(needed=needed).order_by("-effective_on").first()
    if last and last.effective_on > decision.decided_on:
        raise Refused(
            "Something later is recorded of this approval. Choose a decision taken after it", field="decision"
        )
    return ApprovalStatement.objects.create(
        needed=needed,
        outcome=outcome,
        words=words,
        decision=decision,
        citation=f"{decision.body}, minute {decision.minute}",
        effective_on=decision.decided_on,
        recorded_by=by,
    )


@transaction.atomic
def record_formula(
    function: Function, *, decision: Decision, agreed_across: str, method: AllocationMethod | None, by: User
) -> FormulaStatement:
    """Say that the formula for the money of a function is agreed, by which decision."""
    function = Function.objects.select_for_update(of=("self",)).get(pk=function.pk)
    require(by, RECORD_FORMULA, function)
    agreed(decision)
    return FormulaStatement.objects.create(
        function=function,
        standing=FormulaStatement.Standing.AGREED,
        agreed_across=agreed_across,
        method=method,
        decision=decision,
        citation=f"{decision.body}, minute {decision.minute}",
        effective_on=decision.decided_on,
        recorded_by=by,
    )
