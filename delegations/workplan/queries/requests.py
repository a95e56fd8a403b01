"""Requests to change what was agreed, and what somebody needs to see before they ask or decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from django.shortcuts import get_object_or_404
from django.utils import timezone

from delegations.workplan.brag import LOCAL_CHOICE, Brag, Verdict
from delegations.workplan.models import ChangeRequest, ChangeRequestQuerySet, Dependency, Item
from delegations.workplan.permissions import DECIDE, EDIT, OVERRIDE, STATE
from delegations.workplan.queries.editing import number_of
from delegations.workplan.queries.reading import rows_of
from delegations.workplan.queries.verdicts import judged
from delegations.workplan.refusals import Gone
from delegations.workplan.telling import asked_words
from delegations.workplan.tolerances import Approver, key, moved_words
from delegations.workplan.words import BRAG_WORDS
from lsc_places.kit.dates import today
from lsc_places.kit.permissions import require
from lsc_places.kit.words import Word
from lsc_places.people.models import User

_LINKED = ("item__place", "baseline", "asked_by", "decided_by")
TOLERANCES = tuple((approver.label, words) for approver, words in key())


@dataclass(frozen=True)
class Asked:
    """A request, what it asks in words, by how much a date would move, and what this person may do about it.

    ``decided_on`` is none as long as it waits, which on a day that is past it may do although it was decided since.
    """

    request: ChangeRequest
    decided_on: date | None
    words: str
    moved: str
    approver: str
    may_decide: bool
    may_withdraw: bool
    is_author: bool


@dataclass(frozen=True)
class RequestsPage:
    """What waits, the oldest first, and what was decided, the newest first."""

    waiting: tuple[Asked, ...]
    decided: tuple[Asked, ...]


@dataclass(frozen=True)
class Waits:
    """An item that needs another, as somebody sees it who is about to move that one."""

    reference: str
    title: str
    due: str
    is_critical: bool


@dataclass(frozen=True)
class Asking:
    """An item whose date somebody asks to move: what needs it, and who decides on how much."""

    item: Item
    needed_by: tuple[Waits, ...]
    waiting: Asked | None

    def begins(self, given: Mapping[str, str]) -> dict[str, Any]:
        """What the form begins from; ``given`` may hold the date somebody typed elsewhere."""
        was_on = str(self.item.due_on or "")
        return {"form_key": uuid4(), "was_on": was_on, "wanted_on": given.get("wanted_on", "")}


@dataclass(frozen=True)
class Stating:
    """An item of which somebody states a BRAG: what the rules say, and what was stated last."""

    item: Item
    verdict: Verdict
    computed: Brag
    may_override: bool
    waiting: Asked | None
    days: int = LOCAL_CHOICE.days_a_judgement_stands

    @property
    def word(self) -> Word:
        """What the rules say."""
        return BRAG_WORDS[self.computed]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why they say it."""
        return self.verdict.reasons[1:] if self.verdict.is_overridden else self.verdict.reasons

    @property
    def begins(self) -> dict[str, Any]:
        """What the form begins from."""
        return {"form_key": uuid4(), "version": self.item.version}


def requests_page(*, reader: User) -> RequestsPage:
    """Every request of the plan."""
    found = [asked_of(one, reader=reader) for one in _requests(reader)]
    waiting = tuple(one for one in reversed(found) if one.request.is_waiting)
    return RequestsPage(waiting, tuple(one for one in found if not one.request.is_waiting))


def request_page(key: int, *, reader: User) -> Asked:
    """One request; Http404 for none."""
    return asked_of(get_object_or_404(_requests(reader), pk=key), reader=reader)


def request_to_decide(key: int, *, by: User) -> Asked:
    """A request to decide on; Http404 for none, PermissionDenied for whoever may neither decide on it nor withdraw it."""
    found = request_page(key, reader=by)
    if not found.is_author:
        require(by, DECIDE, found.request)
    return found


def requests_of(item: Item, *, as_at: date, reader: User) -> tuple[Asked, ...]:
    """The requests of an item as they stood at the end of a day, the newest first."""
    found = _requests(reader).filter(item=item, asked_at__date__lte=as_at)
    return tuple(asked_of(one, reader=reader, as_at=as_at) for one in found)


def asking(reference: str, *, by: User) -> Asking:
    """The item whose date is to move; Http404 for none, PermissionDenied unless this person may change it, Gone."""
    item = _present(reference, by)
    require(by, EDIT, item)
    links = (
        Dependency.objects.as_at(today())
        .filter(needs=item, item__removed_at=None)
        .select_related("item")
        .order_by("item__number")
    )
    waits = tuple(
        Waits(
            one.item.reference,
            one.item.title,
            one.item.due_on.words if one.item.due_on else "No date set",
            one.is_critical,
        )
        for one in links
    )
    return Asking(item, waits, _waiting(item, reader=by, of_date=True))


def stating(reference: str, *, by: User) -> Stating:
    """The item and its BRAG; Http404 for none, PermissionDenied unless this person may state one, Gone."""
    item = _present(reference, by)
    require(by, STATE, item)
    (one,) = judged(rows_of(Item.objects.filter(pk=item.pk), as_at=today()), as_at=today())
    return Stating(
        item=item,
        verdict=one.verdict,
        computed=one.verdict.computed or one.verdict.brag,
        may_override=by.has_perm(OVERRIDE, item),
        waiting=_waiting(item, reader=by, of_date=False),
    )


def asked_of(request: ChangeRequest, *, reader: User, as_at: date | None = None) -> Asked:
    """A request as this person sees it, today or as it stood at the end of a day."""
    decided_on = timezone.localdate(request.decided_at) if request.decided_at else None
    return Asked(
        request=request,
        decided_on=None if decided_on and as_at and decided_on > as_at else decided_on,
        words=asked_words(request),
        moved=moved_words(request.days),
        approver=Approver(request.approver).label,
        may_decide=request.is_waiting and reader.has_perm(DECIDE, request),
        may_withdraw=request.is_waiting and request.asked_by_id == reader.pk,
        is_author=request.asked_by_id == reader.pk,
    )


def _requests(reader: User) -> ChangeRequestQuerySet:
    return ChangeRequest.objects.visible_to(reader).select_related(*_LINKED)


def _waiting(item: Item, *, reader: User, of_date: bool) -> Asked | None:
    found = [one for one in _requests(reader).filter(item=item).waiting() if one.is_of_date == of_date]
    return asked_of(found[0], reader=reader) if found else None


def _present(reference: str, by: User) -> Item:
    known = Item.objects.visible_to(by).select_related("place", "owner__post", "baseline", "removed_by")
    item = get_object_or_404(known, number=number_of(reference))
    if item.removed_at:
        raise Gone(item.reference, title=item.title, who=str(item.removed_by), removed_at=item.removed_at)
    return item
