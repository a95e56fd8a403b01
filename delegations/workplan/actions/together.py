"""Changing many rows in one go: checked first, saved as one, and undone once within a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from delegations.workplan import cells
from delegations.workplan.actions.adding import added, hold_numbers
from delegations.workplan.actions.writing import Wanted, changing, keep_baseline, locked, present, weighed, write
from delegations.workplan.cells import BY_NAME, ChoiceCell, Offered
from delegations.workplan.models import ChangeSet, Item
from delegations.workplan.permissions import EDIT
from delegations.workplan.refusals import Baselined, Conflict, Refused, Unreadable
from lsc_places.kit.deadlocks import tried_twice
from lsc_places.kit.permissions import require
from lsc_places.people.models import User

NEW = 0  # the number of a row that is to be added


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What would come of one row: each change as label, was and now in words, or why it cannot be saved.

    ``row`` counts the rows given from 1; ``errors`` are by the name of the cell.
    """

    row: int
    reference: str
    title: str
    changes: tuple[tuple[str, str, str], ...] = ()
    problem: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)
    is_baselined: bool = False

    @property
    def is_good(self) -> bool:
        return not self.problem


@dataclass(frozen=True)
class Together:
    """What came of a change of many rows; there is no change set when nothing was saved."""

    lines: tuple[Checked, ...]
    change_set: ChangeSet | None = None

    @property
    def problems(self) -> tuple[Checked, ...]:
        return tuple(line for line in self.lines if line.problem)

    @property
    def changing(self) -> int:
        return sum(1 for line in self.lines if line.changes and not line.problem)


@tried_twice
def check_together(wanted: Sequence[Wanted], *, by: User) -> Together:
    """What would come of these changes, without making any."""
    with changing(by=by):
        return Together(tuple(line for line, _, _ in _weighed(wanted, by=by)))


@tried_twice
def change_together(wanted: Sequence[Wanted], *, words: str, whole: bool, form_key: UUID, by: User) -> Together:
    """Save these changes as one set, with the rights of a single save; the same form sent twice is saved once.

    Rows that cannot be saved are told; with ``whole`` nothing is saved when there is any.
    """
    with changing(by=by):
        hold_numbers()  # before any row, so that the same form sent twice at once is one after the other
        found = _weighed(wanted, by=by)
        lines = tuple(line for line, _, _ in found)
        if known := ChangeSet.objects.filter(form_key=form_key).first():
            return Together(lines, known)
        good = [(item, values) for line, item, values in found if item and values and line.is_good]
        new = [one for one, (line, _, _) in zip(wanted, found, strict=True) if one.number == NEW and line.is_good]
        if not (good or new) or (whole and any(line.problem for line in lines)):
            return Together(lines)
        was = [_texts(item, values) for item, values in good]
        write(good, by=by)
        rows = [_kept(item, before) for (item, _), before in zip(good, was, strict=True)]
        rows += [_add(one, by=by) for one in new]
        change_set = ChangeSet.objects.create(words=words[:200], made_by=by, form_key=form_key, rows=rows)
    return Together(lines, change_set)


@tried_twice
def undo(change_set: ChangeSet, *, by: User) -> ChangeSet:
    """Put back what a change set changed, once, within a day, and only while no row has changed since.

    Raises Refused otherwise; one that was undone already is left as it is.
    """
    with changing(by=by):
        current = ChangeSet.objects.select_for_update().get(pk=change_set.pk)
        if current.undone_at:
            return current
        if timezone.now() > current.ends_at:
            raise Refused("It was made more than a day ago. Change the rows again instead")
        items = locked(_number(row) for row in current.rows)
        moved = [row["reference"] for row in current.rows if items[_number(row)].version != row["version"]]
        if moved:
            raise Refused(f"Nothing was undone, because these have changed since: {', '.join(moved)}")
        offered, back = Offered(), []
        for row in current.rows:
            item = items[_number(row)]
            require(by, EDIT, item)
            if row["was"] is None:
                item.removed_at, item.removed_by = timezone.now(), by
                item.save(update_fields=["removed_at", "removed_by"])
            values = _back(row, offered)
            keep_baseline(item, values=values)
            back.append((item, values))
        write(back, by=by)
        current.undone_at, current.undone_by = timezone.now(), by
        current.save(update_fields=["undone_at", "undone_by"])
    return current


def _weighed(wanted: Sequence[Wanted], *, by: User) -> list[tuple[Checked, Item | None, dict[str, Any]]]:
    """Every row locked in one order and weighed as a single save would."""
    items, offered = locked(one.number for one in wanted if one.number), Offered()
    found = []
    for row, one in enumerate(wanted, start=1):
        item = items.get(one.number)
        reference = Item.reference_of(one.number) if one.number else "New item"
        title = item.title if item else one.values.get("title", "")
        try:
            values = _values(item, one, offered, by)
            changes = tuple(
                (cell.label, cell.words(cell.held(item)) if item else "", cell.words(value))
                for name, value in values.items()
                for cell in (BY_NAME[name],)
            )
            line = Checked(row=row, reference=reference, title=title, changes=changes)
        except PermissionDenied:
            values, line = {}, Checked(row=row, reference=reference, title=title, problem="You may not change it")
        except Unreadable as unreadable:
            values = {}
            line = Checked(
                row=row,
                reference=reference,
                title=title,
                problem=str(unreadable),
                errors=unreadable.errors,
                is_baselined=isinstance(unreadable, Baselined),
            )
        except Conflict as conflict:
            said = [f"{one.who or 'A data file'} changed {one.label} to {one.theirs}" for one in conflict.clashes]
            values, line = {}, Checked(row=row, reference=reference, title=title, problem="; ".join(said))
        except Refused as refused:
            values, line = {}, Checked(row=row, reference=reference, title=title, problem=str(refused))
        found.append((line, item, values))
    return found


def _values(item: Item | None, one: Wanted, offered: Offered, by: User) -> dict[str, Any]:
    if item:
        return weighed(present(item), wanted=one, offered=offered, by=by)
    if one.number:
        raise Refused(f"There is no item {Item.reference_of(one.number)}")
    values, errors = cells.read({"title": "", **one.values}, offered=offered)
    if errors:
        raise Unreadable(errors)
    return {name: value for name, value in values.items() if value}


def _texts(item: Item, values: Mapping[str, Any]) -> dict[str, str]:
    return {name: BY_NAME[name].text(BY_NAME[name].held(item)) for name in values}


def _kept(item: Item, was: Mapping[str, str]) -> dict[str, Any]:
    return {"reference": item.reference, "version": item.version, "was": dict(was), "now": _texts(item, was)}


def _add(one: Wanted, *, by: User) -> dict[str, Any]:
    plan = Item.Plan.PLACE if one.values.get("place") else Item.Plan.PROGRAMME
    item = added(one.values, plan=plan, form_key=None, by=by, offered=Offered())
    return {"reference": item.reference, "version": item.version, "was": None, "now": dict(one.values)}


def _number(row: Mapping[str, Any]) -> int:
    return int(row["reference"].removeprefix("WP-"))


def _back(row: Mapping[str, Any], offered: Offered) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, text in (row["was"] or {}).items():
        cell = BY_NAME[name]
        values[name] = text if isinstance(cell, ChoiceCell) else cell.read(text, offered=offered)
    return values
