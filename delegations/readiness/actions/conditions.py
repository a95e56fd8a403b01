"""Conditions: set by the panel, discharged by somebody other than their owner."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from delegations.readiness.actions.autonomy import follow_result
from delegations.readiness.actions.moderation import moderating
from delegations.readiness.models import Assessment, Condition, Line, Section
from delegations.readiness.permissions import DISCHARGE
from delegations.readiness.refusals import Refused
from delegations.register.models import Function
from lsc_places.kit.dates import today
from lsc_places.kit.permissions import require
from lsc_places.people.models import User


@transaction.atomic
def set_condition(
    assessment: Assessment,
    *,
    submission: int,
    section: Section,
    line: Line | None,
    functions: Collection[Function],
    text: str,
    timing: str,
    owner: User,
    owner_role: str,
    due_on: date,
    proof: str,
    discharged_by_right: str,
    consequence: str,
    by: User,
) -> Condition:
    """Set a condition on a section or a line of it, for one function or more."""
    current = moderating(assessment, submission=submission, by=by)
    if due_on < today():
        raise Refused("Due date must be today or in the future")
    if owner.holds(discharged_by_right):
        raise Refused("Whoever owns a condition cannot discharge it. Select somebody else to discharge it")
    condition = Condition.objects.create(
        submission=current,
        section=section,
        line=line,
        text=text,
        timing=timing,
        owner=owner,
        owner_role=owner_role,
        due_on=due_on,
        proof=proof,
        discharged_by_right=discharged_by_right,
        consequence=consequence,
        set_at=timezone.now(),
        set_by=by,
    )
    condition.functions.set(functions)
    return condition


@transaction.atomic
def drop_condition(assessment: Assessment, *, submission: int, condition: int, by: User) -> None:
    """Take a condition away again, while the result is not published; ``condition`` is its id."""
    current = moderating(assessment, submission=submission, by=by)
    for found in current.conditions.filter(pk=condition):
        found.functions.clear()
        found.delete()


@transaction.atomic
def discharge_condition(condition: Condition, *, words: str, by: User) -> Condition:
    """Say that a condition is met, and what showed it."""
    condition = (
        Condition.objects.select_for_update(of=("self",))
        .select_related("submission__assessment__place", "submission__assessment__round__framework")
        .get(pk=condition.pk)
    )
    require(by, DISCHARGE, condition)
    if not hasattr(condition.submission, "result"):
        raise Refused("The result is not published yet, so there is nothing to discharge")
    if condition.is_open:
        condition.discharged_at, condition.discharged_by, condition.discharge_words = timezone.now(), by, words
        condition.save(update_fields=["discharged_at", "discharged_by", "discharge_words"])
        follow_result(condition.submission, by=by)
    return condition
