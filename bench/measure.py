"""Measures the service beside the least that could do the same; only ratios of one run mean anything."""

from __future__ import annotations

import json
import os
import secrets
import signal
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bench import PAGES
from bench.serving import HOST, Browser, serving, worker_memory
from bench.telling import grown, tell
from script.stack.console import Refusal, say, write
from script.stack.installation import CHROMIUM, Installation, venv_folder
from script.stack.postgres import APP_ROLE, OWNER_ROLE, Postgres, programs, role_url
from script.stack.processes import Child, clean_environment, wait_until
from script.stack.state import ROOT, State
from script.stack.throwaway import VARIABLE, ThrowAwayStores, postgres_below

OURS, BARE, MANY = "bench", "bench_bare", "bench_many"
WARM, ROUNDS, BUSY_ROUNDS = 5, 30, 15
RENDERS = 2


@dataclass(frozen=True)
class PageMeasured:
    """A page beside the floor: milliseconds are medians of one run."""

    name: str
    ours_ms: float
    floor_ms: float
    ratio: float
    queries: int
    queries_at_ten_times: int


@dataclass(frozen=True)
class Beside:
    """Something of ours beside the same of bare Django."""

    ours: float
    bare: float

    @property
    def ratio(self) -> float:
        return round(self.ours / self.bare, 2)


def measure(arguments: list[str]) -> int:
    """Measure and tell, as a table or with --json; answers 1 when more data take more queries."""
    if arguments not in ([], ["--json"]):
        raise Refusal("Usage: script/bench [--json]")
    as_json = bool(arguments)
    Installation(State.of_environment()).complete()
    with ThrowAwayStores() as stores:
        result = _Run(stores, quiet=as_json).result()
    if as_json:
        write(json.dumps(result))
    else:
        tell(result)
    return int(bool(grown(result)))


