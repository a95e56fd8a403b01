"""Measurements in words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lsc_places.places.models import Place
from priorities.metrics.areas import SYSTEM, Extent
from priorities.metrics.figures import comparison, figure
from priorities.metrics.models import InArea, Measurement

Cite = Callable[[Iterable[str]], str]


@dataclass(frozen=True)
class MeasurementShown:
    """A value of an indicator: ``figure`` is the value with its unit and qualifier, empty when none is published."""

    slug: str
    name: str
    kind: str
    figure: str
    unit: str
    value: Decimal | None
    comparison: str
    period: str
    area: str
    extent: Extent
    place: Place | None
    stated_on: date
    citation: str
    basis: str


def shown(row: Measurement, *, cite: Cite) -> MeasurementShown:
    return MeasurementShown(
        slug=row.indicator.slug,
        name=row.indicator.name,
        kind=row.indicator.get_kind_display(),
        figure=figure(row.value, row.unit, decimals=row.decimals, qualifier=row.qualifier, text=row.value_text),
        unit=row.unit,
        value=row.value,
        comparison=comparison(
            row.comparator,
            value=row.comparator_value,
            decimals=row.comparator_decimals,
            unit=row.unit,
            how=row.comparison,
        ),
        period=row.period,
        area=area_words(row),
        extent=Extent(row.extent),
        place=row.place,
        stated_on=row.stated_on,
        citation=cite(row.sources),
        basis=row.basis,
    )


def area_words(row: InArea) -> str:
    """The area of a row: the name of a place, "The whole system", or the words of the source."""
    if row.extent == Extent.PLACE and row.place:
        return row.place.name
    if row.extent == Extent.SYSTEM:
        return f"The whole system{row.area.removeprefix(SYSTEM)}"
    return row.area[:1].upper() + row.area[1:]
