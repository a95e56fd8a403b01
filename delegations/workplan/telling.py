"""Who is told what of the workplan: an item in their hands that is due within a week, or past its date."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse

from delegations.workplan.models import Item
from lsc_places.jobs.telling import News, tell
from lsc_places.people.models import Post, User

KIND = "workplan"
DAYS_BEFORE = 7


def tell_owners(day: date) -> int:
    """Tell the owners of open items what is due on a day in London, and take back what no longer holds; five queries."""
    until = day + timedelta(days=DAYS_BEFORE)
    open_items = (
        Item.objects.as_at(day).exclude(status__in=Item.CLOSED).filter(owner__isnull=False, due_on__isnull=False)
    )
    due = [item for item in open_items.select_related("owner__post") if item.due_on.last <= until]
    return tell(KIND, news=[news for item in due for news in _news(item, day)])


def _news(item: Item, day: date) -> Iterator[News]:
    due = item.due_on
    days = (day - due.last).days
    if days > 0:
        kind, words = "overdue", f"{item.reference} {item.title} is past its date, {due.words}"
    else:
        kind, words = "due", f"{item.reference} {item.title} is due: {due.words}"
    for user in _in_whose_hands(item, day):
        key = f"{KIND}:{kind}:{item.number}:{due}"
        yield News(user.pk, key, words, reverse("workplan:item", args=[item.reference]))


def _in_whose_hands(item: Item, day: date) -> Iterator[User]:
    """The accounts of whoever owns it: a person, who holds a post, or who holds a role, at the place of the item."""
    owner = item.owner
    assert owner is not None
    people: list[int | None] = [owner.person_id or (owner.post.person_id if owner.post else None)]
    if owner.role_id:
        held = Post.objects.as_at(day).filter(role=owner.role_id, person__isnull=False)
        here = held.filter(Q(place=item.place_id) if item.place_id else Q())
        people = [*here.values_list("person", flat=True)]
    yield from User.objects.filter(person__in=[one for one in people if one], is_active=True)
