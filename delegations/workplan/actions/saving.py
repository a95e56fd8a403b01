"""Saving what one person changed of one item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from delegations.workplan import reckoning
from delegations.workplan.actions.writing import Wanted, changing, locked, present, weighed, write
from delegations.workplan.cells import BY_NAME, Offered
from delegations.workplan.models import Item, ItemStatement
from delegations.workplan.permissions import NOTE
from delegations.workplan.reckoning import Moved
from delegations.workplan.refusals import Unknown, Unreadable
from lsc_places.kit.deadlocks import tried_twice
from lsc_places.kit.permissions import require
from lsc_places.people.models import User


@dataclass(frozen=True)
class Saved:
    """The item as it is now, the names of the cells that changed, and what others changed since it was opened."""

    item: Item
    changed: tuple[str, ...]
    others: tuple[Moved, ...]

    @property
    def labels(self) -> list[str]:
        return [BY_NAME[name].label for name in self.changed]

    @property
    def told(self) -> list[tuple[str, str, datetime]]:
        """Who else changed which field when."""
        return [(one.who, one.label, one.changed_at) for one in self.others]


@tried_twice
def change(
    number: int, *, values: Mapping[str, str], bases: Mapping[str, Sequence[str]], version: int, by: User
) -> Saved:
    """Write what this person changed, field by field, beside what others changed of other fields.

    Raises PermissionDenied, Unreadable (422), Conflict when somebody changed the same field (409), or Gone (410).
    """
    wanted = Wanted(number=number, values=values, bases=bases, version=version)
    with changing(by=by):
        item = present(item_numbered(number))
        found = weighed(item, wanted=wanted, offered=Offered(), by=by)
        seen_by_others = _others(item, wanted, by=by) if version < item.version else ()
        if found:
            write([(item, found)], by=by)
    return Saved(item, tuple(found), seen_by_others)


@tried_twice
def add_note(number: int, *, words: str, form_key: UUID, by: User) -> Saved:
    """Say how an item goes, whatever others said meanwhile; the same form sent twice says it once."""
    with changing(by=by):
        item = present(item_numbered(number))
        require(by, NOTE, item)
        if ItemStatement.objects.filter(form_key=form_key).exists():
            return Saved(item, (), ())
        value = _words(words)
        statement = ItemStatement.objects.create(
            item=item, aspect=ItemStatement.Aspect.COMMENTARY, words=value, recorded_by=by, form_key=form_key
        )
        for column, copy in statement.copied.items():
            setattr(item, column, copy)
        item.version += 1
        item.save(update_fields=["commentary", "commentary_on", "version"])
    return Saved(item, ("commentary",), ())


def item_numbered(number: int) -> Item:
    """The item, locked until the transaction ends."""
    found = locked([number])
    if number not in found:
        raise Unknown(f"There is no item {Item.reference_of(number)}")
    return found[number]


def _others(item: Item, wanted: Wanted, *, by: User) -> tuple[Moved, ...]:
    since = reckoning.moved([item.pk], version=wanted.version)
    return tuple(one for one in since if one.version > wanted.version and one.who_id != by.pk)


def _words(given: str) -> str:
    try:
        value = BY_NAME["commentary"].read(given, offered=Offered())
    except ValueError as unreadable:
        raise Unreadable({"words": str(unreadable)}) from unreadable
    if not value:
        raise Unreadable({"words": "Enter how it goes"})
    return str(value)
