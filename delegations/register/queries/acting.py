"""What somebody is about to change, and what the form of it offers."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from delegations.register.models import (
    AllocationMethod,
    Approval,
    Delegation,
    DelegationDocument,
    Function,
    Hold,
    NeededApproval,
    Phase,
    SumStatement,
)
from delegations.register.permissions import EDIT
from lsc_places.boards.models import Body, Decision
from lsc_places.kit.dates import PartialDate, today
from lsc_places.kit.permissions import require
from lsc_places.organisations.models import Organisation
from lsc_places.people.models import Role, User
from lsc_places.places.models import Place
from lsc_places.sources.models import Document

TERMS = (
    "version",
    "vehicle",
    "tier",
    "scope_in",
    "scope_out",
    "reserved_matters",
    "why_this_level",
    "conditions",
    "assurance",
    "liability",
    "single_limit",
    "yearly_limit",
    "recovery_contribution",
    "legal_advice",
    "notice",
    "review_on",
    "expires_on",
)


def to_change(reference: str, *, permission: str, by: User) -> Delegation:
    """The delegation; Http404 when there is none, PermissionDenied unless this person may change it."""
    known = Delegation.objects.select_related("place", "function", "phase", "delegator", "scheme_decision")
    delegation = get_object_or_404(known, reference=reference)
    require(by, permission, delegation)
    return delegation


def terms_of(delegation: Delegation) -> dict[str, Any]:
    """What the form of the terms starts from."""
    return {name: getattr(delegation, name) for name in TERMS}


def what_of(delegation: Delegation) -> dict[str, Any]:
    """What the form of what is delegated starts from."""
    return {
        "version": delegation.version,
        "function": delegation.function.slug if delegation.function else None,
        "content": delegation.content,
        "phase": delegation.phase.slug if delegation.phase else None,
        "delegator": delegation.delegator.slug,
        "later_holder": delegation.later_holder,
    }


def may_propose(*, by: User) -> dict[str, QuerySet]:
    """What the form of a proposal offers; PermissionDenied unless this person may propose somewhere."""
    require(by, EDIT, Delegation)
    return offered()


def offered() -> dict[str, QuerySet]:
    """The rows the forms of the register choose from, by the name of the field."""
    return {
        "function": Function.objects.all(),
        "phase": Phase.objects.all(),
        "delegator": Organisation.objects.order_by("name"),
        "place": Place.objects.all(),
        "holder": Role.objects.filter(count_per="place"),
        "approvals": Approval.objects.all(),
        "paper": Document.objects.all(),
    }


def sum_of(delegation: Delegation, *, year: str) -> dict[str, Any]:
    """What the form of a sum starts from: what was last stated of the year, where one is named."""
    try:
        asked = PartialDate.parse(year)
    except ValueError:
        return {}
    last = SumStatement.objects.as_at(today()).filter(delegation=delegation, year=asked).first()
    recurrent = {True: "yes", False: "no", None: ""}[last.is_recurrent if last else None]
    said = {"amount": last.amount, "kind": last.kind, "said": last.citation, "is_recurrent": recurrent} if last else {}
    return {"year": str(asked), **said}


def not_yet_needed(delegation: Delegation) -> dict[str, QuerySet]:
    """The approvals it could be said to need as well."""
    return {"approvals": Approval.objects.exclude(needed_by__delegation=delegation)}


def document_of(delegation: Delegation, *, key: int) -> DelegationDocument:
    """A document of this delegation; Http404 for one of another."""
    return get_object_or_404(DelegationDocument.objects.select_related("delegation"), pk=key, delegation=delegation)


def hold_of(delegation: Delegation, *, key: int) -> Hold:
    """A hold of this delegation; Http404 for one of another."""
    return get_object_or_404(Hold.objects.select_related("delegation"), pk=key, delegation=delegation)


def approval_of(delegation: Delegation, *, key: int) -> NeededApproval:
    """An approval this delegation needs; Http404 for one of another."""
    known = NeededApproval.objects.select_related("delegation", "approval")
    return get_object_or_404(known, pk=key, delegation=delegation)


def holders_of(delegation: Delegation) -> dict[str, QuerySet]:
    """Whoever could be named as its holder: the roles there are one of a place, and the boards of the place."""
    return {
        "role": Role.objects.filter(count_per="place"),
        "body": Body.objects.filter(place=delegation.place).exclude(name=""),
    }


def decisions() -> QuerySet[Decision]:
    """The decisions there are to point at, newest first."""
    return Decision.objects.select_related("body")


def methods() -> QuerySet[AllocationMethod]:
    return AllocationMethod.objects.all()
