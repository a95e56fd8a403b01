"""Items read from the database as rows, as they stood on a day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F, Max, OuterRef, Subquery, Value

from delegations.risks.models import Risk
from delegations.workplan.cells import Offered
from delegations.workplan.models import ChangeRequest, Item, ItemQuerySet, ItemStatement
from delegations.workplan.queries.rows import ItemRow
from delegations.workplan.words import STATUS_WORDS
from lsc_places.kit.dates import PartialDate, today
from lsc_places.places.models import Place

Plan, Status = Item.Plan, Item.Status
NOBODY = ["", ""]
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
    "version",
    "workstream__name",
    "workstream__slug",
    "starts_on",
    "original_due_on",
    "actual_on",
    "commentary",
    "commentary_on",
    "next_step",
    "deliverable",
    "accountable_id",
    "responsible_id",
    "confidence",
    "loaded__due_on",
    "decision_body__name",
    "is_milestone",
)
_WORST_FIRST = Risk.objects.filter(items=OuterRef("pk")).order_by(F("score").desc(nulls_last=True))
_UNSAID: dict[str, Any] = {
    "status": Status.PLANNED,
    "status_on": None,
    "status_basis": "",
    "status_words": "",
    "owner_id": None,
    "forecast_on": None,
    "commentary": "",
    "commentary_on": None,
    "next_step": "",
}
_PLANS = {plan: position for position, plan in enumerate(Plan)}


def rows_of(found: ItemQuerySet, *, as_at: date, offered: Offered | None = None) -> list[ItemRow]:
    """These items as they stood on the day, whether they were in the plan then or not."""
    is_past = as_at < today()
    said = _said(found, as_at) if is_past else {}
    then = {"due_then": ChangeRequest.objects.date_of_item(as_at)} if is_past else {}
    read = [
        values | _UNSAID | {"due_on": values["due_then"]} | said.get(values["pk"], {}) if is_past else values
        for values in found.order_by("order", "number").values(
            *_READ, risk_score=Subquery(_WORST_FIRST.values("score")[:1]), **then
        )
    ]
    known = offered or Offered()
    places = {place.pk: place for place in known.place.values()}
    owners: dict[int | None, list[str]] = {
        party.pk: [party.words, party.slug] for party in known.party.values() if party.pk
    }
    teams, suggested, functions = _linked(found)
    orders = {key: place.order for key, place in places.items()}
    read.sort(key=lambda values: (_PLANS[values["plan"]], orders.get(values["place_id"], 0)))
    return [
        _row(
            values,
            as_at=as_at,
            place=places.get(values["place_id"]),
            owners=owners,
            links=tuple(one.get(values["pk"], ()) for one in (teams, suggested, functions)),
        )
        for values in read
    ]


def row_of(item: Item, *, with_teams: bool, with_risks: bool) -> ItemRow:
    """The row of an item that is at hand with whoever it is linked to; a query each for its teams and risks when wanted."""
    values = {name: getattr(item, name) for name in _READ if "__" not in name}
    values |= {"overseen_by__short_name": "", "overseen_by__name": "", "decision_body__name": ""}
    values["loaded__due_on"] = item.loaded.get("due_on")
    values |= {"workstream__name": str(item.workstream or ""), "workstream__slug": getattr(item.workstream, "slug", "")}
    values["risk_score"] = item.risks.aggregate(most=Max("score"))["most"] if with_risks else None
    parties = [one for one in (item.owner, item.accountable, item.responsible) if one]
    of_teams = _linked(Item.objects.filter(pk=item.pk)) if with_teams else ({}, {}, {})
    return _row(
        values,
        as_at=today(),
        place=item.place,
        owners={party.pk: [party.words, party.slug] for party in parties},
        links=tuple(one.get(item.pk, ()) for one in of_teams),
    )


def _row(
    values: Mapping[str, Any],
    *,
    as_at: date,
    place: Place | None,
    owners: Mapping[int | None, list[str]],
    links: tuple[tuple[str, ...], ...],
) -> ItemRow:
    return ItemRow(
        reference=Item.reference_of(values["number"]),
        title=values["title"],
        plan=values["plan"],
        place=place,
        status=values["status"],
        word=STATUS_WORDS[values["status"]],
        stated_on=values["status_on"],
        basis=values["status_basis"],
        closing_words=values["status_words"],
        owner=owners.get(values["owner_id"], NOBODY)[0],
        owner_slug=owners.get(values["owner_id"], NOBODY)[1],
        overseen_by=values["overseen_by__short_name"] or values["overseen_by__name"] or "",
        teams=links[0],
        suggested_teams=links[1],
        functions=links[2],
        condition=values["condition"],
        due=values["due_on"],
        due_note=values["due_note"] or values["due_basis"],
        forecast=values["forecast_on"],
        days_past=_days_past(values["due_on"], values["status"], as_at),
        added_on=values["stated_on"],
        pk=values["pk"],
        version=values["version"],
        workstream=values["workstream__name"] or "",
        workstream_slug=values["workstream__slug"] or "",
        starts=values["starts_on"],
        original=values["original_due_on"],
        actual=values["actual_on"],
        commentary=values["commentary"],
        commentary_on=values["commentary_on"],
        next_step=values["next_step"],
        deliverable=values["deliverable"],
        accountable=owners.get(values["accountable_id"], NOBODY)[0],
        accountable_slug=owners.get(values["accountable_id"], NOBODY)[1],
        responsible=owners.get(values["responsible_id"], NOBODY)[0],
        responsible_slug=owners.get(values["responsible_id"], NOBODY)[1],
        confidence=values["confidence"],
        is_committed=bool(values["loaded__due_on"]),
        decided_by=values["decision_body__name"] or "",
        risk_score=values["risk_score"],
        is_milestone=values["is_milestone"],
    )


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


def _days_past(due: PartialDate | None, status: str, as_at: date) -> int | None:
    if due is None or status in Item.CLOSED or due.last >= as_at:
        return None
    return (as_at - due.last).days
