"""Moves and delegations for tests."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from delegations.register.models import (
    Approval,
    ApprovalStatement,
    Delegation,
    Function,
    Hold,
    Holder,
    Move,
    NeededApproval,
    Phase,
    PlannedDate,
)
from delegations.register.moves import PATH, State
from lsc_places.kit.dates import PartialDate
from lsc_places.organisations.models import Organisation
from lsc_places.people.models import Role, User
from lsc_places.places.models import Place
from tests.accounts import account

MET = [{"gate": "readiness", "met": True, "why": "accepted"}]
DAY = date(2024, 2, 1)


def walk_to(delegation: Delegation, state: State, *, on: date = DAY) -> tuple[User, User]:
    """Move a delegation along its path, one move a step, and answer the two people who made the moves."""
    first, second = account(), account()
    delegation.refresh_from_db()
    here = PATH.index(State(delegation.state))
    for leaves, enters in zip(PATH[here:], PATH[here + 1 :], strict=False):
        if leaves == state:
            break
        Move.objects.create(
            delegation=delegation,
            number=Delegation.objects.get(pk=delegation.pk).move_number + 1,
            from_state=leaves,
            to_state=enters,
            made_by=first,
            second_by=second,
            decided_on=on,
            effective_on=on,
            gates=MET,
        )
    delegation.refresh_from_db()
    return first, second


def add_delegations(count: int) -> None:
    """Register more delegations as full as those of the records, of new functions at every place in turn."""
    places, phase = list(Place.objects.all()), Phase.objects.first()
    delegator, role = Organisation.objects.get(slug="icb"), Role.objects.get(slug="role-dhci")
    approvals = list(Approval.objects.all())
    for number in range(count):
        function, _ = Function.objects.get_or_create(
            slug=f"function-{number // len(places)}",
            defaults={
                "name": f"Function {number // len(places)}",
                "short_name": f"F{number // len(places)}",
                "kind": Function.Kind.BUDGET,
                "stated_on": DAY,
            },
        )
        delegation = Delegation.objects.create(
            reference=Delegation.objects.next_reference(),
            function=function,
            place=places[number % len(places)],
            phase=phase,
            delegator=delegator,
            stated_on=DAY,
        )
        Move.objects.create(
            delegation=delegation, number=1, to_state=State.PROPOSED, effective_on=DAY, sources=["a paper"]
        )
        Holder.objects.create(delegation=delegation, role=role, holds=DateRange(DAY, None))
        Hold.objects.create(delegation=delegation, reason="Waiting", holds=DateRange(DAY, None))
        PlannedDate.objects.create(delegation=delegation, planned=PartialDate(DAY), effective_on=DAY)
        for approval in approvals:
            needed = NeededApproval.objects.create(delegation=delegation, approval=approval, stated_on=DAY)
            ApprovalStatement.objects.create(needed=needed, outcome="open", effective_on=DAY)
