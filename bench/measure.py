"""Measures pages, memory and migration beside bare Django; only ratios of one run mean anything."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import socket
import statistics
import subprocess
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from bench import FLOOR_COLUMNS, FLOOR_ROWS, PAGES
from script.stack.console import Refusal, say, write
from script.stack.installation import Installation, venv_folder
from script.stack.parts import WEB
from script.stack.postgres import APP_ROLE, OWNER_ROLE, Postgres, programs, role_url
from script.stack.processes import Child, clean_environment, wait_until
from script.stack.state import ROOT, State
from script.stack.throwaway import VARIABLE, ThrowAwayStores, postgres_below

HOST = "places.example.org"
OURS, BARE = "bench", "bench_bare"
WARM, ROUNDS = 5, 30
ONE_REQUEST = {"Host": HOST, "X-Forwarded-Proto": "https"}


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
    """Measure and tell, as a table or with --json; answers 1 when ten times the data take more queries."""
    if arguments not in ([], ["--json"]):
        raise Refusal("Usage: script/bench [--json]")
    as_json = bool(arguments)
    state = State.of_environment()
    Installation(state).complete()
    with ThrowAwayStores() as stores:
        result = _Run(Path(stores.environment()[VARIABLE]), quiet=as_json).result()
    if as_json:
        write(json.dumps(result))
    else:
        _tell(result)
    grown = [page["name"] for page in result["pages"] if page["queries"] != page["queries_at_ten_times"]]
    short, long = result["readiness"]["32"], result["readiness"]["500"]
    grown += [name for name in short if short[name]["queries"] != long[name]["queries"]]
    few, many = result["register"]["few"], result["register"]["many"]
    grown += [name for name in few if name != "delegations" and few[name]["queries"] != many[name]["queries"]]
    return int(bool(grown))


class _Run:
    """One run, on stores of its own."""

    def __init__(self, folder: Path, *, quiet: bool) -> None:
        self.folder = folder
        self.quiet = quiet
        self.postgres: Postgres = postgres_below(folder)
        self.environment = {
            "DJANGO_SETTINGS_MODULE": "lsc_places.settings",
            "PYTHONPATH": str(ROOT),
            "ENVIRONMENT": "production",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "ALLOWED_HOSTS": HOST,
            "DATABASE_URL": self._url(OWNER_ROLE, OURS),
            "REDIS_URL": "redis://127.0.0.1:1/0",  # no page needs the queue
            "MEDIA_ROOT": str(folder / "media"),
            "STATIC_ROOT": str(folder / "collected"),
        }

    def result(self) -> dict:
        migrating = self._migrate()
        self._say("Loading the records")
        self._python("manage.py", "collectstatic", "--no-input", "--verbosity", "0")
        self._python("manage.py", "load_records")
        cookie = json.loads(self._python("-m", "bench.inside", "prepare"))["cookie"]
        self._say("Measuring the pages")
        times, memory = self._serve(cookie)
        now = json.loads(self._python("-m", "bench.inside", "queries"))
        self._say("Measuring the register at twelve and at twelve hundred delegations")
        few, many = (json.loads(self._python("-m", "bench.inside", name)) for name in ("register", "register-many"))
        self._say("Measuring readiness at 32 and at 500 lines")
        readiness = json.loads(self._python("-m", "bench.inside", "readiness"))
        self._say("Counting queries at ten times the data")
        self._python("-m", "bench.inside", "multiply")
        later = json.loads(self._python("-m", "bench.inside", "queries"))
        self._say("Measuring the saves of the workplan")
        workplan = json.loads(self._python("-m", "bench.save").splitlines()[-1])
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
            "register": {"few": few, "many": many},
            "readiness": readiness,
            "workplan": workplan,
            "worker_memory_mb": asdict(memory) | {"ratio": memory.ratio},
            "empty_migrate_seconds": asdict(migrating) | {"ratio": migrating.ratio},
        }

    def _migrate(self) -> Beside:
        self._say("Migrating two empty databases")
        binaries = programs()
        if binaries is None:
            raise Refusal("There is no PostgreSQL: install the package postgresql")
        for database in (BARE, OURS):
            words = [str(binaries / "createdb"), "-h", str(self.postgres.sockets), "-U", OWNER_ROLE, database]
            subprocess.run(words, check=True, env=clean_environment())
        bare = {"DJANGO_SETTINGS_MODULE": "bench.bare", "DATABASE_URL": self._url(OWNER_ROLE, BARE)}
        begun = time.monotonic()
        self._python("-m", "django", "migrate", "--verbosity", "0", **bare)
        between = time.monotonic()
        self._python("manage.py", "migrate", "--verbosity", "0")
        return Beside(ours=round(time.monotonic() - between, 2), bare=round(between - begun, 2))

    def _serve(self, cookie: str) -> tuple[dict[str, list[float]], Beside]:
        """Ask ours and the floor in turn, so that whatever else the machine does befalls both."""
        children: list[Child] = []
        try:
            ours, our_port = self._start("lsc_places.wsgi", children)
            floor, floor_port = self._start("bench.floor", children)
            us, them = _Browser(our_port, cookie), _Browser(floor_port)
            times: dict[str, list[float]] = {name: [] for name in ("floor", *PAGES)}
            for turn in range(WARM + ROUNDS):
                taken = {"floor": them.milliseconds("/")} | {page: us.milliseconds(page) for page in PAGES}
                if turn >= WARM:
                    for name, one in taken.items():
                        times[name].append(one)
            return times, Beside(ours=_worker_memory(ours), bare=_worker_memory(floor))
        finally:
            for child in children:
                child.stop()

    def _start(self, application: str, children: list[Child]) -> tuple[Child, int]:
        """A web server as the launcher starts it, for one application or the other, with one worker that stays warm."""
        port = _free_port()
        words = [word if word != "lsc_places.wsgi" else application for word in WEB.command(bind=f"127.0.0.1:{port}")]
        words += ["--workers", "1", "--keep-alive", "75"]
        child = Child(
            application,
            [str(venv_folder() / "bin" / words[0]), *words[1:]],
            log=self.folder / f"{application}.log",
            environment=self.environment | {"DATABASE_URL": self._url(APP_ROLE, OURS)},
            folder=ROOT,
            patience=WEB.patience,
        )
        children.append(child)
        child.start()
        browser = _Browser(port)
        wait_until(lambda: browser.answers("/"), child=child, seconds=60)
        return child, port

    def _url(self, role: str, database: str) -> str:
        return role_url(role, sockets=self.postgres.sockets, database=database)

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


class _Browser:
    """One connection that stays open, so that connecting is not measured."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = ONE_REQUEST | ({"Cookie": cookie} if cookie else {})

    def milliseconds(self, page: str) -> float:
        begun = time.perf_counter()
        status = self._status(page)
        taken = (time.perf_counter() - begun) * 1000
        if status != 200:
            raise Refusal(f"{page} answered {status}")
        return taken

    def answers(self, page: str) -> bool:
        try:
            return self._status(page) < 500
        except OSError:
            self.connection.close()
            return False

    def _status(self, page: str) -> int:
        self.connection.request("GET", page, headers=self.headers)
        response = self.connection.getresponse()
        response.read()
        return response.status


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _worker_memory(server: Child) -> float:
    """The resident memory of the worker of a web server that has answered, in megabytes."""
    [worker] = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    pages = int(Path(f"/proc/{worker}/statm").read_text().split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000, 1)


