"""Proposing a delegation, and changing what is delegated until it is scoped."""

from collections.abc import Collection

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from delegations.register.actions.locking import locked, of_version
from delegations.register.actions.planning import planned_by
from delegations.register.models import Approval, Delegation, Function, Holder, Move, NeededApproval, Phase
from delegations.register.moves import ENDED, NOT_YET, State
from delegations.register.permissions import EDIT
from delegations.register.refusals import Refused
from lsc_places.kit.dates import PartialDate, today
from lsc_places.kit.permissions import require
from lsc_places.organisations.models import Organisation
from lsc_places.people.models import Role, User
from lsc_places.places.models import Place
from lsc_places.sources.models import Document


@transaction.atomic
def propose(
    place: Place,
    *,
    function: Function | None,
    content: str,
    phase: Phase | None,
    delegator: Organisation,
    holder: Role | None,
    later_holder: str,
    approvals: Collection[Approval],
    planned: PartialDate | None,
    paper: Document | None,
    where: str,
    reason: str,
    by: User,
) -> Delegation:
    """Enter a delegation in the register and make its first move; raises Refused when it is in the register already."""
    require(by, EDIT, place)
    reference = Delegation.objects.next_reference()
    delegation = Delegation(
        reference=reference,
        place=place,
        function=function,
        content=content,
        phase=phase,
        delegator=delegator,
        later_holder=later_holder,
        basis=f"stated ({by})",
    )
    _says_what(delegation)
    delegation.save()
    Move.objects.create(
        delegation=delegation,
        number=1,
        from_state=NOT_YET,
        to_state=State.PROPOSED,
        made_by=by,
        effective_on=today(),
        reason=reason,
    )
    if holder:
        Holder.objects.create(
            delegation=delegation,
            role=holder,
            began=PartialDate(today()),
            holds=DateRange(today(), None),
            basis=f"stated ({by})",
        )
    need(delegation, approvals=approvals, by=by)
    if planned:
        planned_by(delegation, planned=planned, paper=paper, where=where, said_on=today(), reason="", by=by)
    return delegation


@transaction.atomic
def change_what(
    delegation: Delegation,
    *,
    version: int,
    function: Function | None,
    content: str,
    phase: Phase | None,
    delegator: Organisation,
    later_holder: str,
    by: User,
) -> Delegation:
    """Say anew what is delegated; from the day it is scoped only who is to hold it later can be said otherwise."""
    current = locked(delegation, permission=EDIT, by=by)
    of_version(current, version=version)
    before = (current.function_id, current.content, current.phase_id, current.delegator_id)
    current.function, current.content, current.phase, current.delegator = function, content, phase, delegator
    current.later_holder = later_holder
    after = (current.function_id, current.content, current.phase_id, current.delegator_id)
    if after != before and current.state != State.PROPOSED:
        raise Refused(
            "It is scoped, so what is delegated and by whom stays. Cancel it and propose another delegation",
            field=_first_changed(before, after),
        )
    _says_what(current)
    current.version += 1
    current.save()
    return current


@transaction.atomic
def need_approvals(delegation: Delegation, *, approvals: Collection[Approval], by: User) -> Delegation:
    """Say that it needs these approvals as well."""
    current = locked(delegation, permission=EDIT, by=by)
    need(current, approvals=approvals, by=by)
    return current


def need(delegation: Delegation, *, approvals: Collection[Approval], by: User) -> None:
    for approval in approvals:
        NeededApproval.objects.get_or_create(
            delegation=delegation, approval=approval, defaults={"basis": f"stated ({by})"}
        )


def _first_changed(before: tuple, after: tuple) -> str:
    names = ("function", "content", "phase", "delegator")
    return next(name for name, one, other in zip(names, before, after, strict=True) if one != other)


def _says_what(delegation: Delegation) -> None:
    """Raise Refused when it does not say what is delegated, or says what another delegation in the register does."""
    if delegation.function is None and not delegation.content:
        raise Refused("Choose the function, or say in a few words what is to be delegated", field="function")
    if delegation.function is None or delegation.phase is None:
        return
    same = Delegation.objects.filter(
        function=delegation.function, place=delegation.place, phase=delegation.phase, delegator=delegation.delegator
    )
    known = same.exclude(pk=delegation.pk).exclude(state__in=ENDED).first()
    if known:
        raise Refused(
            f"{known.reference} is this function at this place, in this phase and from this delegator. Change that one",
            field="function",
        )
