"""What the measurement asks of the service from inside: `python -m bench.inside prepare|queries|multiply|register|register-many|readiness`, as JSON."""

import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from bench import FLOOR_COLUMNS, FLOOR_ROWS, FLOOR_TABLE, PAGES

USERNAME = "bench"
TURNS = 7


def prepare() -> dict[str, str]:
    """Make the rows of the floor and somebody who is logged in; answers the cookie of their session."""
    from django.contrib.auth import get_user_model

    columns = ", ".join(FLOOR_COLUMNS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE {FLOOR_TABLE} (id bigserial PRIMARY KEY, {', '.join(f'{one} text' for one in FLOOR_COLUMNS)})"
        )
        words = ", ".join(f"'{one} of row ' || row" for one in FLOOR_COLUMNS)
        cursor.execute(
            f"INSERT INTO {FLOOR_TABLE} ({columns}) SELECT {words} FROM generate_series(1, {FLOOR_ROWS}) AS row"
        )
        cursor.execute("ANALYZE")
    user = get_user_model().objects.create_user(username=USERNAME, name="Measurement", password=None)
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    name = settings.SESSION_COOKIE_NAME
    return {"cookie": f"{name}={client.cookies[name].value}"}


def queries() -> dict[str, int]:
    """How many queries each page takes, the reader's session included, once everything is warm."""
    from django.contrib.auth import get_user_model

    client = Client(headers={"Host": settings.ALLOWED_HOSTS[0], "X-Forwarded-Proto": "https"})
    client.force_login(get_user_model().objects.get(username=USERNAME), backend=settings.AUTHENTICATION_BACKENDS[0])
    counted = {}
    for page in PAGES:
        for _ in range(2):
            with CaptureQueriesContext(connection) as captured:
                answered = client.get(page, secure=True).status_code
        if answered != 200:
            raise SystemExit(f"{page} answered {answered}")
        counted[page] = len(captured)
    return counted


def register() -> dict[str, Any]:
    """Milliseconds and queries of the matrix, of a delegation, and of asking the gates of all, with how many there are."""
    from django.contrib.auth import get_user_model

    from delegations.gates.queries import outstanding
    from lsc_places.kit.dates import today

    client = Client(headers={"Host": settings.ALLOWED_HOSTS[0], "X-Forwarded-Proto": "https"})
    client.force_login(get_user_model().objects.get(username=USERNAME), backend=settings.AUTHENTICATION_BACKENDS[0])
    reads: dict[str, Callable[[], Any]] = {
        "/delegations/": lambda: client.get("/delegations/", secure=True),
        "/delegations/DEL-03/": lambda: client.get("/delegations/DEL-03/", secure=True),
        "the gates of all": lambda: outstanding(as_at=today()),
    }
    told: dict[str, Any] = {"delegations": len(outstanding(as_at=today()).lines)}
    for name, read in reads.items():
        times, counts = [], []
        for _ in range(TURNS):
            begun = time.perf_counter()
            with CaptureQueriesContext(connection) as captured:
                read()
            times.append((time.perf_counter() - begun) * 1000)
            counts.append(len(captured))
        told[name] = {"ms": round(statistics.median(times), 1), "queries": counts[-1]}
    return told


def register_many() -> dict[str, Any]:
    """The same at twelve hundred delegations, which are not kept."""
    from bench.delegations import make

    with transaction.atomic():
        make()
        told = register()
        transaction.set_rollback(True)
    return told


def readiness() -> dict[str, Any]:
    """Answering and reviewing a section of few lines and of many, and a save beside its floor."""
    from bench.readiness import measured

    with override_settings(ROOT_URLCONF="bench.floor_urls"):
        return measured()


def multiply() -> dict[str, int]:
    """Make it ten times the data."""
    from bench.multiply import TIMES
    from bench.multiply import multiply as make

    make()
    return {"times": TIMES}


if __name__ == "__main__":
    django.setup()
    does: dict[str, Callable[[], dict[str, Any]]] = {
        "prepare": prepare,
        "queries": queries,
        "register": register,
        "register-many": register_many,
        "readiness": readiness,
        "multiply": multiply,
    }
    print(json.dumps(does[sys.argv[1]]()))
