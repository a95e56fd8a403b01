"""Targets, and whether what was measured meets them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lsc_places.kit.dates import day_words
from lsc_places.kit.words import Word
from lsc_places.places.models import Place
from lsc_places.sources.queries import citing
from priorities.metrics.areas import Extent
from priorities.metrics.figures import figure
from priorities.metrics.judge import judged, on_target
from priorities.metrics.models import Measurement, Target
from priorities.metrics.queries.measurements import area_words, shown


@dataclass(frozen=True)
class Reached:
    """The last value of one area, judged against the target."""

    area: str
    figure: str
    when: str
    word: Word


@dataclass(frozen=True)
class TargetShown:
    """A target on a day: what it asks for, from where, by when, and how each area stands to it."""

    slug: str
    indicator_slug: str
    indicator: str
    area: str
    place: Place | None
    asks: str
    baseline: str
    baseline_note: str
    by: str
    by_basis: str
    period: str
    word: Word
    reached: tuple[Reached, ...]
    summary: str
    citation: str


def targets(*, as_at: date, **where: object) -> tuple[TargetShown, ...]:
    """The targets that held on the day; three queries."""
    cite = citing(as_at)
    rows = list(Target.objects.as_at(as_at).filter(**where).select_related("indicator", "place"))
    measured = _measured(rows, as_at)
    found = []
    for row in rows:
        by_area = _by_area([one for one in measured if _is_within(one, row)])
        reached = tuple(_reached(values, row) for values in by_area.values())
        found.append(
            TargetShown(
                slug=row.slug,
                indicator_slug=row.indicator.slug,
                indicator=row.indicator.name,
                area=area_words(row),
                place=row.place,
                asks=_asks(row),
                baseline=_baseline(row),
                baseline_note=row.baseline_note,
                by=_by(row),
                by_basis=row.by_basis,
                period=row.period,
                word=reached[0].word if len(reached) == 1 else judged([], comparison=row.comparison, target=row.value),
                reached=reached,
                summary=on_target([one.word for one in reached]),
                citation=cite(row.sources),
            )
        )
    return tuple(found)


def _measured(targets: Iterable[Target], as_at: date) -> list[Measurement]:
    """Numbers measured of the indicators of targets, oldest first."""
    wanted = {row.indicator_id for row in targets}
    rows = Measurement.objects.as_at(as_at).filter(indicator__in=wanted, value__isnull=False)
    return list(rows.select_related("indicator", "place").order_by("stated_on", "period", "pk"))


def _is_within(row: Measurement, target: Target) -> bool:
    """Whether a value is of the area of a target, or of a part of its place."""
    if row.indicator_id != target.indicator_id:
        return False
    same = (row.extent, row.area) == (target.extent, target.area)
    return same or (target.place_id is not None and target.place_id == row.place_id and row.extent != Extent.PLACE)


def _by_area(rows: Iterable[Measurement]) -> dict[str, list[Measurement]]:
    found: dict[str, list[Measurement]] = {}
    for row in rows:
        found.setdefault(row.area, []).append(row)
    return found


def _reached(rows: list[Measurement], target: Target) -> Reached:
    latest = shown(rows[-1], cite=lambda sources: "")
    values = [row.value for row in rows if row.value is not None]
    when = latest.period or f"stated {day_words(latest.stated_on)}"
    word = judged(values, comparison=target.comparison, target=target.value)
    return Reached(latest.area, latest.figure, when, word)


def _asks(row: Target) -> str:
    """What a target asks for: "At most 5%", or only a direction."""
    words = row.comparison[:1].upper() + row.comparison[1:]
    if row.value is None:
        return words
    if row.unit == "year":
        return f"By {row.value:.0f}"
    return f"{words} {figure(row.value, row.unit, decimals=row.decimals)}"


def _by(row: Target) -> str:
    """By when, empty when no date is stated; a target that is a year is its own date."""
    if row.by is None:
        return f"{row.value:.0f}" if row.unit == "year" and row.value is not None else ""
    return row.by.words


def _baseline(row: Target) -> str:
    ends: list[Decimal] = [end for end in (row.baseline_low, row.baseline_high) if end is not None]
    told = dict.fromkeys(figure(end, row.unit, decimals=row.decimals) for end in ends)
    return " to ".join(told)
