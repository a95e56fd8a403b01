"""Logging what is asked of a place, saying how it ended, and how much the place can take."""

from uuid import UUID

from delegations.workplan.actions.writing import changing
from delegations.workplan.models import Ask, Capacity
from delegations.workplan.permissions import EDIT, PROPOSE
from delegations.workplan.refusals import Overtaken
from lsc_places.kit.dates import today
from lsc_places.kit.deadlocks import tried_twice
from lsc_places.kit.permissions import require
from lsc_places.people.models import User
from lsc_places.places.models import Place


@tried_twice
def log_ask(place: Place, *, title: str, requester: str, priority: str, form_key: UUID, by: User) -> Ask:
    """Log a request to a place; the same form sent twice logs one."""
    with changing(by=by):
        require(by, PROPOSE, place)
        asked = {"title": title, "requester": requester, "priority": priority, "recorded_by": by, "place": place}
        return Ask.objects.get_or_create(form_key=form_key, defaults=asked)[0]


@tried_twice
def close_ask(key: int, *, outcome: str, by: User) -> Ask:
    """Say how a request ended; Overtaken when somebody said so already."""
    with changing(by=by):
        current = Ask.objects.select_for_update(of=("self",)).select_related("place").get(pk=key)
        require(by, EDIT, current)
        if current.closed_on:
            raise Overtaken(f"{current.closed_by} has closed it already: {current.outcome}")
        current.closed_on, current.closed_by, current.outcome = today(), by, outcome
        current.save(update_fields=["closed_on", "closed_by", "outcome"])
    return current


@tried_twice
def state_capacity(place: Place, *, most_open: int, words: str, by: User) -> Capacity:
    """Say how many open requests the team of a place can take from today on, and why."""
    with changing(by=by):
        require(by, EDIT, place)
        return Capacity.objects.create(place=place, most_open=most_open, words=words, recorded_by=by)
