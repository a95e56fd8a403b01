"""Putting a delegation on hold and taking it off."""

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from delegations.register.actions.locking import locked
from delegations.register.models import Delegation, Hold, PlannedDate
from delegations.register.moves import ENDED
from delegations.register.permissions import HOLD
from delegations.register.refusals import Overtaken, Refused
from lsc_places.kit.dates import PartialDate, today
from lsc_places.people.models import User


@transaction.atomic
def put_on_hold(delegation: Delegation, *, reason: str, explanation: str, reviewer: str, by: User) -> Hold:
    """Stop every forward move from today on; the date planned until now is kept as the date held back."""
    current = locked(delegation, permission=HOLD, by=by)
    if current.state in ENDED:
        raise Refused("This delegation has ended, so there is nothing to hold")
    if current.holds_of.as_at(today()).filter(reason=reason).exists():
        raise Refused("It is on hold for this reason already", field="reason")
    planned = PlannedDate.objects.as_at(today()).filter(delegation=current).first()
    return Hold.objects.create(
        delegation=current,
        reason=reason,
        explanation=explanation,
        reviewer=reviewer,
        held_back=planned.planned if planned else None,
        began=PartialDate(today()),
        holds=DateRange(today(), None),
        basis=f"stated ({by})",
    )


@transaction.atomic
def take_off_hold(hold: Hold, *, why: str, by: User) -> Hold:
    """End a hold: from today on it stops nothing. The row stays, with the reason it was taken off."""
    locked(hold.delegation, permission=HOLD, by=by)
    current = Hold.objects.get(pk=hold.pk)
    if current.ended:
        raise Overtaken("Somebody else took this hold off already")
    current.holds, current.ended, current.taken_off = DateRange(current.holds.lower, today()), PartialDate(today()), why
    current.save(update_fields=["holds", "ended", "taken_off"])
    return current
