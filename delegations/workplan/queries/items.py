"""Items as they stood on a day, and how far they had come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from delegations.workplan.models import Item, ItemQuerySet, ItemStatement, Party
from delegations.workplan.words import STATUS_WORDS
from lsc_places.boards.models import Body
from lsc_places.kit.dates import PartialDate, today
from lsc_places.kit.words import Word
from lsc_places.places.models import Place

Plan, Status = Item.Plan, Item.Status


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as it stood on the day.

    ``stated_on`` is the day from which its status holds, ``added_on`` the day the item itself was first stated. Without
    words, ``owner`` is named nowhere. ``days_past`` counts from the end of its date, as long as it is open.
    """

    reference: str
    title: str
    plan: str
    place: Place | None
    status: str
    word: Word
    stated_on: date | None
    basis: str
    closing_words: str
    owner: str
    teams: tuple[str, ...]
    suggested_teams: tuple[str, ...]
    functions: tuple[str, ...]
    condition: str
    due: PartialDate | None
    due_note: str
    forecast: PartialDate | None
    days_past: int | None
    added_on: date

    @property
    def is_open(self) -> bool:
        return self.status not in Item.CLOSED

    @property
    def says(self) -> str:
        """Everything a reader may search the item by, in lower case."""
        place = self.place.name if self.place else ""
        words = (self.reference, self.title, place, self.owner, self.condition, *self.functions, *self.teams)
        return " ".join(words).casefold()


@dataclass(frozen=True)
class Progress:
    """The two columns of the delivery group's report, and what the papers call the group."""

    group: str
    completed: tuple[ItemRow, ...]
    in_progress: tuple[ItemRow, ...]


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
    status: str = "",
    words: str = "",
    among: ItemQuerySet | None = None,
) -> tuple[ItemRow, ...]:
    """The items stated by the day, by plan, place and order; six queries, and one more for a day that is past.

    ``place`` is a place's slug; an item matches when every one of ``words`` is somewhere in it.
    """
    found = (Item.objects.all() if among is None else among).as_at(as_at)
    if plan:
        found = found.filter(plan=plan)
    if place:
        found = found.filter(place__slug=place)
    rows = _rows(found, as_at)
    if status:
        rows = [row for row in rows if row.status == status]
    for word in words.casefold().split():
        rows = [row for row in rows if word in row.says]
    return tuple(rows)


def progress_of_the_delivery_group(*, as_at: date) -> Progress:
    """What the delivery group's plan has completed and in progress, in the order of the plan."""
    rows = items(as_at=as_at, plan=Plan.DELIVERY_GROUP)
    return Progress(
        group=group_name(as_at=as_at),
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


def group_name(*, as_at: date) -> str:
    """What the papers call the delivery group: the body that oversees its plan; empty before a paper names it."""
    overseers = Body.objects.filter(items_overseen__plan=Plan.DELIVERY_GROUP, items_overseen__stated_on__lte=as_at)
    overseer = overseers.order_by("pk").first()
    return (overseer.short_name or overseer.name) if overseer else ""


_READ = (
    "pk",
    "number",
    "title",
    "plan",
    "place_id",
    "order",
    "status",
    "status_on",
    "status_basis",
    "status_words",
    "owner_id",
    "condition",
    "due_on",
    "due_note",
    "due_basis",
    "forecast_on",
    "stated_on",
)
_UNSAID: dict[str, Any] = {
    "status": Status.PLANNED,
    "status_on": None,
    "status_basis": "",
    "status_words": "",
    "owner_id": None,
    "forecast_on": None,
}
_PLANS = {plan: position for position, plan in enumerate(Plan)}


def _rows(found: ItemQuerySet, as_at: date) -> list[ItemRow]:
    is_past = as_at < today()
    said = _said(as_at) if is_past else {}
    read = [
        values | _UNSAID | said.get(values["pk"], {}) if is_past else values
        for values in found.order_by("order", "number").values(*_READ)
    ]
    places = {place.pk: place for place in Place.objects.all()}
    owners = dict(Party.objects.order_by().values_list("pk", "words"))
    teams = _linked(Item.teams.through, "team__name")
    suggested = _linked(Item.suggested_teams.through, "team__name")
    functions = _linked(Item.functions.through, "function__short_name")
    read.sort(key=lambda values: (_PLANS[values["plan"]], _place_order(places.get(values["place_id"]))))
    return [
        ItemRow(
            reference=Item.reference_of(values["number"]),
            title=values["title"],
            plan=values["plan"],
            place=places.get(values["place_id"]),
            status=values["status"],
            word=STATUS_WORDS[values["status"]],
            stated_on=values["status_on"],
            basis=values["status_basis"],
            closing_words=values["status_words"],
            owner=owners.get(values["owner_id"], ""),
            teams=teams.get(values["pk"], ()),
            suggested_teams=suggested.get(values["pk"], ()),
            functions=functions.get(values["pk"], ()),
            condition=values["condition"],
            due=values["due_on"],
            due_note=values["due_note"] or values["due_basis"],
            forecast=values["forecast_on"],
            days_past=_days_past(values["due_on"], values["status"], as_at),
            added_on=values["stated_on"],
        )
        for values in read
    ]


def _said(day: date) -> dict[int, dict[str, Any]]:
    """What statements said by a day, as fields of items, by item."""
    said: dict[int, dict[str, Any]] = {}
    for statement in ItemStatement.objects.as_at(day):
        said.setdefault(statement.item_id, {}).update(statement.copied)
    return said


def _linked(through: Any, name: str) -> dict[int, tuple[str, ...]]:
    linked: dict[int, tuple[str, ...]] = {}
    for pk, words in through.objects.order_by("pk").values_list("item_id", name):
        linked[pk] = (*linked.get(pk, ()), words)
    return linked


def _place_order(place: Place | None) -> int:
    return place.order if place else 0


def _days_past(due: PartialDate | None, status: str, as_at: date) -> int | None:
    if due is None or status in Item.CLOSED or due.last >= as_at:
        return None
    return (as_at - due.last).days
