"""The order of a list, saved whole: two people who arrange it at once do not mix their orders."""

from collections.abc import Sequence

from delegations.workplan.actions.writing import changing
from delegations.workplan.models import Item, ItemList
from delegations.workplan.permissions import ARRANGE
from delegations.workplan.refusals import Overtaken
from lsc_places.kit.dates import today
from lsc_places.kit.deadlocks import tried_twice
from lsc_places.kit.permissions import require
from lsc_places.people.models import User
from lsc_places.places.models import Place


@tried_twice
def arrange(numbers: Sequence[int], *, plan: str, place: Place | None, version: int, by: User) -> ItemList:
    """Give the items of a list this order; Overtaken when somebody arranged, added or removed meanwhile."""
    with changing(by=by):
        ItemList.objects.get_or_create(plan=plan, place=place)
        current = ItemList.objects.select_for_update(of=("self",)).select_related("place").get(plan=plan, place=place)
        require(by, ARRANGE, current)
        items = {
            item.number: item
            for item in Item.objects.select_for_update(of=("self",))
            .filter(plan=plan)
            .filter(place=place)
            .as_at(today())
            .order_by("pk")
        }
        if current.version != version or sorted(numbers) != sorted(items):
            raise Overtaken("Somebody else changed this list while you arranged it. This is its order now")
        places = sorted(item.order for item in items.values())
        for number, order in zip(numbers, places, strict=True):
            items[number].order = order
        Item.objects.bulk_update(items.values(), ["order"])
        current.version += 1
        current.save(update_fields=["version"])
    return current
