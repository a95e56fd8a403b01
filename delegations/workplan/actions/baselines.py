"""Proposing a baseline, and what somebody else answers to it."""

from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.text import slugify

from delegations.workplan.actions.writing import changing
from delegations.workplan.models import Baseline, BaselineDate, Item
from delegations.workplan.permissions import BASELINE, DECIDE_BASELINE
from delegations.workplan.refusals import Overtaken, Unreadable
from delegations.workplan.telling import tell_deciders
from lsc_places.kit.dates import today
from lsc_places.kit.deadlocks import tried_twice
from lsc_places.kit.permissions import require
from lsc_places.people.models import User
from lsc_places.places.models import Place

Standing = Baseline.Standing


@tried_twice
def propose_baseline(name: str, *, place: Place | None, why: str, form_key: UUID, by: User) -> Baseline:
    """Take down the dates of today under a name; they hold nothing before somebody else approves them.

    The same form sent twice proposes one. Raises Unreadable when the name is taken or there is nothing to hold.
    """
    with changing(by=by):
        new = Baseline(name=name, slug=slugify(name), place=place, why=why, proposed_by=by, form_key=form_key)
        require(by, BASELINE, new)
        if known := Baseline.objects.filter(form_key=form_key).first():
            return known
        if not new.slug or Baseline.objects.filter(slug=new.slug).exists():
            raise Unreadable({"name": "There is a baseline of this name already. Choose another name"})
        of_place = Item.objects.filter(place=place) if place else Item.objects.all()
        items = list(of_place.as_at(today()).order_by("pk"))
        if not any(item.due_on for item in items):
            raise Unreadable({"place": "None of these items has a due date yet. Set dates first"})
        new.save()
        BaselineDate.objects.bulk_create(
            BaselineDate(baseline=new, item=item, title=item.title, due_on=item.due_on) for item in items
        )
        tell_deciders(today())
    return new


@tried_twice
def decide_baseline(key: int, *, standing: str, words: str, by: User) -> Baseline:
    """Approve, decline or withdraw a baseline; an approved one holds the dates of its items from now on.

    Raises PermissionDenied for its author, who can only withdraw it; Overtaken when it was decided already, or when dates
    are not any more what would be approved.
    """
    with changing(by=by):
        current = Baseline.objects.select_for_update(of=("self",)).select_related("place", "proposed_by").get(pk=key)
        is_withdrawn = standing == Standing.WITHDRAWN and current.proposed_by_id == by.pk
        if not is_withdrawn:
            require(by, DECIDE_BASELINE, current)
        if current.standing != Standing.PROPOSED:
            raise Overtaken(f"{current.decided_by} has answered already: {current.get_standing_display().lower()}")
        if standing == Standing.APPROVED:
            _hold(current)
        current.standing, current.decision = standing, words
        current.decided_at, current.decided_by = timezone.now(), by
        current.save(update_fields=["standing", "decision", "decided_at", "decided_by"])
        tell_deciders(today())
    return current


def _hold(baseline: Baseline) -> None:
    """Let the baseline hold the dates of its items, unless any of them is another than it says."""
    dates = {row.item_id: row.due_on for row in baseline.dates.all()}
    items = list(Item.objects.select_for_update().filter(pk__in=dates).order_by("pk"))
    other = [item.reference for item in items if item.due_on != dates[item.pk]]
    if other:
        raise Overtaken(
            f"Dates have changed since it was proposed, of {', '.join(other)}. Decline it, and propose the dates of today"
        )
    held = [item.pk for item in items if item.due_on]
    Item.objects.filter(pk__in=held).update(baseline=baseline, version=F("version") + 1)
