"""The sets of priorities of places, on a day and before it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lsc_places.kit.dates import day_words
from lsc_places.places.models import Place
from lsc_places.sources.queries import citing
from priorities.plans.models import PlacePriority, PrioritySet
from priorities.plans.wording import kind_title


@dataclass(frozen=True)
class PriorityShown:
    """One priority of a set, with what the plan works on under it."""

    number: int
    name: str
    is_future: bool
    focus: tuple[str, ...]
    citation: str


@dataclass(frozen=True)
class PrioritySetShown:
    """A set of priorities of one place and kind; ``ended_on`` is the day another took its place, when that has come."""

    key: str
    title: str
    is_headline: bool
    period: str
    spell: str
    ended_on: date | None
    priorities: tuple[PriorityShown, ...]
    citation: str


Sets = tuple[PrioritySetShown, ...]


def priority_sets_of(place: Place, *, as_at: date) -> Sets:
    """The sets of a place that held on the day, headline first; four queries."""
    held = PrioritySet.objects.as_at(as_at).filter(place=place)
    return _shown(held, as_at).get(place.slug, ())


def priority_sets_by_place(*, as_at: date) -> Mapping[str, Sets]:
    """The sets that held on the day by the slug of their place, headline first; four queries."""
    return _shown(PrioritySet.objects.as_at(as_at), as_at)


def earlier_sets_by_place(*, as_at: date) -> Mapping[str, Sets]:
    """The sets that had ended by the day, by the slug of their place; four queries."""
    return _shown(PrioritySet.objects.filter(holds__endswith__lte=as_at), as_at)


def _shown(sets: Iterable[PrioritySet], as_at: date) -> dict[str, Sets]:
    found: dict[str, Sets] = {}
    cite = citing(as_at)
    rows = sets.select_related("place").prefetch_related("priorities__focus")  # type: ignore[attr-defined]
    for one in sorted(rows, key=lambda row: (row.place.order, not row.is_headline, row.pk)):
        stated = tuple(_priority(row, as_at, cite) for row in one.priorities.all() if row.stated_on <= as_at)
        ended_on = one.holds.upper if one.holds.upper and one.holds.upper <= as_at else None
        shown = PrioritySetShown(
            key=one.source_key or str(one.pk),
            title=kind_title(one.kind, count=len(stated)),
            is_headline=one.is_headline,
            period=one.period,
            spell=_spell(one, as_at, ended_on),
            ended_on=ended_on,
            priorities=stated,
            citation=cite(one.sources),
        )
        found[one.place.slug] = (*found.get(one.place.slug, ()), shown)
    return found


def _spell(one: PrioritySet, as_at: date, ended_on: date | None) -> str:
    """When the set held, as far as the day knows: "stated at" its own day, "last stated" on a later one."""
    if ended_on:
        return f"{one.spell_words}, replaced on {day_words(ended_on)}"
    if one.began or as_at == one.last_stated_on:
        return one.spell_words
    return f"last stated {day_words(min(one.last_stated_on, as_at))}"


def _priority(row: PlacePriority, as_at: date, cite: Callable[[Iterable[str]], str]) -> PriorityShown:
    return PriorityShown(
        number=row.number,
        name=row.name,
        is_future=row.stage == PlacePriority.Stage.FUTURE,
        focus=tuple(item.text for item in row.focus.all() if item.stated_on <= as_at),
        citation=cite(row.sources),
    )
