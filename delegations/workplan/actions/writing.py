"""Items held while they are changed, and the change itself: weighed field by field, then written once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pghistory
from django.db import transaction

from delegations.workplan import cells, reckoning
from delegations.workplan.cells import BY_NAME, Cell, Offered
from delegations.workplan.models import Item, ItemStatement, Party
from delegations.workplan.permissions import EDIT, NOTE
from delegations.workplan.refusals import Baselined, Clash, Conflict, Gone, Unreadable
from lsc_places.kit.dates import PartialDate, today
from lsc_places.kit.merge import Change, merge
from lsc_places.kit.merge import Conflict as Both
from lsc_places.kit.permissions import require
from lsc_places.people.models import User

Aspect, Status = ItemStatement.Aspect, Item.Status
_OF_ASPECT = {
    Aspect.STATUS: "status",
    Aspect.OWNER: "owner",
    Aspect.FORECAST: "forecast_on",
    Aspect.COMMENTARY: "words",
    Aspect.NEXT_STEP: "words",
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What somebody wants of an item: texts by the name of the cell, and what each began from (more than one while an
    earlier save has no answer); ``version`` is the one they saw."""

    number: int
    values: Mapping[str, str]
    bases: Mapping[str, Sequence[str]]
    version: int


@contextmanager
def changing(*, by: User) -> Iterator[None]:
    """One transaction, whose history names this person."""
    with transaction.atomic(), pghistory.context(user=by.pk):
        yield


def locked(numbers: Iterable[int]) -> dict[int, Item]:
    """Items by their number, locked until the transaction ends; always in the same order, so that nobody waits in a ring.

    They are read once they are locked: what a locking statement joins is as it was before it had to wait.
    """
    mine = Item.objects.select_for_update(of=("self",)).filter(number__in=list(numbers)).order_by("pk")
    linked = Item.objects.select_related("place", "workstream", "owner", "accountable", "responsible")
    return {item.number: item for item in linked.filter(pk__in=list(mine.values_list("pk", flat=True)))}


def present(item: Item) -> Item:
    """The item, unless it was removed."""
    if item.removed_at:
        raise Gone(item.reference, title=item.title, who=str(item.removed_by), removed_at=item.removed_at)
    return item


def weighed(item: Item, *, wanted: Wanted, offered: Offered, by: User) -> dict[str, Any]:
    """The values to write: what this person changed and nobody else did, read, allowed and possible.

    Raises PermissionDenied, Unreadable or Conflict; answers nothing when all of it is so already.
    """
    require(by, NOTE, item)
    held = {name: BY_NAME[name].text(BY_NAME[name].held(item)) for name in wanted.values}
    sent = [_change(name, text, wanted, held, offered) for name, text in wanted.values.items()]
    merged = merge(held, sent)
    if merged.conflicts:
        raise _conflict(item, merged.conflicts, offered)
    values, errors = cells.read({name: wanted.values[name] for name in merged.accepted}, offered=offered)
    if errors:
        raise Unreadable(errors)
    if not all(BY_NAME[name].is_note for name in values):
        require(by, EDIT, item)
    if "place" in values:
        require(by, EDIT, _Where(values["place"]))
    keep_baseline(item, values=values)
    if problems := possible(item, values=values):
        raise Unreadable(problems)
    return values


def keep_baseline(item: Item, *, values: Mapping[str, Any]) -> None:
    """Raise Baselined when these values would move a date that a baseline holds."""
    if item.is_baselined and "due_on" in values and values["due_on"] != item.due_on:
        held, wanted = BY_NAME["due_on"].words(item.due_on), BY_NAME["due_on"].text(values["due_on"])
        raise Baselined(item.reference, held=held, wanted=wanted)


def write(changes: Sequence[tuple[Item, Mapping[str, Any]]], *, by: User) -> None:
    """Say what is said of items as statements, change the rest, and give each item its next version; three queries."""
    statements, names = [], {"version"}
    for item, values in changes:
        for name, value in values.items():
            cell = BY_NAME[name]
            if isinstance(value, Party) and value.pk is None:
                value = Party.objects.get_or_create(slug=value.slug, defaults=_party(value))[0]
            if cell.aspect:
                statement = ItemStatement(
                    item=item, aspect=cell.aspect, recorded_by=by, **{_OF_ASPECT[Aspect(cell.aspect)]: value}
                )
                statements.append(statement)
                also = statement.copied
            else:
                also = _also(item, name, value)
            setattr(item, name, value)
            for column, copy in also.items():
                setattr(item, column, copy)
            names |= {name, *(column.removesuffix("_id") for column in also)}
        item.version += 1
    ItemStatement.objects.bulk_create(statements)
    if len(changes) == 1:
        changes[0][0].save(update_fields=names)
    elif changes:
        Item.objects.bulk_update([item for item, _ in changes], sorted(names))


@dataclass(frozen=True)
class _Where:
    """Where an item would be: the right to edit is asked for there too."""

    place: Any


def _change(name: str, text: str, wanted: Wanted, held: Mapping[str, str], offered: Offered) -> Change:
    cell = BY_NAME[name]
    bases = wanted.bases.get(name) or [held[name]]
    return Change(
        field=name,
        value=cell.same(text, offered=offered),
        bases=tuple(cell.same(base, offered=offered) for base in bases),
    )


def _conflict(item: Item, clashes: Sequence[Both], offered: Offered) -> Conflict:
    """Who changed each field last, and what all three say, in words."""
    last = {one.field: one for one in reckoning.moved([item.pk], only=[both.field for both in clashes])}

    def _words(cell: Cell, text: str) -> str:
        try:
            return cell.words(cell.read(text, offered=offered))
        except ValueError:
            return text

    return Conflict(
        item.reference,
        version=item.version,
        clashes=tuple(
            Clash(
                field=both.field,
                label=(cell := BY_NAME[both.field]).label,
                opened=_words(cell, both.base),
                theirs=cell.words(cell.held(item)),
                yours=_words(cell, both.yours),
                theirs_text=both.theirs,
                yours_text=both.yours,
                who=last[both.field].who if both.field in last else "",
                changed_at=last[both.field].changed_at if both.field in last else None,
            )
            for both in clashes
        ),
    )


def possible(item: Item, *, values: Mapping[str, Any]) -> dict[str, str]:
    """What the row as a whole does not allow, in words by the field to put right."""
    starts, due, actual = (values.get(name, getattr(item, name)) for name in ("starts_on", "due_on", "actual_on"))
    problems = {}
    if starts and due and due.last < starts.first and {"starts_on", "due_on"} & set(values):
        name = "due_on" if "due_on" in values else "starts_on"
        problems[name] = f"Due date must be the start date, {starts.words}, or later"
    if "actual_on" in values and actual and actual.first > today():
        problems["actual_on"] = f"Actual date must be today, {PartialDate(today()).words}, or in the past"
    if "place" in values and values["place"] is None and item.plan == Item.Plan.PLACE:
        problems["place"] = "An item of a place's plan names its place. Choose a place"
    return problems


def _also(item: Item, name: str, value: Any) -> dict[str, Any]:
    """What goes with a change of the item's own: the first date ever set, and words that were of the date before."""
    if name != "due_on":
        return {}
    return {"due_note": "", "due_basis": "", **({} if item.original_due_on else {"original_due_on": value})}


def _party(party: Party) -> dict[str, Any]:
    return {"words": party.words, "person_id": party.person_id, "role_id": party.role_id}
