"""Changing the terms of a delegation."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from delegations.register.actions.locking import agreed, locked, of_version
from delegations.register.checklist import LINES
from delegations.register.models import Delegation
from delegations.register.permissions import EDIT, RECORD_SCHEME
from delegations.register.refusals import Refused
from lsc_places.boards.models import Decision
from lsc_places.people.models import User


@transaction.atomic
def edit_terms(
    delegation: Delegation,
    *,
    version: int,
    vehicle: str,
    tier: str,
    scope_in: str,
    scope_out: str,
    reserved_matters: str,
    notice: str,
    review_on: date | None,
    expires_on: date | None,
    recovery_contribution: str,
    legal_advice: str,
    by: User,
) -> Delegation:
    """Write the terms anew; raises Overtaken when they are not those of ``version`` any more."""
    current = locked(delegation, permission=EDIT, by=by)
    of_version(current, version=version)
    if review_on and expires_on and expires_on < review_on:
        raise Refused("The day it expires must be the day its review is due, or later", field="expires_on")
    current.vehicle, current.tier = vehicle, tier
    current.scope_in, current.scope_out, current.reserved_matters = scope_in, scope_out, reserved_matters
    current.notice, current.review_on, current.expires_on = notice, review_on, expires_on
    current.recovery_contribution, current.legal_advice = recovery_contribution, legal_advice
    return _saved(current)


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
