"""What the records say of delegations, read for the gates: a fixed number of queries, however many there are."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from delegations.gates.facts import ApprovalNeeded, ConditionOpen, DelegationFacts, Readiness
from delegations.readiness.judge import Outcome
from delegations.readiness.queries import AcceptedOutcome, OpenCondition, accepted_outcomes, of_place, open_conditions
from delegations.register.checklist import LINES
from delegations.register.models import (
    ApprovalStatement,
    Delegation,
    FormulaStatement,
    Hold,
    Holder,
    Move,
    NeededApproval,
    Phase,
    Sequencing,
)
from lsc_places.boards.models import Arrangement, Decision, Stage
from lsc_places.kit.dates import day_words, end_of, today

READY = (Outcome.READY, Outcome.READY_WITH_CONDITIONS)


def facts(ids: Collection[int], *, as_at: date) -> dict[int, DelegationFacts]:
    """What the records say on the day of these delegations, by their keys; sixteen queries."""
    found = list(
        Delegation.objects.filter(pk__in=ids).select_related("function", "place", "phase", "scheme_decision__body")
    )
    terms = _terms(found, as_at=as_at)
    last_moves = Move.objects.filter(delegation__in=ids, effective_on__lte=as_at).order_by("delegation_id", "-number")
    states = {one.delegation_id: one.to_state for one in last_moves.distinct("delegation_id")}
    holders = {
        one.delegation_id: one
        for one in Holder.objects.as_at(as_at).filter(delegation__in=ids).select_related("role", "body")
    }
    stages = _stages((one.body_id for one in holders.values() if one.body_id), as_at=as_at)
    holds: dict[int, list[str]] = {}
    for hold in Hold.objects.as_at(as_at).filter(delegation__in=ids):
        holds.setdefault(hold.delegation_id, []).append(hold.reason)
    formulas = {one.function_id: one for one in FormulaStatement.objects.as_at(as_at).select_related("decision__body")}
    approvals = _approvals(ids, as_at=as_at)
    first_phase = Phase.objects.order_by("order").values_list("pk", flat=True).first()
    sequenced = {
        one.phase_id: f"Settled {day_words(one.stated_on)}: {one.words}" for one in Sequencing.objects.as_at(as_at)
    }
    outcomes = accepted_outcomes(as_at=as_at)
    conditions = open_conditions(as_at=as_at)
    return {
        one.pk: _facts(
            one,
            terms.get(one.pk),
            state=states.get(one.pk, ""),
            holder=holders.get(one.pk),
            stages=stages,
            holds=holds.get(one.pk, []),
            formula=formulas.get(one.function_id) if one.function_id else None,
            approvals=approvals.get(one.pk, []),
            outcomes=outcomes,
            conditions=conditions,
            is_first_phase=one.phase_id == first_phase,
            sequenced=sequenced.get(one.phase_id or 0, ""),
            as_at=as_at,
        )
        for one in found
    }


def _terms(found: Iterable[Delegation], *, as_at: date) -> Mapping[int, Any]:
    """The terms as they stood: today's are on the delegation, those of a day past in its history."""
    if as_at >= today():
        return {one.pk: one for one in found}
    history: QuerySet[Any] = Delegation.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
        pgh_obj__in=[one.pk for one in found], pgh_created_at__lt=end_of(as_at)
    ).select_related("scheme_decision__body")
    return {one.pgh_obj_id: one for one in history.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")}


def _stages(bodies: Iterable[int], *, as_at: date) -> dict[int, Stage | None]:
    spells = Arrangement.objects.as_at(as_at).filter(body__in=set(bodies), aspect=Arrangement.Aspect.STAGE)
    return {one.body_id: one.stage for one in spells.select_related("stage")}


def _approvals(ids: Collection[int], *, as_at: date) -> dict[int, list[ApprovalNeeded]]:
    needed = list(NeededApproval.objects.as_at(as_at).filter(delegation__in=ids).select_related("approval"))
    said = {
        one.needed_id: one
        for one in ApprovalStatement.objects.as_at(as_at).filter(needed__in=needed).select_related("decision__body")
    }
    grouped: dict[int, list[ApprovalNeeded]] = {}
    for one in needed:
        statement = said.get(one.pk)
        grouped.setdefault(one.delegation_id, []).append(
            ApprovalNeeded(
                key=str(one.pk),
                name=one.approval.name,
                required_by=one.approval.required_by,
                is_given=statement is not None and statement.outcome == ApprovalStatement.Outcome.GIVEN,
                decided=decided_words(statement.decision if statement else None),
                said=statement.words if statement else "",
            )
        )
    return grouped


def _facts(
    delegation: Delegation,
    terms: Any,
    *,
    state: str,
    holder: Holder | None,
    stages: Mapping[int, Stage | None],
    holds: list[str],
    formula: FormulaStatement | None,
    approvals: list[ApprovalNeeded],
    outcomes: Mapping[tuple[str | None, str], AcceptedOutcome],
    conditions: tuple[OpenCondition, ...],
    is_first_phase: bool,
    sequenced: str,
    as_at: date,
) -> DelegationFacts:
    function, place = delegation.function, delegation.place
    slug = function.slug if function else ""
    stage = stages.get(holder.body_id) if holder and holder.body_id else None
    may_hold = holder is not None and (holder.role_id is not None or (stage is not None and stage.holds_delegation))
    confirmed = terms.checklist if terms else []
    agreed = FormulaStatement.Standing.AGREED
    return DelegationFacts(
        reference=delegation.reference,
        state=state,
        place=place.name,
        function=function.name if function else None,
        is_money=function.is_money if function else None,
        phase=delegation.phase.name if delegation.phase else None,
        is_first_phase=is_first_phase,
        sequenced=sequenced,
        vehicle=terms.vehicle if terms else "",
        tier=terms.tier if terms else "",
        scope_in=terms.scope_in if terms else "",
        holder=str(holder) if holder else None,
        holder_may_hold=may_hold,
        holder_stage=stage.name if stage else "",
        ready_place=ready(outcomes.get((place.slug, slug)), as_at=as_at),
        ready_icb=ready(outcomes.get((None, slug)), as_at=as_at),
        formula_is_agreed=formula is not None and formula.standing == agreed,
        formula=_formula(formula) if formula else None,
        scheme_clause=terms.scheme_clause if terms else "",
        scheme_decided=decided_words(terms.scheme_decision if terms else None),
        legal_advice=terms.legal_advice if terms else "",
        recovery_contribution=terms.recovery_contribution if terms else "",
        approvals=tuple(approvals),
        conditions=tuple(
            _condition(one) for one in of_place(conditions, place=place.slug, function=slug) if one.is_before_activation
        ),
        unconfirmed=tuple(words for code, words in LINES.items() if code not in confirmed),
        holds=tuple(holds),
    )


def ready(outcome: AcceptedOutcome | None, *, as_at: date) -> Readiness | None:
    if outcome is None:
        return None
    return Readiness(
        outcome=outcome.outcome,
        is_ready=outcome.outcome in READY,
        counts=outcome.counts_on(as_at),
        accepted_on=outcome.accepted_on,
        expires_on=outcome.expires_on,
        address=outcome.address,
    )


def _condition(one: OpenCondition) -> ConditionOpen:
    return ConditionOpen(
        reference=one.reference,
        text=one.text,
        owner=one.owner,
        due_on=one.due_on,
        may_discharge=one.may_discharge,
        address=one.address,
    )


def _formula(statement: FormulaStatement) -> str:
    said = f"{statement.get_standing_display()}, {day_words(statement.effective_on)}"
    return f"{said}: {decided_words(statement.decision) or statement.citation}"


def decided_words(decision: Decision | None) -> str:
    """The body, the day and the minute of a decision, empty without one."""
    return f"{decision.body}, {day_words(decision.decided_on)}, minute {decision.minute}" if decision else ""
