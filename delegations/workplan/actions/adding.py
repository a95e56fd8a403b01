"""Adding items: a programme manager's are in the plan at once, anybody else's wait for the delivery group."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from delegations.workplan import cells
from delegations.workplan.actions.saving import item_numbered
from delegations.workplan.actions.writing import changing, possible, present, write
from delegations.workplan.cells import Offered
from delegations.workplan.models import Item
from delegations.workplan.permissions import ACCEPT, PROPOSE
from delegations.workplan.refusals import Overtaken, Unreadable
from lsc_places.kit.dates import today
from lsc_places.kit.deadlocks import tried_twice
from lsc_places.kit.permissions import require
from lsc_places.people.models import User

_NUMBERS = 0x574F524B  # the lock of the database under which numbers are given out


@tried_twice
def add(values: Mapping[str, str], *, plan: str, form_key: UUID, by: User) -> Item:
    """Add an item with these texts; the same form sent twice adds one. Raises Unreadable for what cannot be taken."""
    with changing(by=by):
        hold_numbers()
        known = Item.objects.filter(form_key=form_key).first()
        return known or added(values, plan=plan, form_key=form_key, by=by, offered=Offered())


def added(values: Mapping[str, str], *, plan: str, form_key: UUID | None, by: User, offered: Offered) -> Item:
    """The new item, within a transaction that is open."""
    read, errors = cells.read({"title": "", **values}, offered=offered)
    item = Item(plan=plan, place=read.get("place"), title=read.get("title", ""))
    require(by, PROPOSE, item)
    if errors or (errors := possible(item, values=read)):
        raise Unreadable(errors)
    is_accepted = by.has_perm(ACCEPT, item)
    item.number, item.form_key = _next_number(), form_key
    item.order = item.number
    item.standing = Item.Standing.ACCEPTED if is_accepted else Item.Standing.PROPOSED
    item.proposed_at, item.proposed_by = timezone.now(), by
    item.accepted_on, item.accepted_by = (today(), by) if is_accepted else (None, None)
    item.version = 0
    item.save()
    status = {"status": Item.Status.PLANNED} | {name: value for name, value in read.items() if value}
    write([(item, status)], by=by)
    return item


@tried_twice
def answer(number: int, *, standing: str, accepted_on: date, acceptance: str, by: User) -> Item:
    """Record what the delivery group answered to a proposal, when, and where that is written; Overtaken after the first."""
    with changing(by=by):
        item = present(item_numbered(number))
        require(by, ACCEPT, item)
        if item.standing != Item.Standing.PROPOSED:
            raise Overtaken(f"{item.accepted_by} has recorded the answer to {item.reference} already")
        if accepted_on > today():
            raise Unreadable({"accepted_on": "The day must be today or in the past"})
        item.standing, item.accepted_on, item.acceptance = standing, accepted_on, acceptance
        item.accepted_by = by
        item.version += 1
        item.save(update_fields=["standing", "accepted_on", "acceptance", "accepted_by", "version"])
    return item


def hold_numbers() -> None:
    """Give out numbers alone until the transaction ends; whoever asks meanwhile waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_NUMBERS])


def _next_number() -> int:
    """The number after the last one given out."""
    hold_numbers()
    last: Any = Item.objects.aggregate(last=Max("number"))["last"]
    return 1 + (last or 0)
