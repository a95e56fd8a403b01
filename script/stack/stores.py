"""Where the database and the queue are: private ones below the state folder, or real ones that the environment names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from script.stack.console import Refusal, say
from script.stack.postgres import APP_ROLE, OWNER_ROLE, Postgres, account
from script.stack.processes import Child
from script.stack.redis import Redis
from script.stack.state import Lock, State


@dataclass(frozen=True)
class Addresses:
    """Where the programs of the service find the database, for each of the two roles, and the queue."""

    app: str
    owner: str
    queue: str


class Stores:
    """The database and the queue of one state folder; each is private unless DATABASE_URL or REDIS_URL names a real one."""

    def __init__(self, state: State) -> None:
        self.database_url = os.environ.get("DATABASE_URL", "")
        self.redis_url = os.environ.get("REDIS_URL", "")
        self.postgres: Postgres | None = None
        self.redis: Redis | None = None
        if self.database_url and self.redis_url:
            return
        folder = state.stores(None if self.database_url else account())
        if not self.database_url:
            self.postgres = Postgres(folder, state.log("postgres"), state.pid_file("postgres"))
        if not self.redis_url:
            self.redis = Redis(folder, state.log("redis"), state.pid_file("redis"))

    @property
    def private(self) -> bool:
        """Whether any of them is ours to start."""
        return self.postgres is not None or self.redis is not None

    @property
    def addresses(self) -> Addresses:
        """The addresses, which are known before anything runs."""
        return Addresses(
            app=self.postgres.url(APP_ROLE) if self.postgres else self.database_url,
            owner=(
                self.postgres.url(OWNER_ROLE)
                if self.postgres
                else os.environ.get("DATABASE_OWNER_URL") or self.database_url
            ),
            queue=self.redis.url() if self.redis else self.redis_url,
        )

    def start(self, children: list[Child]) -> None:
        """Start those that are ours and make the database; what was started is added to children, also on failure."""
        started: list[tuple[Postgres | Redis, Child]] = []
        for store in (self.postgres, self.redis):
            if store is not None:
                child = store.child()
                children.append(child)
                started.append((store, child.start()))
        for store, child in started:
            store.wait(child)
        if self.postgres is not None:
            self.postgres.make_roles()

    def answer(self) -> bool:
        """Whether those that are ours are up."""
        return all(store.answers() for store in (self.postgres, self.redis) if store is not None)


def stop_all(children: list[Child]) -> None:
    """Stop processes: those of the service together, then the stores, in the reverse of the order of their start."""
    programs = [child for child in children if child.name not in {"postgres", "redis"}]
    for child in programs:
        child.ask_to_stop()
    for child in (*programs, *reversed([child for child in children if child not in programs])):
        child.stop()


@contextmanager
def borrowed_stores(state: State, *, note: str) -> Iterator[Addresses]:
    """The stores for the time of one command: those that already run, else our own until nobody uses them any more."""
    stores = Stores(state)
    if not stores.private:
        yield stores.addresses
        return
    main, users = Lock(state.folder / "run" / "lock"), Lock(state.folder / "run" / "users")
    while True:
        if main.take(note):
            with _kept_until_unused(stores, users):
                yield stores.addresses
            return
        if users.share(seconds=0.5):
            if stores.answer():
                yield stores.addresses
                return
            users.release()


@contextmanager
def _kept_until_unused(stores: Stores, users: Lock) -> Iterator[None]:
    children: list[Child] = []
    try:
        stores.start(children)
        yield
        if not users.take("stopping"):
            say("Another command is using the database; waiting for it to end")
            users.take("stopping", seconds=86_400)
    finally:
        stop_all(children)


def require_stores_free(lock: Lock, *, note: str) -> None:
    """Take the lock of the state folder; raises Refusal, naming the holder, when it is taken."""
    if lock.take(note):
        return
    holder = lock.note()
    if "script/manage" in holder:
        say(f"Waiting for {holder} to end")
        if lock.take(note, seconds=60):
            return
        raise Refusal(f"{holder} still uses the data: let it end, or end it, and start again")
    raise Refusal(f"It is already running as {holder}: use that one, or stop it first with Ctrl-C there")
