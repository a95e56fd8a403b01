"""Changing the terms of a delegation."""

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from delegations.register.actions.locking import agreed, locked, of_version
from delegations.register.checklist import LINES
from delegations.register.models import Delegation
from delegations.register.moves import ENDED, State
from delegations.register.permissions import EDIT, RECORD_SCHEME
from delegations.register.refusals import Refused
from lsc_places.boards.models import Decision
from lsc_places.kit.dates import day_words, today
from lsc_places.people.models import User


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The terms of a delegation; what is empty or none is not stated."""

    vehicle: str = ""
    tier: str = ""
    scope_in: str = ""
    scope_out: str = ""
    reserved_matters: str = ""
    why_this_level: str = ""
    conditions: str = ""
    assurance: str = ""
    liability: str = ""
    single_limit: Decimal | None = None
    yearly_limit: Decimal | None = None
    recovery_contribution: str = ""
    legal_advice: str = ""
    notice: str = ""
    review_on: date | None = None
    expires_on: date | None = None


@transaction.atomic
def edit_terms(delegation: Delegation, *, version: int, by: User, **terms: Any) -> Delegation:
    """Write the terms anew, as ``Terms`` has them; raises Overtaken when they are not those of ``version`` any more."""
    asked = Terms(**terms)
    current = locked(delegation, permission=EDIT, by=by)
    of_version(current, version=version)
    if current.state in ENDED:
        raise Refused("This delegation has ended, so its terms stay as they were")
    _dates_in_order(current, asked)
    if asked.single_limit is not None and asked.yearly_limit is not None and asked.single_limit > asked.yearly_limit:
        raise Refused("The limit of a year must be that of a single decision, or more", field="yearly_limit")
    for one in fields(asked):
        setattr(current, one.name, getattr(asked, one.name))
    return _saved(current)


def _dates_in_order(delegation: Delegation, asked: Terms) -> None:
    if asked.review_on and asked.expires_on and asked.expires_on < asked.review_on:
        raise Refused("The day it expires must be the day its review is due, or later", field="expires_on")
    live = delegation.moves.filter(to_state=State.LIVE).order_by("number").first()
    is_new = asked.expires_on != delegation.expires_on
    if asked.expires_on and is_new and not live and asked.expires_on <= today():
        raise Refused("It would have expired before it is live: enter a day after today", field="expires_on")
    for name in ("review_on", "expires_on"):
        day = getattr(asked, name)
        if live and day and day < live.effective_on:
            raise Refused(f"It is live since {day_words(live.effective_on)}: enter a later day", field=name)


@transaction.atomic
def record_scheme(delegation: Delegation, *, clause: str, decision: Decision, by: User) -> Delegation:
    """Name the clause of the scheme of reservation and delegation that covers it, and the decision that amended it."""
    current = locked(delegation, permission=RECORD_SCHEME, by=by)
    agreed(decision)
    current.scheme_clause, current.scheme_decision = clause, decision
    return _saved(current)


@transaction.atomic
def confirm_checklist(delegation: Delegation, *, version: int, lines: Collection[str], by: User) -> Delegation:
    """Say which lines of the checklist of safe delegation are in place."""
    current = locked(delegation, permission=EDIT, by=by)
    of_version(current, version=version)
    current.checklist = [code for code in LINES if code in lines]
    return _saved(current)


def _saved(delegation: Delegation) -> Delegation:
    delegation.version += 1
    delegation.save()
    return delegation
