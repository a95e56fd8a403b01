"""The phases, the dated events of their timeframes, and the rules of delegation, as stated by a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from delegations.register import words
from delegations.register.models import (
    AllocationMethod,
    Consideration,
    DealPart,
    Delegation,
    Phase,
    ResourceStrand,
    Rule,
    TimeframeEvent,
)
from delegations.register.moves import IN_FORCE
from delegations.register.queries.lines import Line, lines
from delegations.register.queries.matrix import Total, total
from lsc_places.kit.dates import day_words
from lsc_places.kit.words import Word
from lsc_places.sources.queries import cited, citing


@dataclass(frozen=True)
class PhaseShown:
    """A phase with its functions and what its delegations come to; no word before its status was stated."""

    phase: Phase
    word: Word | None
    review_reason: str
    functions: tuple[str, ...]
    total: Total


@dataclass(frozen=True)
class Milestone:
    """A function on its way to places: the date promised first beside the one of today, and whether it was met."""

    phase: str
    function: str
    first: str | None
    now: str
    places: str
    word: Word
    why: tuple[str, ...]
    citation: str


@dataclass(frozen=True)
class EventShown:
    """A dated event and what it concerns."""

    event: TimeframeEvent
    functions: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True)
class PhasesPage:
    """The way of delegation: phases, dated events, and what the deal says."""

    phases: tuple[PhaseShown, ...]
    milestones: tuple[Milestone, ...]
    events: tuple[EventShown, ...]
    parts: tuple[DealPart, ...]
    rules: tuple[Rule, ...]
    considerations: tuple[Consideration, ...]
    strands: tuple[ResourceStrand, ...]
    methods: tuple[AllocationMethod, ...]


def phases_page(*, as_at: date) -> PhasesPage:
    """What had been stated by the day of phases, timeframes and rules."""
    found = lines(Delegation.objects.exclude(phase=None), as_at=as_at)
    cite = citing(as_at)
    shown = []
    for phase in cited(Phase.objects.as_at(as_at), by=cite):
        own = [line for line in found if line.phase == phase.name]
        names = dict.fromkeys(line.function.name for line in own if line.function)
        known = phase.status_on <= as_at
        shown.append(
            PhaseShown(
                phase=phase,
                word=words.phase(phase.status) if known else None,
                review_reason=phase.review_reason if known else "",
                functions=tuple(names),
                total=total(own),
            )
        )
    events = TimeframeEvent.objects.filter(happened_on__lte=as_at).order_by("-happened_on", "-pk")
    return PhasesPage(
        phases=tuple(shown),
        milestones=_milestones(found, as_at=as_at),
        events=tuple(
            EventShown(
                event,
                tuple(function.short_name for function in event.functions.all()),
                tuple(place.name for place in event.places.all()),
            )
            for event in events.prefetch_related("functions", "places")
        ),
        parts=cited(DealPart.objects.as_at(as_at), by=cite),
        rules=cited(Rule.objects.as_at(as_at), by=cite),
        considerations=cited(Consideration.objects.as_at(as_at), by=cite),
        strands=cited(ResourceStrand.objects.as_at(as_at), by=cite),
        methods=cited(AllocationMethod.objects.as_at(as_at), by=cite),
    )


def _milestones(found: Iterable[Line], *, as_at: date) -> tuple[Milestone, ...]:
    """A row for each function of a phase and each date its delegations have, in the order of the register."""
    rows: dict[tuple[str, str, str | None, str | None], list[Line]] = {}
    for line in found:
        if line.function:
            key = (line.phase or "", line.function.name, line.planned.was, line.planned.words)
            rows.setdefault(key, []).append(line)
    return tuple(_milestone(key, lines, as_at=as_at) for key, lines in rows.items())


def _milestone(key: tuple[str, str, str | None, str | None], found: list[Line], *, as_at: date) -> Milestone:
    phase, function, was, planned = key
    why = dict.fromkeys(f"{hold.word.text} since {day_words(hold.since)}" for line in found for hold in line.holds)
    why |= dict.fromkeys(
        f"{line.place.name}: {line.position.words}, {day_words(line.position.on)}" for line in found if line.position
    )
    return Milestone(
        phase=phase,
        function=function,
        first=was or planned,
        now=planned or "No date stated",
        places=", ".join(line.place.name for line in found),
        word=_met(found, as_at=as_at),
        why=tuple(why),
        citation=found[0].planned.citation,
    )


def _met(found: list[Line], *, as_at: date) -> Word:
    """Whether what was promised was kept, by the last day it may have meant."""
    live = sum(line.state in IN_FORCE for line in found)
    if live == len(found):
        return words.LIVE_EVERYWHERE
    if any(line.planned.last_on and line.planned.last_on < as_at for line in found if line.state not in IN_FORCE):
        return words.NOT_MET
    return words.PLANNED if any(line.planned.last_on for line in found) else words.NO_DATE
