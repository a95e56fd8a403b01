"""Taking an item out of the plan, and putting it back; nothing is ever deleted."""

from collections.abc import Mapping, Sequence

from django.utils import timezone

from delegations.workplan.actions.saving import Saved, item_numbered
from delegations.workplan.actions.writing import Wanted, changing, present, weighed, write
from delegations.workplan.cells import Offered
from delegations.workplan.models import Item
from delegations.workplan.permissions import EDIT
from delegations.workplan.refusals import Overtaken
from lsc_places.kit.deadlocks import tried_twice
from lsc_places.kit.permissions import require
from lsc_places.people.models import User


@tried_twice
def remove(number: int, *, version: int, by: User) -> Item:
    """Take an item out of the plan as it was seen; raises Overtaken when somebody changed it since, Gone when it is out."""
    with changing(by=by):
        item = present(item_numbered(number))
        require(by, EDIT, item)
        if item.version != version:
            raise Overtaken(f"Somebody changed {item.reference} after you opened it. Look at it before you remove it")
        item.removed_at, item.removed_by = timezone.now(), by
        item.version += 1
        item.save(update_fields=["removed_at", "removed_by", "version"])
    return item


@tried_twice
def restore(
    number: int, *, values: Mapping[str, str], bases: Mapping[str, Sequence[str]], version: int, by: User
) -> Saved:
    """Put an item back, with what this person had typed while it was out; what is not out is only saved."""
    with changing(by=by):
        item = item_numbered(number)
        require(by, EDIT, item)
        if item.removed_at:
            item.removed_at, item.removed_by = None, None
            item.save(update_fields=["removed_at", "removed_by"])
        wanted = Wanted(number=number, values=values, bases=bases, version=version)
        found = weighed(item, wanted=wanted, offered=Offered(), by=by)
        write([(item, found)], by=by)
    return Saved(item, tuple(found), ())
