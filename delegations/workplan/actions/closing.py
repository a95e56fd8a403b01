"""Closing an item as delivered, superseded or not delivered; and what it is linked to."""

from collections.abc import Iterable, Mapping

from django.db import models

from delegations.workplan.actions.saving import item_numbered
from delegations.workplan.actions.writing import changing, possible, present
from delegations.workplan.models import Item, ItemStatement
from delegations.workplan.permissions import EDIT
from delegations.workplan.refusals import Overtaken, Unreadable
from lsc_places.kit.dates import PartialDate
from lsc_places.kit.deadlocks import tried_twice
from lsc_places.kit.permissions import require
from lsc_places.people.models import User
from lsc_places.sources.models import Document

Status = Item.Status


@tried_twice
def close(
    number: int,
    *,
    version: int,
    status: str,
    actual_on: PartialDate | None,
    replaced_by: Document | None,
    words: str,
    by: User,
) -> Item:
    """Close an item: delivered with its day, superseded with the paper that replaced it, or not delivered with the reason.

    Raises Overtaken when somebody changed it since, Unreadable for what is missing.
    """
    with changing(by=by):
        item = present(item_numbered(number))
        require(by, EDIT, item)
        if item.version != version:
            raise Overtaken(f"Somebody changed {item.reference} after you opened it. Look at it before you close it")
        if errors := _missing(item, status, actual_on, replaced_by, words):
            raise Unreadable(errors)
        statement = ItemStatement.objects.create(
            item=item,
            aspect=ItemStatement.Aspect.STATUS,
            status=status,
            words=words,
            replaced_by=replaced_by if status == Status.SUPERSEDED else None,
            recorded_by=by,
        )
        for column, value in statement.copied.items():
            setattr(item, column, value)
        item.actual_on = actual_on if status == Status.COMPLETED else item.actual_on
        item.version += 1
        item.save(update_fields=[*statement.copied, "actual_on", "version"])
    return item


@tried_twice
def link(number: int, *, version: int, linked: Mapping[str, Iterable[models.Model]], by: User) -> Item:
    """Say which teams do it and what it is linked to, by the name of the link; Overtaken when somebody changed it since."""
    with changing(by=by):
        item = present(item_numbered(number))
        require(by, EDIT, item)
        if item.version != version:
            raise Overtaken(f"Somebody changed {item.reference} after you opened it. Look at it before you link it")
        for name, things in linked.items():
            getattr(item, name).set(things)
        item.version += 1
        item.save(update_fields=["version"])
    return item


def _missing(
    item: Item, status: str, actual_on: PartialDate | None, replaced_by: Document | None, words: str
) -> dict[str, str]:
    if status == Status.COMPLETED:
        return possible(item, values={"actual_on": actual_on}) if actual_on else {"actual_on": "Enter the actual date"}
    if status == Status.SUPERSEDED and not replaced_by:
        return {"replaced_by": "Choose the paper that replaced it"}
    if status == Status.NOT_DELIVERED and not words:
        return {"words": "Enter why it was not delivered"}
    return {}
