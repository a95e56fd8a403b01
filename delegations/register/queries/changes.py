"""What changed in the register between two days."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from delegations.register.models import Delegation
from delegations.register.queries.lines import Line, lines
from lsc_places.kit.changes import Change
from lsc_places.places.models import Place


def changes(*, since: date, until: date) -> tuple[Change, ...]:
    """The states, holds and stated positions that are other than they were; what is so everywhere is told once."""
    before = {line.reference: line for line in lines(Delegation.objects.all(), as_at=since)}
    told: dict[tuple[str, str, str | None, date], list[tuple[Line, str]]] = {}
    for line in lines(Delegation.objects.all(), as_at=until):
        for what, now, was, day, citation in _told(line, before.get(line.reference)):
            told.setdefault((what, now, was, day), []).append((line, citation))
    everywhere = set(Place.objects.values_list("pk", flat=True))
    return tuple(
        change
        for (what, now, was, day), changed in told.items()
        for change in _changes(what, now, was, day, changed, everywhere)
    )


def _told(line: Line, earlier: Line | None) -> Iterable[tuple[str, str, str | None, date, str]]:
    name = line.function.name if line.function else f"{line.title}, from {line.delegator}"
    if earlier is None or earlier.state != line.state:
        was = earlier.word.text if earlier else None
        yield f"{name}: state", line.word.text, was, line.since, line.citation
    known = {hold.word.text for hold in earlier.holds} if earlier else set()
    for hold in line.holds:
        if hold.word.text not in known:
            yield f"{name}: hold", hold.word.text, None, hold.since, hold.citation
    if line.position and (earlier is None or earlier.position != line.position):
        was = earlier.position.words if earlier and earlier.position else None
        yield f"{name}: position", line.position.words, was, line.position.on, line.position.citation


def _changes(
    what: str,
    now: str,
    was: str | None,
    day: date,
    changed: list[tuple[Line, str]],
    everywhere: set[int],
) -> Iterable[Change]:
    """One change for all places when it is the same in all of them, with the citation most of them share."""
    if len(changed) > 1 and {line.place.pk for line, _ in changed} == everywhere:
        citation = Counter(citation for _, citation in changed).most_common(1)[0][0]
        yield Change(
            day=day, place=None, what=what, now=now, was=was, address=("register:delegations",), citation=citation
        )
        return
    for line, citation in changed:
        yield Change(
            day=day,
            place=line.place.name,
            what=what,
            now=now,
            was=was,
            address=("gates:delegation", line.reference),
            citation=citation,
        )
