"""A database and a queue for the time of a test run, in a temporary folder."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from script.stack.console import say
from script.stack.postgres import APP_ROLE, OWNER_ROLE, Postgres
from script.stack.processes import Child, run
from script.stack.redis import Redis
from script.stack.state import ROOT, Lock, State
from script.stack.stores import stop_all
from script.stack.template import DatabaseTemplate

# The folder of the stores of this test run, so that pytest-xdist's workers and other programs find them.
VARIABLE = "TEST_STORES"

_SHELF = Path("/tmp")  # and not TMPDIR: the path must be short, and open to the account of the database
_PREFIX = "lsc-places-test-"


class ThrowAwayStores:
    """Private stores that are gone afterwards; both roles exist and the owner may create databases."""

    def __init__(self) -> None:
        _remove_what_was_left()
        self._folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_SHELF))
        self._folder.chmod(0o711)
        self._lock = Lock(self._folder / "lock")
        self._lock.take(str(os.getpid()))
        self._children: list[Child] = []
        self._postgres = postgres_below(self._folder)
        self._redis = redis_below(self._folder)

    def start(self) -> ThrowAwayStores:
        """Start both, with all migrations applied; on failure nothing is left."""
        try:
            template = DatabaseTemplate(State.of_environment())
            if template.exists:
                template.copy_to(self._postgres.data)
            self._begin(self._redis)
            postgres = self._begin(self._postgres)
            if not template.exists:
                self._postgres.make_roles()
                if self._migrate():
                    postgres.stop()
                    template.keep(self._postgres.data)
                    self._begin(self._postgres)
        except BaseException:
            self.stop()
            raise
        return self

    def _begin(self, store: Postgres | Redis) -> Child:
        child = store.child()
        self._children.append(child)
        store.wait(child.start())
        return child

    def _migrate(self) -> bool:
        """Apply the migrations; where they fail, the tests will say so better."""
        say("Applying the migrations to a database for tests, once until they change")
        environment = environment_of(self._folder, number=0) | {"DJANGO_SETTINGS_MODULE": "lsc_places.settings"}
        argv = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        return run(argv, folder=ROOT, log=self._folder / "migrate.log", environment=environment) == 0

    def stop(self) -> None:
        """Stop both and remove the folder."""
        stop_all(self._children)
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def app_url(self) -> str:
        """The address of the database for the application role."""
        return self._postgres.url(APP_ROLE)

    def environment(self) -> dict[str, str]:
        """What the settings of a test run read."""
        return {VARIABLE: str(self._folder)} | environment_of(self._folder, number=0)

    def __enter__(self) -> ThrowAwayStores:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def _remove_what_was_left() -> None:
    """Remove the folders of test runs that were ended by force."""
    for folder in _SHELF.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            mine = folder.stat().st_uid == os.geteuid()
            if mine and (folder / "lock").exists() and Lock(folder / "lock").take(str(os.getpid())):
                shutil.rmtree(folder, ignore_errors=True)


def postgres_below(folder: Path) -> Postgres:
    """The throw-away PostgreSQL of a folder."""
    return Postgres(folder, folder / "postgres.log", throw_away=True)


def redis_below(folder: Path) -> Redis:
    """The throw-away Redis of a folder."""
    return Redis(folder, folder / "redis.log", throw_away=True)


def environment_of(folder: Path, *, number: int) -> dict[str, str]:
    """The settings of the test worker of a number, which has a Redis database and a folder of documents to itself."""
    media, static = folder / f"media-{number}", folder / "static"
    for used in (media, static):
        used.mkdir(exist_ok=True)
    return {
        "ENVIRONMENT": "test",
        "SECRET_KEY": "only-for-tests-" * 4,
        "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
        "DATABASE_URL": postgres_below(folder).url(OWNER_ROLE),
        "REDIS_URL": redis_below(folder).url(number),
        "MEDIA_ROOT": str(media),
        "STATIC_ROOT": str(static),
        "STATIC_MANIFEST": "false",
        "DEMO_PASSWORD": "",
        "PRESS_NICENESS": "0",  # beside other tests, standing back would be standing still
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    }
