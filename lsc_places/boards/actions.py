"""Recording what a body decided."""

from datetime import date

from django.db import transaction

from lsc_places.boards.models import Body, BodyApproval, Decision
from lsc_places.boards.permissions import APPROVE_BODY, RECORD_DECISION
from lsc_places.kit.dates import day_words, today
from lsc_places.kit.permissions import require
from lsc_places.people.models import User


class NotRecorded(Exception):
    """The decision cannot be recorded; ``field`` is what to put right, the message says how."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field


@transaction.atomic
def record_decision(
    body: Body, *, decided_on: date, outcome: str, wording: str, authority: str, minute: str, effects: str, by: User
) -> Decision:
    """Record a decision once; raises NotRecorded for a day to come or a minute that is recorded already."""
    body = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    require(by, RECORD_DECISION, body)
    if decided_on > today():
        raise NotRecorded("decided_on", f"The day must be today, {day_words(today())}, or in the past")
    known = Decision.objects.filter(body=body, decided_on=decided_on, minute=minute).first()
    if known:
        raise NotRecorded("minute", f"This minute of {body} is recorded already, as {known.reference}")
    return Decision.objects.create(
        body=body,
        decided_on=decided_on,
        outcome=outcome,
        wording=wording,
        authority=authority,
        minute=minute,
        effects=effects,
        recorded_by=by,
    )


@transaction.atomic
def record_approval(body: Body, *, of: str, decision: Decision, by: User) -> BodyApproval:
    """Say that a decision approved the terms, the members or the chair of a body; raises NotRecorded when it did not."""
    body = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    require(by, APPROVE_BODY, body)
    if decision.outcome != Decision.Outcome.AGREED:
        raise NotRecorded("decision", f"{decision.reference} did not agree to it. Choose the decision that did")
    if BodyApproval.objects.filter(body=body, of=of, decision=decision).exists():
        raise NotRecorded("of", f"That {decision.reference} approved this is recorded already")
    return BodyApproval.objects.create(body=body, of=of, decision=decision, recorded_by=by)
