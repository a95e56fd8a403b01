"""Who is told what of the workplan: what is due or past its date to owners, what is to be decided to who decides on it."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from delegations.workplan.brag import Brag
from delegations.workplan.models import Baseline, ChangeRequest, Item
from lsc_places.jobs.telling import News, tell
from lsc_places.people.models import Grant, Post, User

KIND = "workplan"
KIND_OF_REQUESTS = "workplan-requests"
DAYS_BEFORE = 7
DAYS_OF_AN_ANSWER = 28


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


def tell_deciders(day: date) -> int:
    """Tell who decides what waits for them, and who asked what came of it; take back what no longer holds."""
    since = timezone.now() - timedelta(days=DAYS_OF_AN_ANSWER)
    lately = Q(decided_at=None) | Q(decided_at__gte=since)
    requests = ChangeRequest.objects.filter(lately).select_related("item__place", "asked_by", "decided_by")
    baselines = Baseline.objects.filter(lately).select_related("place", "proposed_by", "decided_by")
    holders = list(Grant.objects.as_at(day).filter(user__is_active=True).select_related("user"))
    news = [one for request in requests for one in _of_request(request, holders)]
    news += [one for baseline in baselines for one in _of_baseline(baseline, holders)]
    return tell(KIND_OF_REQUESTS, news=news)


def asked_words(request: ChangeRequest) -> str:
    """What somebody asks, such as "move WP-0003 from 31 March 2027 to 30 April 2027"."""
    if request.was_on and request.wanted_on:
        return f"move {request.item.reference} from {request.was_on.words} to {request.wanted_on.words}"
    return f"state {request.item.reference} as {Brag(request.wanted_brag).label.lower()}"


def _of_request(request: ChangeRequest, holders: list[Grant]) -> Iterator[News]:
    key, at = f"{KIND_OF_REQUESTS}:{request.pk}", request.get_absolute_url()
    if not request.is_waiting:
        if request.decided_by_id != request.asked_by_id:
            words = f"{request.decided_by} answered your request to {asked_words(request)}"
            yield News(request.asked_by_id, f"{key}:answered", f"{words}: {_lower(request.get_decision_display())}", at)
        return
    place = request.item.place_id if request.is_for_director else None
    for user in _deciding(holders, {request.right_to_decide}, place, request.asked_by):
        yield News(user.pk, f"{key}:waits", f"{request.asked_by} asks to {asked_words(request)}", at)


def _of_baseline(baseline: Baseline, holders: list[Grant]) -> Iterator[News]:
    key, at = f"{KIND_OF_REQUESTS}:baseline:{baseline.pk}", reverse("workplan:baseline", args=[baseline.slug])
    if baseline.standing != Baseline.Standing.PROPOSED:
        if baseline.decided_by_id != baseline.proposed_by_id:
            words = f"{baseline.decided_by} answered the baseline “{baseline.name}” that you proposed"
            yield News(
                baseline.proposed_by_id, f"{key}:answered", f"{words}: {_lower(baseline.get_standing_display())}", at
            )
        return
    rights = {Grant.Right.PROGRAMME_MANAGER, Grant.Right.ACCOUNTABLE_OFFICER}
    for user in _deciding(holders, rights, baseline.place_id, baseline.proposed_by):
        yield News(
            user.pk, f"{key}:waits", f"{baseline.proposed_by} asks to approve the baseline “{baseline.name}”", at
        )


def _deciding(holders: list[Grant], rights: Collection[str], place: int | None, author: User) -> set[User]:
    """Who holds one of these rights across the ICB, or directs the place, and is not the author."""
    return {
        one.user
        for one in holders
        if (one.scope == Grant.Scope.ICB and one.right in rights)
        or (place is not None and one.right == Grant.Right.DHCI and one.place_id == place)
        if one.user_id != author.pk and (author.person_id is None or one.user.person_id != author.person_id)
    }


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
