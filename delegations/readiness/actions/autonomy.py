"""How far a place may decide on a function: it follows from an accepted result, and can otherwise only go down."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from delegations.readiness.judge import Outcome
from delegations.readiness.models import Autonomy, FunctionOutcome, Result, Submission, Verdict
from delegations.readiness.permissions import LOWER_AUTONOMY
from delegations.readiness.reckoning import autonomy_of
from delegations.readiness.refusals import Refused
from delegations.register.models import Function
from lsc_places.kit.dates import PartialDate, today
from lsc_places.kit.permissions import require
from lsc_places.people.models import User
from lsc_places.places.models import Place


def follow_result(submission: Submission, *, by: User) -> None:
    """Set the levels that follow, once a result is both published and accepted; the caller holds a transaction.

    What was to be met by conditions counts as ready from the day the last of them is discharged. A level somebody has
    lowered since stays as it is: only another accepted result raises it.
    """
    place = submission.assessment.place
    result = Result.objects.filter(submission=submission).first()
    accepted = Verdict.objects.filter(submission=submission, kind=Verdict.Kind.ACCEPTED).exists()
    if place is None or result is None or not accepted:
        return
    scale = submission.assessment.round.framework.autonomy
    for outcome in result.outcomes.select_related("function"):
        step = autonomy_of(_as_it_stands(outcome, submission), scale=scale)
        if step is not None and not _was_lowered(place, outcome, scale=scale):
            reason = f"Follows from the result of {submission.reference}: {outcome.outcome}"
            _set(place, outcome.function, level=step["level"], words=step["name"], reason=reason, result=result, by=by)


@transaction.atomic
def lower_autonomy(place: Place, *, function: Function, level: int, reason: str, by: User) -> Autonomy:
    """Lower the level of a place for a function, with the reason; raising it takes a result."""
    require(by, LOWER_AUTONOMY, place)
    current = _current(place, function)
    if current is None or level >= current.level:
        raise Refused("A level of autonomy can only be lowered here. It is raised by an accepted result")
    scale = current.result.submission.assessment.round.framework.autonomy if current.result else []
    words = next((step["name"] for step in scale if step["level"] == level), f"Level {level}")
    return _set(place, function, level=level, words=words, reason=reason, result=current.result, by=by)


def _as_it_stands(outcome: FunctionOutcome, submission: Submission) -> str:
    met = not submission.conditions.filter(functions=outcome.function, discharged_at=None).exists()
    return Outcome.READY if outcome.outcome == Outcome.READY_WITH_CONDITIONS and met else outcome.outcome


def _was_lowered(place: Place, outcome: FunctionOutcome, *, scale: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the level that holds is lower than this same result has set it."""
    current, first = _current(place, outcome.function), autonomy_of(outcome.outcome, scale=scale)
    return bool(current and first and current.result_id == outcome.result_id and current.level < first["level"])


def _current(place: Place, function: Function) -> Autonomy | None:
    held = Autonomy.objects.select_for_update(of=("self",)).filter(
        place=place, function=function, holds__endswith__isnull=True, holds__isempty=False
    )
    return held.first()


def _set(
    place: Place, function: Function, *, level: int, words: str, reason: str, result: Result | None, by: User
) -> Autonomy:
    """End the level that holds and begin another; nothing happens when it is the same by the same result."""
    day, current = today(), _current(place, function)
    if current is not None:
        if (current.level, current.result_id) == (level, result.pk if result else None):
            return current
        current.holds, current.ended = DateRange(current.holds.lower, day), PartialDate(day)
        current.save(update_fields=["holds", "ended"])
    return Autonomy.objects.create(
        place=place,
        function=function,
        level=level,
        words=words,
        reason=reason,
        result=result,
        holds=DateRange(day, None),
        began=PartialDate(day),
        set_at=timezone.now(),
        set_by=by,
    )
