"""The conditions that bind a delegation, met or not."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from delegations.gates.answering import MET, NOT_MET
from delegations.readiness.models import Condition
from delegations.readiness.words import condition_reference
from delegations.register.models import Delegation
from lsc_places.kit.dates import end_of
from lsc_places.kit.words import Word


@dataclass(frozen=True, kw_only=True)
class ConditionShown:
    """A condition of a published result of the place or of the ICB: whose it is, who may discharge it, and what became of it."""

    reference: str
    text: str
    timing: str
    owner: str
    may_discharge: str
    due_on: date
    word: Word
    said: str
    item: str | None
    address: tuple[str, ...]


def conditions_of(delegation: Delegation, *, as_at: date) -> tuple[ConditionShown, ...]:
    """The conditions that bound the delegation on the day, open ones first; one query."""
    if delegation.function_id is None:
        return ()
    end = end_of(as_at)
    bound = (
        Condition.objects.filter(
            Q(submission__assessment__place=delegation.place_id) | Q(submission__assessment__place=None),
            functions=delegation.function_id,
            submission__result__published_at__lt=end,
        )
        .select_related("item", "discharged_by", "submission__assessment__place", "submission__assessment__round")
        .order_by("due_on", "pk")
    )
    shown = [_shown(one, is_open=one.discharged_at is None or one.discharged_at >= end) for one in bound]
    return tuple(sorted(shown, key=lambda one: one.word == MET))


def _shown(condition: Condition, *, is_open: bool) -> ConditionShown:
    assessment = condition.submission.assessment
    by = condition.discharged_by.name if condition.discharged_by else ""
    return ConditionShown(
        reference=condition_reference(condition),
        text=condition.text,
        timing=condition.get_timing_display(),
        owner=condition.owner_role,
        may_discharge=condition.get_discharged_by_right_display(),
        due_on=condition.due_on,
        word=NOT_MET if is_open else MET,
        said="" if is_open else f"{condition.discharge_words} {by}".strip(),
        item=condition.item.reference if condition.item else None,
        address=("readiness:result", assessment.round.slug, assessment.slug),
    )
