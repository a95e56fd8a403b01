"""Who is to agree to an item, and that somebody did."""

from datetime import date

from delegations.workplan.actions.saving import item_numbered
from delegations.workplan.actions.writing import changing, present
from delegations.workplan.models import Signature
from delegations.workplan.permissions import EDIT
from delegations.workplan.refusals import Overtaken, Unreadable
from lsc_places.boards.models import Body
from lsc_places.kit.dates import today
from lsc_places.kit.deadlocks import tried_twice
from lsc_places.kit.permissions import require
from lsc_places.organisations.models import Organisation
from lsc_places.people.models import User


@tried_twice
def sign(number: int, *, who: Organisation | Body, signed_on: date | None, words: str, by: User) -> Signature:
    """Say that somebody is to agree to an item, or with a day that they did; saying it again changes nothing.

    Raises Unreadable for a day to come or without where it is recorded, Overtaken when another day is recorded already.
    """
    with changing(by=by):
        item = present(item_numbered(number))
        require(by, EDIT, item)
        if signed_on and signed_on > today():
            raise Unreadable({"signed_on": "The day must be today or in the past"})
        if signed_on and not words:
            raise Unreadable({"words": "Enter where it is recorded"})
        of = {"organisation": who} if isinstance(who, Organisation) else {"body": who}
        signature, _ = Signature.objects.get_or_create(item=item, **of, defaults={"recorded_by": by})
        if not signed_on or signature.signed_on == signed_on:
            return signature
        if signature.signed_on:
            raise Overtaken(f"{signature.who} agreed on another day already, as {signature.recorded_by} recorded")
        signature.signed_on, signature.words, signature.recorded_by = signed_on, words, by
        signature.asked_on = min(signature.asked_on, signed_on)
        signature.save()
    return signature
