"""What people changed, of one item or of all, as somebody can read it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone

from delegations.workplan import reckoning
from delegations.workplan.models import Item
from delegations.workplan.queries.editing import number_of
from delegations.workplan.queries.grid import own_parties
from delegations.workplan.reckoning import Moved
from lsc_places.boards.models import Meeting
from lsc_places.kit.dates import today
from lsc_places.people.models import User


@dataclass(frozen=True)
class HistoryPage:
    """An item and everything people changed of it, the newest first."""

    item: Item
    moved: tuple[Moved, ...]


@dataclass(frozen=True)
class MovedPage:
    """What moved since a day; ``meeting`` is the last one held, whose day is taken when none is asked for."""

    since: date
    meeting: Meeting | None
    items: tuple["MovedItem", ...]


@dataclass(frozen=True)
class MovedItem:
    """An item and what people changed of it since a day."""

    reference: str
    title: str
    place: str
    moved: tuple[Moved, ...]


def history_page(reference: str, *, reader: User) -> HistoryPage:
    """The history of an item, removed or not; Http404 when there is none."""
    item = get_object_or_404(Item.objects.visible_to(reader), number=number_of(reference))
    return HistoryPage(item, tuple(reversed(reckoning.moved([item.pk], only=reckoning.ALL_TOLD))))


def last_meeting() -> Meeting | None:
    """The last meeting that was held of a body that oversees items, else of any body."""
    overseers = set(Item.objects.exclude(overseen_by=None).values_list("overseen_by", flat=True))
    held = [one for one in Meeting.objects.select_related("body") if not one.is_planned and one.held.last <= today()]
    of_overseers = [one for one in held if one.body_id in overseers]
    return max(of_overseers or held, key=lambda one: one.held.last, default=None)


def moved_page(*, asked: Mapping[str, Any], reader: User) -> MovedPage:
    """What people changed since the day asked for, else since the last meeting; of all items or those in one's hands."""
    meeting = last_meeting()
    since = asked.get("since") or (meeting.held.last if meeting else today() - timedelta(days=7))
    mine = own_parties(reader) if asked.get("of") == "mine" else None
    return MovedPage(since, meeting, moved_since(since, reader=reader, owners=mine))


def moved_since(day: date, *, reader: User, owners: Collection[str] | None = None) -> tuple[MovedItem, ...]:
    """What people changed since the beginning of a day in London, by item; six queries.

    With ``owners``, slugs of parties, only of items those have in hand.
    """
    begins = timezone.make_aware(datetime.combine(day, time.min))
    items = Item.objects.visible_to(reader).select_related("place")
    changed = items.filter(events__pgh_created_at__gte=begins, events__version__gt=1).distinct()
    if owners is not None:
        changed = changed.filter(owner__slug__in=owners)
    known = {item.pk: item for item in changed}
    by_item: dict[int, list[Moved]] = {}
    for one in reckoning.moved(known, after=begins):
        by_item.setdefault(one.item, []).append(one)
    return tuple(
        MovedItem(known[pk].reference, known[pk].title, str(known[pk].place or "All places"), tuple(moved))
        for pk, moved in sorted(by_item.items(), key=lambda pair: known[pair[0]].order)
    )
