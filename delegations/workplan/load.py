"""The workplan from the data files: its items, who has them in hand, and what the papers said of them."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.text import slugify

from delegations.register.models import Function
from delegations.workplan.models import Item, ItemStatement, Party, Workstream
from lsc_places.boards.models import Body
from lsc_places.kit.dates import PartialDate, today
from lsc_places.kit.loading import Load, Row
from lsc_places.kit.records import FieldProblem, MissingRow, Record
from lsc_places.people.models import Person, Role, Team
from lsc_places.places.models import Place
from lsc_places.sources.load import sourced
from lsc_places.sources.models import Document

Aspect = ItemStatement.Aspect


def workstreams(record: Record) -> Iterator[Row]:
    known = record.shelf.of(Workstream)
    following = 1 + max((one.order for one in known.values()), default=0)
    order = known[record.key].order if record.key in known else following
    yield Row(Workstream, record.key, sourced(record, slug=record.key, name=record.text("name"), order=order))


def items(record: Record) -> Iterator[Row]:
    """An item, whoever owns it, and a statement for each thing the papers said of it.

    What statements say is copied onto an item when it is made, and again whenever a file brings a new statement.
    """
    number, due = _number(record), record.partial_date("due")
    known = record.shelf.of(Item).get(record.key)
    if party := _party(record):
        yield party
    said = _said(record)
    yield Row(
        Item,
        record.key,
        sourced(
            record,
            number=number,
            order=known.order if known else number,
            title=record.text("title"),
            plan=record.choice("plan", Item.Plan),
            place=record.link("place", Place),
            functions=record.links("functions", Function),
            condition=record.words("condition"),
            note="" if _note_is_of_the_closure(record) else record.words("note"),
            owner_note=record.words("owner_note"),
            teams=record.links("teams", Team),
            suggested_teams=record.links("teams_suggested", Team),
            overseen_by=record.link("overseen_by", Body),
            decision_body=record.link("decision_body", Body),
            original_due_on=due,
            **({} if known and known.is_baselined else _due(record, due)),
            **({} if known else _copies(said)),
        ),
    )
    for statement in said:
        yield _row(record, statement)
    if known:
        Item.objects.filter(pk=known.pk).restate(today())


def _due(record: Record, due: PartialDate | None) -> dict[str, Any]:
    """The date and its words; a paper does not move a date that a baseline holds."""
    return {"due_on": due, "due_note": record.words("due_note"), "due_basis": record.words("due_basis")}


def _number(record: Record) -> int:
    """The number in the item's reference: that of its first load, else the next one."""
    known = record.shelf.of(Item)
    if record.key in known:
        return known[record.key].number
    return 1 + (Item.objects.aggregate(last=Max("number"))["last"] or 0)


def _party(record: Record) -> Row | None:
    """Whoever owns the item: the key of a role, a person or a body, else the words of the paper."""
    owner = record.words("owner")
    if not owner:
        return None
    person, role, body = (record.shelf.of(model).get(owner) for model in (Person, Role, Body))
    if not (person or role or body) and re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", owner):
        raise MissingRow("owner", f"There is no role, person or body called {owner!r}", owner)
    words = str(person or role or body or owner)
    return Row(
        Party, _party_key(owner), {"slug": slugify(owner), "words": words, "person": person, "role": role, "body": body}
    )


def _party_key(owner: str) -> str:
    return f"party:{slugify(owner)}"


def _said(record: Record) -> list[dict[str, object]]:
    """What the papers said of the item, oldest first, as the values of statements without item and source."""
    since, owner = record.day("as_at"), record.words("owner")
    said: list[dict[str, object]] = [
        {
            "aspect": Aspect.STATUS,
            "effective_on": since,
            "status": record.choice("status", Item.Status),
            "basis": record.words("status_basis"),
        }
    ]
    for position, later in enumerate(record.raw("later") or [], start=1):
        if not isinstance(later, dict):
            raise FieldProblem("later", f"Number {position} must have a status and a day with effect")
        one = Record(record.list_name, {"key": record.key, **later}, record.shelf)
        status = one.choice("status", Item.Status)
        said.append(
            {
                "aspect": Aspect.STATUS,
                "effective_on": one.day("effective_on"),
                "status": status,
                "words": record.words("note") if status == Item.Status.SUPERSEDED else "",
                "basis": one.words("basis"),
            }
        )
    if owner:
        party = record.shelf.of(Party).get(_party_key(owner))
        said.append({"aspect": Aspect.OWNER, "effective_on": since, "owner": party})
    elif _statement_key(record, {"aspect": Aspect.OWNER, "effective_on": since}) in record.shelf.of(ItemStatement):
        said.append({"aspect": Aspect.OWNER, "effective_on": since, "owner": None})
    return said


def _note_is_of_the_closure(record: Record) -> bool:
    """A note on an item that a later paper superseded says by what, so it holds from that day only."""
    return any(one.get("status") == Item.Status.SUPERSEDED for one in record.raw("later") or [])


def _copies(said: list[dict[str, object]]) -> dict[str, object]:
    """What the statements say today, as fields of the item."""
    statements = [ItemStatement(**values) for values in said if values["effective_on"] <= today()]  # type: ignore[operator]
    copied: dict[str, object] = {}
    for statement in sorted(statements, key=lambda one: one.effective_on):
        copied |= statement.copied
    return copied


def _statement_key(record: Record, values: dict[str, object]) -> str:
    return f"{record.key}:{values['aspect']}:{values['effective_on']}"


def _row(record: Record, values: dict[str, object]) -> Row:
    """The statement; it is never changed, so one that a file says otherwise now is added after the earlier one."""
    day = values["effective_on"]
    assert isinstance(day, date)
    item = record.find("key", Item, record.key)
    full = sourced(_as_published_on(day, record), item=item, **({"words": "", "basis": ""} | values))
    key = _statement_key(record, values)
    known = record.shelf.of(ItemStatement)
    editions = [one for one in known if one == key or one.startswith(f"{key}:")]
    if editions:
        same = all(getattr(known[editions[-1]], name) == value for name, value in full.items())
        key = editions[-1] if same else f"{key}:{len(editions) + 1}"
    return Row(ItemStatement, key, full)


def _as_published_on(day: date, record: Record) -> Record:
    """The record with only what was published on that day as its source, if anything was."""
    documents = record.shelf.of(Document).values()
    names = {name for one in documents if one.published.first == day for name in (one.slug, *one.aliases)}
    cited = [reference for reference in record.phrases("source") if reference.partition(" ")[0] in names]
    published = [one.slug for one in documents if one.published.first == day]
    source = cited or published or record.raw("source")
    return Record(record.list_name, {**record.values, "source": source}, record.shelf)


LOADS = [
    Load("workplan.workstream_axes", workstreams, needs=("documents.documents",)),
    Load(
        "workplan.items",
        items,
        needs=("phases_delegations.delegated_functions", "people_roles.teams", "people_roles.people", "boards.bodies"),
    ),
]
