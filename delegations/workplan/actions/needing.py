"""What an item waits for: said, and said no more."""

from django.db import connection

from delegations.workplan.actions.writing import changing, locked, present
from delegations.workplan.chains import ring, ring_words
from delegations.workplan.models import Dependency, Item
from delegations.workplan.permissions import EDIT
from delegations.workplan.refusals import Overtaken, Unknown, Unreadable
from lsc_places.kit.dates import today
from lsc_places.kit.deadlocks import tried_twice
from lsc_places.kit.permissions import require
from lsc_places.people.models import User

_CHAINS = 0x4E454544  # the lock of the database under which chains grow


@tried_twice
def need(
    number: int, *, needs: int, is_critical: bool, is_agreed: bool, note: str, version: int, by: User
) -> Dependency:
    """Say that an item cannot be done before another is, or say it otherwise than before.

    Raises Unreadable when the other item would then wait for this one, with the way round; Overtaken when somebody
    changed the item since.
    """
    with changing(by=by):
        hold_chains()
        both = locked((number, needs))
        item = _to_change(both, number, version=version, by=by)
        if needs not in both or needs == number:
            raise Unreadable({"needs": "Choose another item from the list"})
        if way := _way_round(item, present(both[needs])):
            raise Unreadable({"needs": f"That makes a circle: {way}. End one of these first"})
        dependency, _ = Dependency.objects.update_or_create(
            item=item,
            needs=both[needs],
            ended_on=None,
            defaults={"is_critical": is_critical, "is_agreed": is_agreed, "note": note},
        )
        _next_version(item)
    return dependency


def hold_chains() -> None:
    """Let chains grow here alone until the transaction ends; whoever adds to one meanwhile waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAINS])


@tried_twice
def need_no_more(number: int, *, needs: int, version: int, by: User) -> Item:
    """Say that an item no longer waits for another; Unknown when it does not, Overtaken when somebody changed it since."""
    with changing(by=by):
        item = _to_change(locked((number,)), number, version=version, by=by)
        waits = Dependency.objects.select_for_update(of=("self",)).filter(item=item, needs__number=needs, ended_on=None)
        for one in waits:
            one.ended_on = today()
            one.save(update_fields=["ended_on"])
            break
        else:
            raise Unknown(f"{item.reference} does not need {Item.reference_of(needs)}")
        _next_version(item)
    return item


def _to_change(items: dict[int, Item], number: int, *, version: int, by: User) -> Item:
    if number not in items:
        raise Unknown(f"There is no item {Item.reference_of(number)}")
    item = present(items[number])
    require(by, EDIT, item)
    if item.version != version:
        raise Overtaken(f"Somebody changed {item.reference} after you opened it. Look at it before you go on")
    return item


def _way_round(item: Item, other: Item) -> str:
    """The ring that would close if the item needed the other, in words; empty when none would."""
    links = list(Dependency.objects.as_at(today()).values_list("item__number", "needs__number"))
    needs: dict[int, list[int]] = {}
    for waits, awaited in (*links, (item.number, other.number)):
        needs.setdefault(waits, []).append(awaited)
    way = ring(needs)
    if item.number in way:
        at = way.index(item.number)
        way = (*way[at:-1], *way[:at], item.number)
    return ring_words(map(Item.reference_of, way)) if way else ""


def _next_version(item: Item) -> None:
    item.version += 1
    item.save(update_fields=["version"])
