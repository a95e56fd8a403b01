"""A delegation, held while it is changed."""

from delegations.register.models import Delegation
from delegations.register.refusals import Overtaken, Refused
from lsc_places.boards.models import Decision
from lsc_places.kit.permissions import require
from lsc_places.people.models import User


def locked(delegation: Delegation, *, permission: str, by: User) -> Delegation:
    """The delegation as it is now, locked until the transaction ends, if this person may change it."""
    current = (
        Delegation.objects.select_for_update(of=("self",)).select_related("place", "function").get(pk=delegation.pk)
    )
    require(by, permission, current)
    return current


def of_version(delegation: Delegation, *, version: int) -> None:
    """Raise Overtaken when the terms are no longer those somebody saw."""
    if delegation.version != version:
        raise Overtaken(
            "Somebody else changed the terms while you had them open. Compare them with the page of the delegation, "
            "then save again to replace what they wrote"
        )


def agreed(decision: Decision | None) -> None:
    """Raise Refused unless the decision agreed to something."""
    if decision and decision.outcome != Decision.Outcome.AGREED:
        raise Refused(f"{decision.reference} did not agree to it. Choose the decision that did", field="decision")
