"""Items as they stood on a day, and how far they had come."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from delegations.workplan.cells import Offered
from delegations.workplan.models import Item, ItemQuerySet
from delegations.workplan.queries.reading import rows_of
from delegations.workplan.queries.rows import ItemRow
from lsc_places.places.models import Place

Plan, Status = Item.Plan, Item.Status
MANY_PAST_THEIR_DATE = 3  # a local choice


@dataclass(frozen=True)
class Progress:
    """The two columns of the delivery group's report, and what the papers call the group."""

    group: str
    completed: tuple[ItemRow, ...]
    in_progress: tuple[ItemRow, ...]


@dataclass(frozen=True)
class Overloaded:
    """An owner, and how many items past their date they have."""

    slug: str
    owner: str
    count: int


@dataclass(frozen=True)
class Count:
    """How many items there are and how far they have come."""

    total: int
    completed: int
    in_progress: int
    planned: int
    closed_otherwise: int
    without_owner: int
    past_their_date: int
    last_stated_on: date | None

    @property
    def open(self) -> int:
        return self.in_progress + self.planned


def items(
    *,
    as_at: date,
    plan: str = "",
    place: str = "",
    among: ItemQuerySet | None = None,
    offered: Offered | None = None,
) -> tuple[ItemRow, ...]:
    """The items stated by the day, by plan, place and order; ``place`` is a place's slug.

    Four queries however many items there are, two of them for places and parties unless those are ``offered``, and one
    more for a day that is past.
    """
    found = (Item.objects.all() if among is None else among).as_at(as_at)
    if plan:
        found = found.filter(plan=plan)
    if place:
        found = found.filter(place__slug=place)
    return tuple(rows_of(found, as_at=as_at, offered=offered))


def progress_of_the_delivery_group(*, as_at: date) -> Progress:
    """What the delivery group's plan has completed and in progress, in the order of the plan."""
    rows = items(as_at=as_at, plan=Plan.DELIVERY_GROUP)
    return Progress(
        group=group_name(rows),
        completed=tuple(row for row in rows if row.status == Status.COMPLETED),
        in_progress=tuple(row for row in rows if row.status == Status.IN_PROGRESS),
    )


def next_steps_of(place: Place, *, as_at: date) -> tuple[ItemRow, ...]:
    """The items of a place's own plan, done or not, in the order of the plan."""
    return items(as_at=as_at, plan=Plan.PLACE, place=place.slug)


def counts_by_place(*, as_at: date) -> dict[str, Count]:
    """How far the plan of each place has come, by the place's slug; a place without a plan is not there."""
    by_place: dict[str, list[ItemRow]] = {}
    for row in items(as_at=as_at, plan=Plan.PLACE):
        if row.place:
            by_place.setdefault(row.place.slug, []).append(row)
    return {slug: counted(rows) for slug, rows in by_place.items()}


def counted(rows: Iterable[ItemRow]) -> Count:
    rows = list(rows)
    status = [row.status for row in rows]
    return Count(
        total=len(rows),
        completed=status.count(Status.COMPLETED),
        in_progress=status.count(Status.IN_PROGRESS),
        planned=status.count(Status.PLANNED),
        closed_otherwise=status.count(Status.SUPERSEDED) + status.count(Status.NOT_DELIVERED),
        without_owner=sum(1 for row in rows if row.is_open and not row.owner),
        past_their_date=sum(1 for row in rows if row.days_past),
        last_stated_on=max((row.stated_on for row in rows if row.stated_on), default=None),
    )


def overloaded(rows: Iterable[ItemRow]) -> tuple[Overloaded, ...]:
    """Owners with so many items past their date that their capacity is in doubt, the most first."""
    late = Counter((row.owner_slug, row.owner) for row in rows if row.days_past and row.owner)
    return tuple(
        Overloaded(slug, owner, count) for (slug, owner), count in late.most_common() if count >= MANY_PAST_THEIR_DATE
    )


def delivery_group(*, as_at: date) -> str:
    """What the papers call the delivery group by a day; empty before a paper names it."""
    return group_name(items(as_at=as_at, plan=Plan.DELIVERY_GROUP))


def group_name(rows: Iterable[ItemRow]) -> str:
    """What the papers call the delivery group: the body that oversees its plan; empty before a paper names it."""
    return next((row.overseen_by for row in rows if row.plan == Plan.DELIVERY_GROUP and row.overseen_by), "")
