"""Naming who is to hold a delegation, and passing it on."""

from datetime import date, timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from delegations.register.actions.locking import agreed, locked
from delegations.register.models import Delegation, Holder
from delegations.register.moves import ENDED, IN_FORCE
from delegations.register.permissions import NAME_HOLDER
from delegations.register.refusals import Refused
from lsc_places.boards.models import Arrangement, Body, Decision
from lsc_places.kit.dates import PartialDate, day_words, today
from lsc_places.people.models import Role, User


@transaction.atomic
def name_holder(
    delegation: Delegation,
    *,
    role: Role | None,
    body: Body | None,
    effective_on: date,
    decision: Decision | None,
    note: str,
    by: User,
) -> Holder:
    """Say who holds it from a day on; once it is in force that is a transfer, which a decision has to authorise."""
    current = locked(delegation, permission=NAME_HOLDER, by=by)
    if current.state in ENDED:
        raise Refused("This delegation has ended, so nobody holds it")
    if (role is None) == (body is None):
        raise Refused("Choose a role or a body, and not both", field="body" if role else "role")
    if current.state in IN_FORCE and decision is None:
        raise Refused("It is live, so passing it on takes a decision. Choose the decision", field="decision")
    agreed(decision)
    if effective_on > today():
        raise Refused(f"The day must be today, {day_words(today())}, or in the past", field="effective_on")
    if decision and effective_on < decision.decided_on:
        raise Refused(
            f"The day must be that of the decision, {day_words(decision.decided_on)}, or later", field="effective_on"
        )
    if body:
        _may_hold(body, on=effective_on)
    last = current.holders.exclude(holds__isempty=True).order_by("holds").last()
    if last:
        _ended(last, role=role, body=body, on=effective_on)
    if last and last.holds.lower == effective_on:
        last.role, last.body, last.decision, last.note, last.basis = role, body, decision, note, f"stated ({by})"
        last.save()
        return last
    return Holder.objects.create(
        delegation=current,
        role=role,
        body=body,
        decision=decision,
        note=note,
        citation=f"{decision.body}, minute {decision.minute}" if decision else "",
        began=PartialDate(effective_on),
        holds=DateRange(effective_on, None),
        basis=f"stated ({by})",
    )


def _ended(last: Holder, *, role: Role | None, body: Body | None, on: date) -> None:
    """End the spell of whoever holds it the day before; raises Refused where there is nothing to pass on."""
    if (last.role, last.body) == (role, body) and last.holds.upper is None:
        raise Refused(f"{last} holds it already. Choose somebody else", field="body" if body else "role")
    if on < last.holds.lower:
        raise Refused(
            f"{last} is named from {day_words(last.holds.lower)}: enter that day or a later one", field="effective_on"
        )
    if on > last.holds.lower and last.holds.upper is None:
        last.holds, last.ended = DateRange(last.holds.lower, on), PartialDate(on - timedelta(days=1))
        last.save(update_fields=["holds", "ended"])


def _may_hold(body: Body, *, on: date) -> None:
    stages = Arrangement.objects.as_at(on).filter(body=body, aspect=Arrangement.Aspect.STAGE).select_related("stage")
    stage = next((one.stage for one in stages if one.stage), None)
    if stage is None or not stage.holds_delegation:
        named = stage.name[:1].lower() + stage.name[1:] if stage else "its stage is not stated"
        raise Refused(
            f"{body} cannot hold it on {day_words(on)} ({named}): only a board at committee stage can. "
            "Move the board to that stage first",
            field="body",
        )