def _tell(result: dict) -> None:
    columns = ("name", "ours_ms", "floor_ms", "ratio", "queries", "queries_at_ten_times")
    write("")
    write("{:24}{:>9}{:>10}{:>8}{:>9}{:>22}".format(*columns))
    for page in result["pages"]:
        write("{:24}{:>9}{:>10}{:>8}{:>9}{:>22}".format(*(page[column] for column in columns)))
    few, many = result["register"]["few"], result["register"]["many"]
    write("")
    for name in (name for name in few if name != "delegations"):
        write(
            f"{name}: {few[name]['ms']} ms and {few[name]['queries']} queries at {few['delegations']} delegations, "
            f"{many[name]['ms']} ms and {many[name]['queries']} queries at {many['delegations']}"
        )
    readiness = result["readiness"]
    for name in ("answering", "reviewing"):
        told = (
            f"{page['ms']} ms and {page['queries']} queries at {lines} lines"
            for lines, page in _by_lines(readiness, name)
        )
        write(f"readiness, {name}: {', '.join(told)}")
    saving = readiness["autosave"]
    write(
        f"readiness, a save while typing: {saving['ms']} ms, the least {saving['floor_ms']} ms, ratio {saving['ratio']}"
    )
    write("")
    saves = result["workplan"]
    write(
        f"A save of the workplan: {saves['save_beside_floor']} times the least, {saves['statements']['save']} statements. "
        f"A conflict: {saves['conflict_beside_save']} of a save. 100 rows: {saves['together_beside_save']} saves. "
        f"500 rows: {saves['page_500']['ratio']} times the bare rows, {saves['page_500']['statements']} queries."
    )
    for words, name in {
        "Memory of a web worker, MB": "worker_memory_mb",
        "Migration of an empty database, s": "empty_migrate_seconds",
    }.items():
        beside = result[name]
        write(f"{words}: {beside['ours']}, bare Django {beside['bare']}, ratio {beside['ratio']}")
    write(
        f"Floor: one view of {FLOOR_ROWS} rows by {len(FLOOR_COLUMNS)} columns. Load of the machine: {os.getloadavg()[0]:.1f}."
    )


def _by_lines(readiness: dict, name: str) -> list[tuple[str, dict]]:
    return [(lines, found[name]) for lines, found in readiness.items() if name in found]
