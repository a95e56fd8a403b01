"""What somebody is about to change, and what the form of it offers."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from delegations.register.models import AllocationMethod, Delegation, Hold, NeededApproval
from lsc_places.boards.models import Decision
from lsc_places.kit.permissions import require
from lsc_places.people.models import User

TERMS = (
    "version",
    "vehicle",
    "tier",
    "scope_in",
    "scope_out",
    "reserved_matters",
    "recovery_contribution",
    "legal_advice",
    "notice",
    "review_on",
    "expires_on",
)


def to_change(reference: str, *, permission: str, by: User) -> Delegation:
    """The delegation; Http404 when there is none, PermissionDenied unless this person may change it."""
    known = Delegation.objects.select_related("place", "function", "scheme_decision")
    delegation = get_object_or_404(known, reference=reference)
    require(by, permission, delegation)
    return delegation


def terms_of(delegation: Delegation) -> dict[str, Any]:
    """What the form of the terms starts from."""
    return {name: getattr(delegation, name) for name in TERMS}


def hold_of(delegation: Delegation, *, key: int) -> Hold:
    """A hold of this delegation; Http404 for one of another."""
    return get_object_or_404(Hold.objects.select_related("delegation"), pk=key, delegation=delegation)


def approval_of(delegation: Delegation, *, key: int) -> NeededApproval:
    """An approval this delegation needs; Http404 for one of another."""
    known = NeededApproval.objects.select_related("delegation", "approval")
    return get_object_or_404(known, pk=key, delegation=delegation)


def decisions() -> QuerySet[Decision]:
    """The decisions there are to point at, newest first."""
    return Decision.objects.select_related("body")


def methods() -> QuerySet[AllocationMethod]:
    return AllocationMethod.objects.all()
