"""The phases, the dated events of their timeframes, and the rules of delegation, as stated by a day."""

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
from delegations.register.queries.lines import lines
from delegations.register.queries.matrix import Total, total
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
class EventShown:
    """A dated event and what it concerns."""

    event: TimeframeEvent
    functions: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True)
class PhasesPage:
    """The way of delegation: phases, dated events, and what the deal says."""

    phases: tuple[PhaseShown, ...]
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
