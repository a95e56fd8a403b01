"""What people changed, of one item or of all, as somebody can read it."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.shortcuts import get_object_or_404
from django.utils import timezone

from delegations.workplan import reckoning
from delegations.workplan.models import Item
from delegations.workplan.queries.editing import number_of
from delegations.workplan.reckoning import Moved
from lsc_places.people.models import User


@dataclass(frozen=True)
class HistoryPage:
    """An item and everything people changed of it, the newest first."""

    item: Item
    moved: tuple[Moved, ...]


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
    return HistoryPage(item, tuple(reversed(reckoning.moved([item.pk]))))


def moved_since(day: date, *, reader: User, owner: str = "") -> tuple[MovedItem, ...]:
    """What people changed since the beginning of a day in London, by item; six queries.

    With ``owner``, the slug of a party, only of items that party has in hand.
    """
    begins = timezone.make_aware(datetime.combine(day, time.min))
    items = Item.objects.visible_to(reader).select_related("place")
    changed = items.filter(events__pgh_created_at__gte=begins, events__version__gt=1).distinct()
    if owner:
        changed = changed.filter(owner__slug=owner)
    known = {item.pk: item for item in changed}
    by_item: dict[int, list[Moved]] = {}
    for one in reckoning.moved(known, after=begins):
        by_item.setdefault(one.item, []).append(one)
    return tuple(
        MovedItem(known[pk].reference, known[pk].title, str(known[pk].place or "All places"), tuple(moved))
        for pk, moved in sorted(by_item.items(), key=lambda pair: known[pair[0]].order)
    )
