"""Gives every test run a real PostgreSQL and Redis of its own, before the settings are read.

pytest-xdist's workers share the servers; each has its own Redis database, test database and folder of documents.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from script.stack import fixtures
from script.stack.throwaway import VARIABLE, ThrowAwayStores, environment_of

_STARTED = pytest.StashKey[ThrowAwayStores]()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Start the servers, unless script/test or the controller of pytest-xdist did, and point the settings at them."""
    if VARIABLE not in os.environ:
        stores = ThrowAwayStores().start()
        early_config.stash[_STARTED] = stores
        os.environ.update(stores.environment())
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    number = int(worker.removeprefix("gw")) + 1 if worker else 0
    os.environ.update(environment_of(Path(os.environ[VARIABLE]), number=number))


def pytest_configure(config: pytest.Config) -> None:
    """Offer the fixtures after those of pytest-playwright, some of which they replace."""
    config.addinivalue_line("markers", "slow: starts a whole service; runs after the others, one at a time")
    config.pluginmanager.register(fixtures, "stack-fixtures")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put slow tests last, and on one worker so that they share what they start."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is not None)
    for item in items:
        if item.get_closest_marker("slow") and not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group("slow"))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the servers that this run started."""
    stores = config.stash.get(_STARTED, None)
    if stores is not None:
        stores.stop()
        del os.environ[VARIABLE]
