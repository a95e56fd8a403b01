"""What an approval of a delegation relies on, as the records have it today."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from delegations.gates.facts import DelegationFacts
from delegations.gates.reliance import Relied
from delegations.readiness.models import Condition, Evidence, FunctionOutcome, Submission, Verdict
from delegations.readiness.words import condition_reference
from delegations.register.models import Delegation, SumStatement
from delegations.risks.queries import risks_of
from lsc_places.kit.dates import today
from lsc_places.kit.money import pounds

_TERMS = {
    "function": "Function",
    "content": "What is delegated",
    "delegator": "Delegator",
    "vehicle": "Legal vehicle",
    "tier": "Tier",
    "scope_in": "In scope",
    "scope_out": "Out of scope",
    "reserved_matters": "Reserved matters",
    "conditions": "Conditions",
    "liability": "Liability",
    "single_limit": "Limit of a single decision",
    "yearly_limit": "Limit of a year",
    "recovery_contribution": "Contribution to recovery",
    "legal_advice": "Legal advice",
    "notice": "Notice",
    "expires_on": "Expires",
}


def relied_on(delegation: Delegation, *, facts: DelegationFacts) -> tuple[Relied, ...]:
    """Terms, figures, answers, checksums of evidence, conditions, approvals and risks, each with its value today; nine queries."""
    return (
        *_terms(delegation, facts),
        *_figures(delegation, facts),
        *_readiness(delegation),
        *_conditions(delegation),
        *(Relied("approvals", one.key, one.name, one.decided if one.is_given else "") for one in facts.approvals),
        *_risks(delegation),
    )


def _terms(delegation: Delegation, facts: DelegationFacts) -> Iterator[Relied]:
    for name, what in _TERMS.items():
        value = getattr(delegation, name)
        yield Relied("terms", name, what, "" if value is None else str(value))
    yield Relied("terms", "holder", "Holder", facts.holder or "")


def _figures(delegation: Delegation, facts: DelegationFacts) -> Iterator[Relied]:
    for one in SumStatement.objects.as_at(today()).filter(delegation=delegation):
        amount = pounds(one.amount) if one.amount is not None else ""
        yield Relied("figures", str(one.year), f"Money, {one.year}", amount)
    yield Relied("figures", "formula", "Allocation formula", facts.formula or "")


def _readiness(delegation: Delegation) -> Iterator[Relied]:
    """The last accepted result of the place and of the ICB: its outcome, each answer and each file behind one."""
    accepted = Verdict.objects.filter(kind=Verdict.Kind.ACCEPTED).values("submission")
    known = FunctionOutcome.objects.filter(
        Q(result__submission__assessment__place=delegation.place) | Q(result__submission__assessment__place=None),
        function=delegation.function_id,
        result__submission__in=accepted,
    ).select_related("result__submission__assessment__place")
    last: dict[str, FunctionOutcome] = {}
    for outcome in known.order_by("result__published_at"):
        last[outcome.result.submission.assessment.subject] = outcome
    removed = {str(key) for key in Evidence.objects.exclude(removed_at=None).values_list("key", flat=True)}
    for subject, outcome in last.items():
        yield Relied("readiness", subject, f"Readiness, {subject}", outcome.outcome)
        yield from _answers(subject, outcome.result.submission, removed)


def _answers(subject: str, submission: Submission, removed: set[str]) -> Iterator[Relied]:
    lines: list[dict[str, Any]] = [
        line for section in submission.answers.get("sections", ()) for line in section["lines"]
    ]
    for line in lines:
        yield Relied("answers", f"{subject} {line['code']}", f"{subject}, {line['code']}", str(line["rating"] or ""))
        for item in line["evidence"]:
            value = "removed" if item["key"] in removed else item["sha256"]
            yield Relied(
                "evidence", f"{subject} {line['code']} {item['key']}", f"Evidence of {subject}, {line['code']}", value
            )


def _conditions(delegation: Delegation) -> Iterator[Relied]:
    bound = Condition.objects.filter(functions=delegation.function_id, submission__result__isnull=False)
    for one in bound.select_related("submission__assessment"):
        if one.submission.assessment.place_id in (delegation.place_id, None):
            yield Relied("conditions", condition_reference(one), one.text, "open" if one.is_open else "discharged")


def _risks(delegation: Delegation) -> Iterator[Relied]:
    for one in risks_of(delegation.place, as_at=today()):
        yield Relied("risks", one.slug, one.title, "" if one.score is None else str(one.score))
