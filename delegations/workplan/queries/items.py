"""Items as they stood on a day, and how far they had come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Value

from delegations.workplan.models import Item, ItemQuerySet, ItemStatement, Party
from delegations.workplan.words import STATUS_WORDS
from lsc_places.kit.dates import PartialDate, today
from lsc_places.kit.words import Word
from lsc_places.places.models import Place

Plan, Status = Item.Plan, Item.Status
MOST_TEAMS = 3
NOBODY = ["", ""]


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
    owner_slug: str
    overseen_by: str
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
    def teams_words(self) -> str:
        """The first teams, and how many more there are."""
        more = len(self.teams) - MOST_TEAMS
        return ", ".join(self.teams[:MOST_TEAMS]) + (f" and {more} more" if more > 0 else "")

    @property
    def suggested_words(self) -> str:
        return ", ".join(self.suggested_teams)

    @property
    def functions_words(self) -> str:
        return ", ".join(self.functions)

    def matches(self, words: str) -> bool:
        """Whether each of these words is somewhere in what a reader sees of the item."""
        if not words:
            return True
        place = self.place.name if self.place else ""
        seen = (self.reference, self.title, place, self.owner, self.condition, *self.functions, *self.teams)
        text = " ".join((*seen, *self.suggested_teams)).casefold()
        return all(word in text for word in words.casefold().split())


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


def items(*, as_at: date, plan: str = "", place: str = "", among: ItemQuerySet | None = None) -> tuple[ItemRow, ...]:
    """The items stated by the day, by plan, place and order; ``place`` is a place's slug.

    Four queries however many items there are, and one more for a day that is past.
    """
    found = (Item.objects.all() if among is None else among).as_at(as_at)
    if plan:
        found = found.filter(plan=plan)
    if place:
        found = found.filter(place__slug=place)
    return tuple(_rows(found, as_at))


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


def group_name(rows: Iterable[ItemRow]) -> str:
    """What the papers call the delivery group: the body that oversees its plan; empty before a paper names it."""
    return next((row.overseen_by for row in rows if row.plan == Plan.DELIVERY_GROUP and row.overseen_by), "")


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
    "overseen_by__short_name",
    "overseen_by__name",
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
    said = _said(found, as_at) if is_past else {}
    read = [
        values | _UNSAID | said.get(values["pk"], {}) if is_past else values
        for values in found.order_by("order", "number").values(*_READ)
    ]
    places = {place.pk: place for place in Place.objects.all()}
    owners = {pk: party for pk, *party in Party.objects.order_by().values_list("pk", "words", "slug")}
    teams, suggested, functions = _linked(found)
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
            owner=owners.get(values["owner_id"], NOBODY)[0],
            owner_slug=owners.get(values["owner_id"], NOBODY)[1],
            overseen_by=values["overseen_by__short_name"] or values["overseen_by__name"] or "",
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


def _said(found: ItemQuerySet, day: date) -> dict[int, dict[str, Any]]:
    """What statements said by a day, as fields of items, by item."""
    said: dict[int, dict[str, Any]] = {}
    statements = ItemStatement.objects.filter(item__in=found).as_at(day)
    for statement in statements.defer("sources", "citation", "loaded", "source_key"):
        said.setdefault(statement.item_id, {}).update(statement.copied)
    return said


def _linked(found: ItemQuerySet) -> tuple[dict[int, tuple[str, ...]], ...]:
    """The names of teams, of suggested teams and of functions, each by item; one query for the three."""
    joins: tuple[tuple[Any, str], ...] = (
        (Item.teams.through, "team__name"),
        (Item.suggested_teams.through, "team__name"),
        (Item.functions.through, "function__short_name"),
    )
    first, *others = (
        through.objects.filter(item__in=found)
        .annotate(kind=Value(kind))
        .values_list("kind", "pk", "item_id", name)
        .order_by()
        for kind, (through, name) in enumerate(joins)
    )
    linked: tuple[dict[int, tuple[str, ...]], ...] = ({}, {}, {})
    for kind, _, item, name in sorted(first.union(*others, all=True)):
        linked[kind][item] = (*linked[kind].get(item, ()), name)
    return linked


def _place_order(place: Place | None) -> int:
    return place.order if place else 0


def _days_past(due: PartialDate | None, status: str, as_at: date) -> int | None:
    if due is None or status in Item.CLOSED or due.last >= as_at:
        return None
    return (as_at - due.last).days
