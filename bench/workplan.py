"""The workplan beside the least a save, a page of 500 rows and a workbook can be: `python -m bench.workplan`, as JSON.

The floor is one conditional update with a row of history and the row drawn again, in one transaction, by a view that
knows who is logged in; each of ours is the whole request, as a browser sends it.
"""

import json
import logging
import statistics
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import django
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

WARM, ROUNDS = 5, 40
TOGETHER = 100
ROWS, FEW = 500, 50
FIRST_ADDED = 20_000
logging.disable(logging.ERROR)  # a conflict that is asked for is no news


def measured() -> dict[str, Any]:
    """Milliseconds as medians of one run, the floor and ours in turn, and how many statements each of ours takes."""
    from django.contrib.auth import get_user_model

    from bench import sheet
    from delegations.workplan.models import Item

    by = _manager(get_user_model())
    client = _client(by)
    _rows(Item)
    saver, other = _Cell(client, 10), _Cell(client, 11)
    together = _Together(client)
    acts: dict[str, Callable[[], Any]] = {
        "floor": Floor(client).save,
        "save": saver.save,
        "conflict": other.conflict,
        "together_100": together.save,
    }
    times: dict[str, list[float]] = {name: [] for name in acts}
    for turn in range(WARM + ROUNDS):
        for name, act in acts.items():
            if name == "together_100" and turn % 8:
                continue
            begun = time.perf_counter()
            act()
            if turn >= WARM:
                times[name].append((time.perf_counter() - begun) * 1000)
    middle = {name: round(statistics.median(taken), 2) for name, taken in times.items()}
    return {
        "ms": middle,
        "statements": {name: _counted(act) for name, act in acts.items()},
        "save_beside_floor": round(middle["save"] / middle["floor"], 2),
        "conflict_beside_save": round(middle["conflict"] / middle["save"], 2),
        "together_beside_save": round(middle["together_100"] / middle["save"], 2),
        "page_500": _pages(client),
        "sheet_500": sheet.measured(client),
        "session": client.cookies[settings.SESSION_COOKIE_NAME].value,
    }


class Floor:
    """The least, through the same middleware: one conditional update with its history by trigger, and the row drawn again."""

    def __init__(self, client: Client) -> None:
        from delegations.workplan.models import Item

        self.client, self.turn = client, 0
        self.version = Item.objects.get(number=12).version

    def save(self) -> None:
        self.turn += 1
        sent = {"value": f"Step {self.turn}", "version": self.version + self.turn - 1}
        answer = self.client.post("/floor/", sent, secure=True)
        assert answer.status_code == 200, answer.content


class _Cell:
    """A person who saves one cell again and again, or what somebody else changed before."""

    def __init__(self, client: Client, number: int) -> None:
        from delegations.workplan.models import Item

        self.client, self.number = client, number
        item = Item.objects.get(number=number)
        self.held, self.version, self.turn = item.next_step, item.version, 0

    def save(self) -> None:
        self.turn += 1
        text = f"Step {self.turn}"
        self._send(text, self.held, 200)
        self.held, self.version = text, self.version + 1

    def conflict(self) -> None:
        if not self.turn:
            self.save()
        self._send("Mine", "What was there before", 409)

    def _send(self, text: str, base: str, status: int) -> None:
        sent = {"value": text, "base": base, "version": self.version}
        answer = self.client.post(f"/workplan/WP-{self.number:04}/next_step/", sent, secure=True)
        assert answer.status_code == status, answer.content


class _Together:
    """A hundred rows changed in one go."""

    def __init__(self, client: Client) -> None:
        self.client, self.turn = client, 0

    def save(self) -> None:
        from delegations.workplan.models import Item

        self.turn += 1
        rows = Item.objects.filter(number__gte=FIRST_ADDED).order_by("number")[:TOGETHER]
        sent: dict[str, Any] = {"row": [], "field": "next_step", "value": f"Together {self.turn}", "save": "1"}
        for row in rows:
            sent["row"].append(row.reference)
            sent |= {f"version-{row.reference}": row.version, f"base-{row.reference}": row.next_step}
        sent["form_key"] = str(uuid4())
        assert self.client.post("/workplan/together/", sent, secure=True).status_code == 303


def _manager(users: Any) -> Any:
    from lsc_places.people.models import Grant

    user = users.objects.create_user(username=f"saver-{uuid4().hex[:8]}", name="Saver", password=None)
    Grant.objects.create(user=user, right="programme_manager", scope="icb", holds=("2020-01-01", None))
    return user


def _client(user: Any) -> Client:
    client = Client(headers={"Host": settings.ALLOWED_HOSTS[0], "X-Forwarded-Proto": "https"})
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def _rows(items: Any) -> None:
    """As many rows as a page has at most, and a hundred to change together, like those there are."""
    like = list(items.objects.order_by("number"))
    made = []
    for position in range(max(TOGETHER, ROWS - len(like))):
        one = like[position % len(like)]
        made.append(
            items(
                number=FIRST_ADDED + position, order=FIRST_ADDED + position, title=one.title, plan=one.plan,
                place=one.place, owner=one.owner, status=one.status, status_on=one.status_on, stated_on=one.stated_on,
                due_on=one.due_on, commentary="How it goes, in a sentence of usual length.",
            )
        )  # fmt: skip
    items.objects.bulk_create(made)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _pages(client: Client) -> dict[str, Any]:
    """The page of 500 rows beside the bare view of 500 rows of the ORM, in turn, both through the same middleware."""
    shown: dict[str, int] = {}

    def ask(address: str) -> None:
        answer = client.get(address, secure=True)
        assert answer.status_code == 200, answer.content
        shown[address] = answer.content.count(b'id="WP-')

    times: dict[str, list[float]] = {"/floor/rows/": [], "/workplan/": []}
    for turn in range(WARM + ROUNDS // 2):
        for address, taken in times.items():
            begun = time.perf_counter()
            ask(address)
            if turn >= WARM:
                taken.append((time.perf_counter() - begun) * 1000)
    floor, page = (round(statistics.median(taken), 1) for taken in times.values())
    return {
        "rows": shown["/workplan/"],
        "ms": page,
        "floor_ms": floor,
        "ratio": round(page / floor, 2),
        "queries": _counted(lambda: ask("/workplan/")),
        f"queries_at_{FEW}": _counted(lambda: ask(f"/workplan/?rows={FEW}")),
    }


def _counted(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


if __name__ == "__main__":
    django.setup()
    with override_settings(ROOT_URLCONF="bench.floor_urls"):
        print(json.dumps(measured()))
