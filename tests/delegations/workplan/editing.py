"""What tests of two people at one item share: what each sends, and both at once."""

from threading import Barrier, Thread

from django.db import connection
from django.test import Client

from delegations.workplan.models import Item
from lsc_places.people.models import User


def cell(by: User, item: Item, field: str, value: str, *, base: str, version: int | None = None):
    """The answer to a save of one cell, as the grid sends it."""
    client = Client()
    client.force_login(by)
    sent = {"value": value, "base": base, "version": version or item.version}
    return client.post(f"/workplan/{item.reference}/{field}/", sent)


def at_once(*acts) -> list[object]:
    """What each act answered or raised; all start together, each with a connection of its own."""
    start, came = Barrier(len(acts)), [None] * len(acts)

    def run(position, act):
        try:
            start.wait(timeout=60)
            came[position] = act()
        except Exception as raised:
            came[position] = raised
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    return came


def events(item: Item) -> int:
    """How often the item was written, by the history that triggers keep."""
    return Item.pgh_event_model.objects.filter(pgh_obj_id=item.pk).count()
