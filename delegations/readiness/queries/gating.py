"""What other parts of the house ask of readiness: results that were accepted, and conditions still open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q
from django.utils import timezone

from delegations.readiness import words
from delegations.readiness.models import ICB_SLUG, Condition, FunctionOutcome, Verdict
from lsc_places.kit.dates import end_of
from lsc_places.kit.words import Word


@dataclass(frozen=True, kw_only=True)
class AcceptedOutcome:
    """What the last published result says of a function, where the delivery group has accepted it.

    ``place`` and ``function`` are slugs; without a place it is the ICB's own side. ``expires_on`` is the last day it counts.
    ``address`` is the name of its page and its arguments.
    """

    place: str | None
    function: str
    tier: str
    outcome: str
    round: str
    published_on: date
    accepted_on: date
    expires_on: date
    address: tuple[str, ...]

    def counts_on(self, day: date) -> bool:
        return day <= self.expires_on


@dataclass(frozen=True, kw_only=True)
class OpenCondition:
    """A condition of a published result that nobody had discharged by the day.

    ``functions`` are slugs; a condition binds each delegation of one of them at the place, or at every place when it is the
    ICB's. ``owner`` is a role in words, ``may_discharge`` the right that may, in words.
    """

    reference: str
    place: str | None
    place_name: str
    functions: tuple[str, ...]
    text: str
    line: str
    timing: str
    is_before_activation: bool
    owner: str
    due_on: date
    is_overdue: bool
    word: Word
    proof: str
    consequence: str
    may_discharge: str
    item: str | None
    address: tuple[str, ...]


def accepted_outcomes(*, as_at: date) -> dict[tuple[str | None, str], AcceptedOutcome]:
    """The last result of each place (none: the ICB) and function that was out and accepted by the day; two queries."""
    accepted = Verdict.objects.filter(kind=Verdict.Kind.ACCEPTED, recorded_at__lt=end_of(as_at))
    found = (
        FunctionOutcome.objects.filter(
            result__published_at__lt=end_of(as_at),
            result__submission__verdicts__in=accepted,
        )
        .select_related("function", "result__submission__assessment__place", "result__submission__assessment__round")
        .prefetch_related(Prefetch("result__submission__verdicts", queryset=accepted, to_attr="accepted"))
        .order_by("result__published_at")
        .distinct()
    )
    return {(one.place, one.function): one for one in map(_accepted, found)}


def open_conditions(*, as_at: date) -> tuple[OpenCondition, ...]:
    """The conditions of published results that were open on the day, those before activation first; two queries."""
    held = (
        Condition.objects.filter(submission__result__published_at__lt=end_of(as_at))
        .filter(Q(discharged_at=None) | Q(discharged_at__gte=end_of(as_at)))
        .select_related("line", "section", "item", "submission__assessment__place", "submission__assessment__round")
        .prefetch_related("functions")
        .order_by("-timing", "due_on", "pk")
    )
    return tuple(_open(condition, as_at=as_at) for condition in held)


def of_place(conditions: Iterable[OpenCondition], *, place: str, function: str) -> tuple[OpenCondition, ...]:
    """The conditions that bind the delegation of a function to a place: its own, and those of the ICB."""
    return tuple(one for one in conditions if one.place in (place, None) and function in one.functions)


def _accepted(outcome: FunctionOutcome) -> AcceptedOutcome:
    submission = outcome.result.submission
    assessment = submission.assessment
    first = min(verdict.recorded_at for verdict in submission.accepted)  # type: ignore[attr-defined]
    return AcceptedOutcome(
        place=assessment.place.slug if assessment.place else None,
        function=outcome.function.slug,
        tier=outcome.tier,
        outcome=outcome.outcome,
        round=assessment.round.slug,
        published_on=timezone.localdate(outcome.result.published_at),
        accepted_on=timezone.localdate(first),
        expires_on=outcome.result.expires_on,
        address=("readiness:result", assessment.round.slug, assessment.slug),
    )


def _open(condition: Condition, *, as_at: date) -> OpenCondition:
    assessment = condition.submission.assessment
    return OpenCondition(
        reference=words.condition_reference(condition),
        place=assessment.place.slug if assessment.place else None,
        place_name=assessment.subject,
        functions=tuple(function.slug for function in condition.functions.all()),
        text=condition.text,
        line=str(condition.line or condition.section),
        timing=condition.get_timing_display(),
        is_before_activation=condition.timing == Condition.Timing.BEFORE,
        owner=condition.owner_role,
        due_on=condition.due_on,
        is_overdue=condition.due_on < as_at,
        word=words.OVERDUE if condition.due_on < as_at else words.OPEN,
        proof=condition.proof,
        consequence=condition.consequence,
        may_discharge=condition.get_discharged_by_right_display(),
        item=condition.item.reference if condition.item else None,
        address=("readiness:result", assessment.round.slug, assessment.slug),
    )


__all__ = ["ICB_SLUG", "AcceptedOutcome", "OpenCondition", "accepted_outcomes", "of_place", "open_conditions"]
