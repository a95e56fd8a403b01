"""Moving a board to the stage at which it may hold delegations."""

from datetime import date, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from delegations.gates import reckoning
from delegations.gates.committee import answers
from delegations.gates.permissions import MAKE_COMMITTEE
from delegations.register.refusals import Overtaken, Refused
from lsc_places.boards.models import Arrangement, Body, Decision, Stage
from lsc_places.kit.dates import PartialDate, day_words, today
from lsc_places.kit.permissions import require
from lsc_places.people.models import User

STAGE = Arrangement.Aspect.STAGE


@transaction.atomic
def make_committee(body: Body, *, decision: Decision, effective_on: date, by: User) -> Arrangement:
    """Let a board hold delegations from a day on; raises Refused unless every gate of that is met."""
    current = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    require(by, MAKE_COMMITTEE, current)
    facts = reckoning.board_facts(current, as_at=today())
    if facts.may_hold:
        raise Overtaken(f"{current} is at this stage already")
    if decision.outcome != Decision.Outcome.AGREED:
        raise Refused(f"{decision.reference} did not agree to it. Choose the decision that did", field="decision")
    if not decision.decided_on <= effective_on <= today():
        raise Refused(
            f"The day must be that of the decision, {day_words(decision.decided_on)}, or later, and not after today",
            field="effective_on",
        )
    found = answers(facts)
    unmet = [answer for answer in found if not answer.is_met]
    if unmet:
        said = ". ".join(f"{answer.name}: {answer.why} (can act: {answer.who})" for answer in unmet)
        raise Refused(f"{len(unmet)} of {len(found)} gates not met. {said}")
    stage = Stage.objects.filter(holds_delegation=True).order_by("order").first()
    if stage is None:
        raise Refused("No stage is recorded at which a board may hold a delegation")
    _end_the_stage_before(current, on=effective_on)
    return Arrangement.objects.create(
        body=current,
        aspect=STAGE,
        words=stage.name,
        stage=stage,
        began=PartialDate(effective_on),
        holds=DateRange(effective_on, None),
        citation=f"{decision.body}, minute {decision.minute}",
        basis=f"stated ({by})",
        note="; ".join(answer.why for answer in found),
    )


def _end_the_stage_before(body: Body, *, on: date) -> None:
    last = Arrangement.objects.filter(body=body, aspect=STAGE, holds__endswith=None).first()
    if last is None:
        return
    if last.holds.lower >= on:
        raise Refused(
            f"Its stage is stated from {day_words(last.holds.lower)}: enter a later day", field="effective_on"
        )
    last.holds, last.ended = DateRange(last.holds.lower, on), PartialDate(on - timedelta(days=1))
    last.save(update_fields=["holds", "ended"])