class _Run:
    """One run, on stores of its own."""

    def __init__(self, stores: ThrowAwayStores, *, quiet: bool) -> None:
        told = stores.environment()
        self.folder = Path(told[VARIABLE])
        self.quiet = quiet
        self.postgres: Postgres = postgres_below(self.folder)
        self.environment = {
            "DJANGO_SETTINGS_MODULE": "lsc_places.settings",
            "PYTHONPATH": str(ROOT),
            "ENVIRONMENT": "production",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": HOST,
            "DATABASE_URL": self._url(OWNER_ROLE, OURS),
            "REDIS_URL": told["REDIS_URL"],
            "MEDIA_ROOT": str(self.folder / "media"),
            "STATIC_ROOT": str(self.folder / "collected"),
        }

    def result(self) -> dict[str, Any]:
        migrating = self._migrate()
        self._say("Loading the records")
        self._python("manage.py", "collectstatic", "--no-input", "--verbosity", "0")
        self._python("manage.py", "load_records")
        cookie = self._inside("prepare")["cookie"]
        self._say("Measuring the pages")
        times, memory, busy = self._serve(cookie)
        now = self._inside("queries")
        paper = self._paper()
        self._say("Measuring the register at twelve and at twelve hundred delegations")
        few, many = self._inside("register"), self._inside("register-many")
        self._say("Measuring readiness at 32 and at 500 lines")
        readiness = self._inside("readiness")
        self._say("Counting queries at ten times the data")
        self._create(MANY, "--template", OURS)  # a copy, so that the workplan has the rows it is measured with
        of_many = {"DATABASE_URL": self._url(OWNER_ROLE, MANY)}
        self._python("-m", "bench.inside", "multiply", **of_many)
        later = json.loads(self._python("-m", "bench.inside", "queries", **of_many))
        self._say("Measuring the workplan at 500 rows")
        workplan = self._json("-m", "bench.workplan")
        workplan["key_to_saved"] = self._in_a_browser(workplan.pop("session"))
        floor = statistics.median(times["floor"])
        pages = [
            PageMeasured(
                name=page,
                ours_ms=round(ours := statistics.median(times[page]), 1),
                floor_ms=round(floor, 1),
                ratio=round(ours / floor, 2),
                queries=now[page],
                queries_at_ten_times=later[page],
            )
            for page in PAGES
        ]
        return {
            "pages": [asdict(page) for page in pages],
            "paper": paper | {"pages_during_renders": busy},
            "register": {"few": few, "many": many},
            "readiness": readiness,
            "workplan": workplan,
            "worker_memory_mb": asdict(memory) | {"ratio": memory.ratio},
            "empty_migrate_seconds": asdict(migrating) | {"ratio": migrating.ratio},
        }

    def _migrate(self) -> Beside:
        self._say("Migrating two empty databases")
        for database in (BARE, OURS):
            self._create(database)
        bare = {"DJANGO_SETTINGS_MODULE": "bench.bare", "DATABASE_URL": self._url(OWNER_ROLE, BARE)}
        begun = time.monotonic()
        self._python("-m", "django", "migrate", "--verbosity", "0", **bare)
        between = time.monotonic()
        self._python("manage.py", "migrate", "--verbosity", "0")
        return Beside(ours=round(time.monotonic() - between, 2), bare=round(between - begun, 2))

    def _create(self, database: str, *options: str) -> None:
        binaries = programs()
        if binaries is None:
            raise Refusal("There is no PostgreSQL: install the package postgresql")
        words = [str(binaries / "createdb"), "-h", str(self.postgres.sockets), "-U", OWNER_ROLE, *options, database]
        subprocess.run(words, check=True, env=clean_environment())

    def _serve(self, cookie: str) -> tuple[dict[str, list[float]], Beside, list[dict[str, Any]]]:
        """Ask ours and the floor in turn, so that whatever else the machine does befalls both; then ours while papers are made."""
        told = self.environment | {"DATABASE_URL": self._url(APP_ROLE, OURS)}
        with (
            serving("lsc_places.wsgi", environment=told, logs=self.folder) as (ours, our_port),
            serving("bench.floor", environment=told, logs=self.folder) as (floor, floor_port),
        ):
            us, them = Browser(our_port, cookie), Browser(floor_port)
            times: dict[str, list[float]] = {name: [] for name in ("floor", *PAGES)}
            for turn in range(WARM + ROUNDS):
                taken = {"floor": them.milliseconds("/")} | {page: us.milliseconds(page) for page in PAGES}
                if turn >= WARM:
                    for name, one in taken.items():
                        times[name].append(one)
            memory = Beside(ours=worker_memory(ours), bare=worker_memory(floor))
            self._say("Measuring the pages while two papers are made")
            with self._rendering() as renders:
                busy = _beside(renders, us)
        return times, memory, busy

    @contextmanager
    def _rendering(self) -> Iterator[list[Child]]:
        """Papers are made meanwhile, by as many processes as a worker has."""
        children = [self._child(f"render-{number}", "-m", "bench.paper", "render") for number in range(RENDERS)]
        try:
            for child in children:
                child.start()
            for child in children:
                wait_until(partial(_has_made, child), child=child, seconds=120)
            yield children
        finally:
            _signal(children, signal.SIGCONT)
            for child in children:
                child.stop()

    def _paper(self) -> dict[str, Any]:
        self._say("Measuring the paper")
        where = str(self.folder)
        composing = self._json("-m", "bench.paper", "compose", where)
        first, bare, second = (
            self._json("-m", "bench.paper", who, where, *which)
            for who, which in (("ours", ["paper.html"]), ("bare", []), ("ours", ["paper.html"]))
        )
        ours = {name: round((first[name] + second[name]) / 2, 1) for name in ("ms", "peak_mb")}
        long = self._json("-m", "bench.paper", "ours", where, "long.html")
        return {
            "pages": first["pages"],
            "composing_ms": composing["ms"],
            "ours": ours,
            "bare": bare,
            "ratio": round(ours["ms"] / bare["ms"], 2),
            "memory_ratio": round(ours["peak_mb"] / bare["peak_mb"], 2),
            "six_times": long
            | {
                "time_ratio": round(long["ms"] / ours["ms"], 2),
                "memory_ratio": round(long["peak_mb"] / ours["peak_mb"], 2),
            },
            "asking": self._json("-m", "bench.paper", "asking"),
        }

    def _in_a_browser(self, session: str) -> dict[str, float] | None:
        """None where there is no browser: script/test installs one."""
        if not CHROMIUM.exists():
            return None
        self._say("Measuring from a key to the word that it is saved")
        told = {"ENVIRONMENT": "demo", "ALLOWED_HOSTS": f"127.0.0.1,{HOST}", "DATABASE_URL": self._url(APP_ROLE, OURS)}
        with serving("lsc_places.wsgi", environment=self.environment | told, logs=self.folder) as (_, port):
            return dict(self._json("-m", "bench.browser", f"http://127.0.0.1:{port}/", session))

    def _url(self, role: str, database: str) -> str:
        return role_url(role, sockets=self.postgres.sockets, database=database)

    def _child(self, name: str, *words: str) -> Child:
        return Child(
            name,
            [str(venv_folder() / "bin" / "python"), *words],
            log=self.folder / f"{name}.log",
            environment=self.environment,
            folder=ROOT,
        )

    def _inside(self, what: str) -> dict[str, Any]:
        return self._json("-m", "bench.inside", what)

    def _json(self, *words: str) -> dict[str, Any]:
        return dict(json.loads(self._python(*words).splitlines()[-1]))

    def _python(self, *words: str, **environment: str) -> str:
        done = subprocess.run(
            [venv_folder() / "bin" / "python", *words],
            cwd=ROOT,
            env=clean_environment(self.environment | environment),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
            raise Refusal(f"{' '.join(words)} failed: {' '.join(last)}")
        return done.stdout

    def _say(self, words: str) -> None:
        if not self.quiet:
            say(words)


def _has_made(child: Child) -> bool:
    return "made" in child.log.read_text()


def _beside(renders: list[Child], us: Browser) -> list[dict[str, Any]]:
    """The pages while papers are made and while their making stands still, in turn."""
    idle: dict[str, list[float]] = {page: [] for page in PAGES}
    busy: dict[str, list[float]] = {page: [] for page in PAGES}
    for _ in range(BUSY_ROUNDS):
        for times, message in ((idle, signal.SIGSTOP), (busy, signal.SIGCONT)):
            _signal(renders, message)
            for page, taken in times.items():
                taken.append(us.milliseconds(page))
    return [_busy(page, idle[page], busy[page]) for page in PAGES]


def _signal(renders: list[Child], message: signal.Signals) -> None:
    for render in renders:
        if render.running:
            os.killpg(render.pid, message)


def _busy(page: str, idle: list[float], busy: list[float]) -> dict[str, Any]:
    before, during = statistics.median(idle), statistics.median(busy)
    return {
        "name": page,
        "idle_ms": round(before, 1),
        "busy_ms": round(during, 1),
        "ratio": round(during / before, 2),
    }
