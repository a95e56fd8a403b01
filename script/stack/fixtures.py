"""Fixtures for tests that need the real programs of the service, or a browser."""

from __future__ import annotations

import http.client
import os
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from script.stack.installation import CHROMIUM, venv_folder
from script.stack.parts import WEB, WORKER, Part
from script.stack.postgres import APP_ROLE, DATABASE, role_url
from script.stack.processes import Child, wait_until
from script.stack.state import ROOT
from script.stack.throwaway import VARIABLE, postgres_below

_QUIET_BROWSER = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

type_of_start = Callable[..., Child]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, which keeps to itself."""
    return browser_type_launch_args | {"executable_path": str(CHROMIUM), "args": list(_QUIET_BROWSER)}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Copy the test database from the one that was migrated already, where there is one."""
    from django.db import connection

    connection.settings_dict["TEST"]["TEMPLATE"] = DATABASE


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Leave the test database to go with its server: it cannot be dropped while a last connection is closing."""
    return True


@pytest.fixture(scope="session")
def app_role_database_url(django_db_setup: None) -> str:
    """The address of this worker's test database for the application role, which may change rows but no tables."""
    from django.db import connection

    sockets = postgres_below(Path(os.environ[VARIABLE])).sockets
    return role_url(APP_ROLE, sockets=sockets, database=str(connection.settings_dict["NAME"]))


@pytest.fixture(scope="session")
def start_part(app_role_database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[type_of_start]:
    """Start a real part of the service against this worker's test database: `start_part(WORKER)`; all end with the session.

    Answers the process, whose `log` tells what it did and whose `stop()` ends it; give it the environment to change.
    """
    logs = tmp_path_factory.mktemp("parts")
    started: list[Child] = []

    def start(part: Part, *, bind: str = "", environment: dict[str, str] | None = None) -> Child:
        words = part.command(bind=bind, schedule=str(logs / f"schedule-{len(started)}"))
        child = Child(
            part.name,
            [str(venv_folder() / "bin" / words[0]), *words[1:]],
            log=logs / f"{part.name}-{len(started)}.log",
            environment={**part.environment, "DATABASE_URL": app_role_database_url, **(environment or {})},
            folder=ROOT,
            patience=part.patience,
        )
        started.append(child)
        return child.start()

    yield start
    for child in started:
        child.ask_to_stop()
    for child in started:
        child.stop()


@pytest.fixture(scope="session")
def _celery_worker(start_part: type_of_start) -> Child:
    return start_celery_worker(start_part)


def start_celery_worker(start_part: type_of_start) -> Child:
    """Start a worker of its own, for a test that ends it by force, and wait until it takes tasks."""
    child = start_part(WORKER)
    wait_until(lambda: " ready." in child.log.read_text(), child=child, seconds=60)
    return child


@pytest.fixture
def celery_worker_process(transactional_db: None, _celery_worker: Child) -> Iterator[Child]:
    """A real Celery worker with the application role on this test's database; afterwards it is idle and the queue empty.

    What the test queues must be committed, which `transactional_db` sees to. Between such tests the worker takes
    nothing, or it would take the jobs of tests that look at one themselves.
    """
    from lsc_places.celery import app

    queue = app.conf.task_default_queue
    app.control.add_consumer(queue, reply=True, timeout=5, limit=1)
    yield _celery_worker
    app.control.cancel_consumer(queue, reply=True, timeout=5, limit=1)
    app.control.purge()
    deadline = time.monotonic() + 30
    while any((app.control.inspect(timeout=1, limit=1).active() or {}).values()):
        if time.monotonic() > deadline:
            raise RuntimeError(f"the worker is still busy: see {_celery_worker.log}")
        time.sleep(0.1)


@pytest.fixture(scope="session")
def _web_server(start_part: type_of_start) -> tuple[Child, str]:
    port = free_port()
    child = start_part(WEB, bind=f"127.0.0.1:{port}")
    wait_until(lambda: answers(port, "/health/ready"), child=child, seconds=60)
    return child, f"http://127.0.0.1:{port}"


@pytest.fixture
def web_server_process(transactional_db: None, _web_server: tuple[Child, str]) -> str:
    """The address of a real gunicorn with the application role on this test's database."""
    return _web_server[1]


def free_port() -> int:
    """A port of the loopback address that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int, path: str) -> bool:
    """Whether a server on a port of the loopback address answers a path with 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
