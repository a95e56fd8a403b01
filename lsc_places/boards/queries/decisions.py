"""What bodies decided, and who may say so."""

from datetime import date

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from lsc_places.boards.models import Body, Decision
from lsc_places.boards.permissions import APPROVE_BODY, RECORD_DECISION
from lsc_places.kit.permissions import require
from lsc_places.people.models import User


def decisions(*, as_at: date) -> tuple[Decision, ...]:
    """What had been decided by the day, newest first; one query."""
    return tuple(Decision.objects.filter(decided_on__lte=as_at).select_related("body", "recorded_by"))


def to_approve(slug: str, *, by: User) -> Body:
    """A body whose terms, members or chair somebody may say were approved; Http404 when it is unknown."""
    body = get_object_or_404(Body, slug=slug)
    require(by, APPROVE_BODY, body)
    return body


def decisions_to_cite() -> QuerySet[Decision]:
    """The decisions something may point at, newest first."""
    return Decision.objects.select_related("body")


def bodies_that_decide(*, by: User) -> QuerySet[Body]:
    """The bodies whose decisions somebody may record; PermissionDenied when they may record none."""
    require(by, RECORD_DECISION, Body)
    return Body.objects.exclude(name="")
