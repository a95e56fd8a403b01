"""What changed in priorities and schemes between two days."""

from collections import Counter
from datetime import date

from lsc_places.kit.changes import Change
from lsc_places.sources.queries import citing
from priorities.plans.models import PrioritySet, SchemeStatus
from priorities.plans.wording import STATUS, kind_title


def changes(*, since: date, until: date) -> tuple[Change, ...]:
    """Sets of priorities that began after one day and by another, and schemes new or otherwise than they were."""
    return (*_sets(since, until), *_schemes(since, until))


def _sets(since: date, until: date) -> list[Change]:
    cite, found = citing(until), []
    before: dict[tuple[int, str], str] = {}
    begun = PrioritySet.objects.begun_by(until).select_related("place").prefetch_related("priorities")
    for one in begun.order_by("holds"):
        names = [row.name for row in one.priorities.all() if row.stated_on <= until]
        now = ", ".join(names)
        subject = (one.place_id, one.aspect)
        if one.holds.lower > since:
            what, was = kind_title(one.kind, count=len(names)), before.get(subject)
            day, place = one.holds.lower, str(one.place)
            found.append(_change(day, place, what, now, was, ("plans:priorities",), cite(one.sources)))
        before[subject] = now
    return found


def _schemes(since: date, until: date) -> list[Change]:
    """A change for every scheme said to be further or less far than before, and one for all new ones of a place."""
    cite, found = citing(until), []
    before: dict[int, str] = {}
    new: dict[tuple[date, str, tuple[str, ...]], Counter[str]] = {}
    said = SchemeStatus.objects.filter(effective_on__lte=until).select_related("scheme__place")
    for one in said.order_by("effective_on", "recorded_at", "pk"):
        day, place, document = one.effective_on, str(one.scheme.place), tuple(one.sources[:1])
        now, was = STATUS[one.status].text, before.get(one.scheme_id)
        if day > since and was is None:
            key = (day, place, tuple(source.partition(" ")[0] for source in document))
            new.setdefault(key, Counter())[now] += 1
        elif day > since and now != was:
            address = ("plans:scheme", one.scheme.slug)
            found.append(_change(day, place, one.scheme.title, now, was, address, cite(one.sources)))
        before[one.scheme_id] = now
    for (day, place, documents), counts in new.items():
        words = f"{counts.total()} new: " + ", ".join(f"{count} {status.lower()}" for status, count in counts.items())
        found.append(_change(day, place, "Schemes", words, None, ("plans:priorities",), cite(documents)))
    return found


def _change(
    day: date, place: str, what: str, now: str, was: str | None, address: tuple[str, ...], citation: str
) -> Change:
    return Change(day=day, place=place, what=what, now=now, was=was, address=address, citation=citation)
