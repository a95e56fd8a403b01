"""The page of all indicators, and the page of one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Q, QuerySet
from django.http import Http404

from lsc_places.places.models import Place
from lsc_places.sources.queries import citing
from priorities.metrics.areas import SYSTEM, Extent
from priorities.metrics.models import Indicator, Measurement, OutcomeMeasure, PlaceFact, ReportingFramework
from priorities.metrics.queries.measurements import Cite, MeasurementShown, area_words, shown
from priorities.metrics.queries.targets import TargetShown, targets


@dataclass(frozen=True)
class AreaMeasured:
    """What was measured of one place, of the system, or of areas that belong to no place."""

    key: str
    title: str
    place: Place | None
    measurements: tuple[MeasurementShown, ...]


@dataclass(frozen=True)
class OutcomeShown:
    """A measure of the strategy: the direction it wants, and its last figure, empty while none is published."""

    slug: str
    name: str
    direction: str
    term: str
    period: str
    area: str
    figure: str
    citation: str


@dataclass(frozen=True)
class FrameworkShown:
    """A way of reporting on places, and how far it has come."""

    name: str
    state: str
    audience: str
    citation: str


@dataclass(frozen=True)
class MetricsPage:
    """Everything measured and aimed at, by area."""

    areas: tuple[AreaMeasured, ...]
    targets: tuple[TargetShown, ...]
    outcomes: tuple[tuple[str, tuple[OutcomeShown, ...]], ...]
    frameworks: tuple[FrameworkShown, ...]

    @property
    def measured(self) -> int:
        return sum(len(area.measurements) for area in self.areas)

    @property
    def indicators(self) -> int:
        return len({one.slug for area in self.areas for one in area.measurements})

    @property
    def numeric_targets(self) -> int:
        return sum(any(letter.isdigit() for letter in one.asks) for one in self.targets)

    @property
    def outcomes_measured(self) -> int:
        return sum(bool(one.figure) for _, group in self.outcomes for one in group)

    @property
    def outcomes_count(self) -> int:
        return sum(len(group) for _, group in self.outcomes)


@dataclass(frozen=True)
class ShownBy:
    """A place that shows the indicator of itself, and how it words it."""

    place: Place
    title: str


@dataclass(frozen=True)
class IndicatorPage:
    """One indicator wherever it is measured, with what is aimed at."""

    name: str
    kind: str
    measurements: tuple[MeasurementShown, ...]
    targets: tuple[TargetShown, ...]
    outcomes: tuple[OutcomeShown, ...]
    shown_by: tuple[ShownBy, ...]


def metrics_page(*, as_at: date, place: str = "", kind: str = "") -> MetricsPage:
    """Everything stated by the day; ``place`` is the slug of one, or "system"; at most ten queries."""
    cite = citing(as_at)
    rows = Measurement.objects.as_at(as_at).filter(_measured_of(place)).distinct()
    if kind:
        rows = rows.filter(indicator__kind=kind)
    rows = rows.select_related("indicator", "place").order_by("place__order", "pk")
    areas = _areas([shown(row, cite=cite) for row in rows], place)
    if kind:
        return MetricsPage(areas, (), (), ())
    return MetricsPage(
        areas=areas,
        targets=targets(as_at=as_at, **_area_filter(place)),
        outcomes=_outcomes(OutcomeMeasure.objects.filter(**_area_filter(place)), as_at, cite),
        frameworks=_frameworks(as_at, cite, place),
    )


def indicator_page(slug: str, *, as_at: date) -> IndicatorPage:
    """One indicator on a day; Http404 when nothing had been said of it by then."""
    cite = citing(as_at)
    indicator = Indicator.objects.filter(slug=slug).first()
    rows = Measurement.objects.as_at(as_at).filter(indicator=indicator).select_related("indicator", "place")
    page = IndicatorPage(
        name=indicator.name if indicator else "",
        kind=indicator.get_kind_display() if indicator else "",
        measurements=tuple(shown(row, cite=cite) for row in rows.order_by("place__order", "-period", "pk")),
        targets=targets(as_at=as_at, indicator=indicator),
        outcomes=tuple(
            one
            for _, group in _outcomes(OutcomeMeasure.objects.filter(indicator=indicator), as_at, cite)
            for one in group
        ),
        shown_by=tuple(
            ShownBy(fact.place, fact.title)
            for fact in PlaceFact.objects.as_at(as_at).filter(measurement__indicator=indicator).select_related("place")
        ),
    )
    if indicator is None or not (page.measurements or page.targets or page.outcomes):
        raise Http404(f"Nothing had been said of {slug} by {as_at}")
    return page


def _measured_of(place: str) -> Q:
    """What was measured of a place, and of what lies beyond it but the place shows of itself."""
    if place == SYSTEM:
        return Q(extent=Extent.SYSTEM)
    return Q(place__slug=place) | Q(shown_as__place__slug=place) if place else Q()


def _area_filter(place: str) -> dict[str, str]:
    if place == SYSTEM:
        return {"extent": Extent.SYSTEM}
    return {"place__slug": place} if place else {}


def _areas(measured: Iterable[MeasurementShown], place: str) -> tuple[AreaMeasured, ...]:
    """Measurements by place, then those of the system, then those of areas that belong to no place."""
    groups: dict[str, list[MeasurementShown]] = {}
    titles: dict[str, tuple[str, Place | None]] = {}
    for one in measured:
        if one.place:
            key, titles[one.place.slug] = one.place.slug, (one.place.name, one.place)
        elif one.extent == Extent.SYSTEM:
            key, titles[SYSTEM] = SYSTEM, ("The whole system", None)
        else:
            key = place or "other"
            titles.setdefault(key, ("Other areas", None))
        groups.setdefault(key, []).append(one)
    last = {SYSTEM: 1, "other": 2}
    ordered = sorted(groups, key=lambda key: last.get(key, 0))
    return tuple(AreaMeasured(key, *titles[key], tuple(groups[key])) for key in ordered)


def _outcomes(
    rows: QuerySet[OutcomeMeasure], as_at: date, cite: Cite
) -> tuple[tuple[str, tuple[OutcomeShown, ...]], ...]:
    """The strategy's measures by the part of the strategy that names them."""
    stated = list(rows.filter(stated_on__lte=as_at).select_related("indicator", "place"))
    measured = Measurement.objects.as_at(as_at).filter(indicator__in={row.indicator_id for row in stated})
    figures = {
        (one.indicator_id, one.area): shown(one, cite=cite).figure for one in measured.select_related("indicator")
    }
    found = (
        OutcomeShown(
            slug=row.indicator.slug,
            name=row.indicator.name,
            direction=row.direction_wanted.capitalize(),
            term=row.term.capitalize(),
            period=row.period,
            area=area_words(row),
            figure=figures.get((row.indicator_id, row.area), ""),
            citation=cite(row.sources),
        )
        for row in stated
    )
    return tuple((citation, tuple(group)) for citation, group in groupby(found, key=lambda one: one.citation))


def _frameworks(as_at: date, cite: Cite, place: str) -> tuple[FrameworkShown, ...]:
    rows = ReportingFramework.objects.as_at(as_at).select_related("place")
    if place:
        rows = rows.filter(place__slug=place) if place != SYSTEM else rows.filter(place=None)
    return tuple(
        FrameworkShown(
            name=row.name,
            state=row.state[:1].upper() + row.state[1:],
            audience=row.place.name if row.place else row.audience[:1].upper() + row.audience[1:],
            citation=cite(row.sources),
        )
        for row in rows
    )
