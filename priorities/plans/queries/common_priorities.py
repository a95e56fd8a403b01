"""The priorities common to all places."""

from dataclasses import dataclass
from datetime import date

from lsc_places.sources.queries import citing
from priorities.plans.models import CommonPriority


@dataclass(frozen=True)
class CommonPriorityShown:
    """A priority all places share."""

    slug: str
    number: int
    name: str
    period: str
    note: str
    citation: str


def common_priorities(*, as_at: date) -> tuple[CommonPriorityShown, ...]:
    """The common priorities stated by the day, in their order; two queries."""
    cite = citing(as_at)
    return tuple(
        CommonPriorityShown(
            slug=one.slug,
            number=one.number,
            name=one.name,
            period=one.period,
            note=one.note,
            citation=cite(one.sources),
        )
        for one in CommonPriority.objects.as_at(as_at)
    )
