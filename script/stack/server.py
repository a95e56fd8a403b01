"""Serves everything on this machine until it is told to stop."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import time
from collections import defaultdict, deque
from typing import NoReturn

from script.stack.console import Refusal, say, write
from script.stack.installation import Installation, Stamp, static_sources, venv_folder
from script.stack.parts import PARTS, WEB
from script.stack.processes import STOP, Child, Stopped, clean_environment, die_with_parent, last_lines, wait_until
from script.stack.service import child_of, owner_environment
from script.stack.state import ROOT, Lock, State
from script.stack.stores import Addresses, Stores, require_stores_free, stop_all

HOST = "127.0.0.1"
_NEEDED = (("database", "database", "DATABASE_URL"), ("broker", "queue", "REDIS_URL"))
_RESTARTS = 5
_RESTARTS_WITHIN = 60  # seconds


def serve(arguments: list[str]) -> int:
    """Set up, start and watch the service; answers 0 when it was asked to stop and 1 when it could not go on."""
    reset = arguments == ["--reset"]
    if arguments and not reset:
        raise Refusal("Usage: script/server [--reset], with PORT=8001 before it for another port")
    if reset and (os.environ.get("DATABASE_URL") or os.environ.get("REDIS_URL")):
        raise Refusal(
            "--reset empties only the private stores: unset DATABASE_URL and REDIS_URL, or empty those yourself"
        )
    port = _port()
    state = State.of_environment()
    lock = Lock(state.folder / "run" / "lock")
    require_stores_free(lock, note=f"script/server (process {os.getpid()}) on http://{HOST}:{port}/")
    _require_free(port)
    state.pid_file("server").write_text(f"{os.getpid()}\n")
    children: list[Child] = []
    try:
        Installation(state).complete()
        if reset:
            say(f"Removing the data in {state.folder}")
            state.empty()
        accounts = _start(state, children, port=port)
        _welcome(state, accounts, port=port)
        _watch(children)
    except Stopped:
        say("Stopping")
        return 0
    finally:
        stop_all(children)
        state.pid_file("server").unlink(missing_ok=True)
        if children:
            say("Everything is stopped")


def _start(state: State, children: list[Child], *, port: int) -> list[str]:
    stores = Stores(state)
    if stores.private:
        say("Starting the private database and queue")
    stores.start(children)
    accounts = _prepare(state, stores.addresses)
    say("Starting the web server, then the worker and the beat")
    for part in PARTS:
        child = child_of(part, state, stores.addresses, bind=f"{HOST}:{port}")
        children.append(child)
        child.start()
        if part is WEB:  # first and alone, because somebody waits for it
            wait_until(lambda: _ask(port, "live") is not None, child=child, seconds=60)
            _require_ready(port)
    return accounts


def _prepare(state: State, addresses: Addresses) -> list[str]:
    """Bring database, static files and records up to date, saying so; answers a line for each demo account."""
    log = state.log("prepare")
    accounts = []
    collected = Stamp(state.folder / "run" / "static.stamp", static_sources())
    stale = not collected.holds or not state.static.exists()
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [venv_folder() / "bin" / "python", "manage.py", "prepare", *([] if stale else ["--static-is-collected"])],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            cwd=ROOT,
            env=clean_environment(owner_environment(state, addresses)),
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
        if process.stdout is None:
            raise RuntimeError("the output of prepare was not caught")
        try:
            for line in process.stdout:
                if line.startswith("\t"):
                    accounts.append(line.strip())
                else:
                    say(line.strip())
        finally:
            if process.poll() is None:
                process.terminate()
            status = process.wait()
    if status != 0:
        raise Refusal(f"The data could not be prepared: {last_lines(log)} (all of it is in {log})")
    collected.set()
    return accounts


def _welcome(state: State, accounts: list[str], *, port: int) -> None:
    say(f"Ready on http://{HOST}:{port}/")
    write("")
    write(f"  Open      http://{HOST}:{port}/")
    write(f"  Password  {state.demo_password()}   (the same for every demo account)")
    for line in accounts:
        write(f"  Account   {line}")
    write("")
    write("  Ctrl-C stops everything and keeps the data. script/server --reset begins afresh.")
    write("")


def _watch(children: list[Child]) -> NoReturn:
    """Start again whatever ends by itself; raises Refusal when something ends too often."""
    restarts: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=_RESTARTS))
    while True:
        time.sleep(0.3)
        STOP.obey()
        for child in children:
            if child.running:
                continue
            recent = restarts[child.name]
            now = time.monotonic()
            if len(recent) == _RESTARTS and now - recent[0] < _RESTARTS_WITHIN:
                raise Refusal(f"{child.name} ends again and again: {child.last_words()} (see {child.log})")
            say(f"{child.name} ended by itself ({child.exit_status}): starting it again")
            recent.append(now)
            child.stop()
            time.sleep(min(len(recent) - 1, 3))
            child.start()


def _port() -> int:
    words = os.environ.get("PORT") or "8000"
    if not words.isascii() or not words.isdigit() or not 0 < int(words) < 65_536:
        raise Refusal(f"PORT must be a number from 1 to 65535, like PORT=8001, not {words!r}")
    return int(words)


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError as error:
            raise Refusal(
                f"This account may not use port {port}: choose another, like PORT=8001 script/server"
            ) from error
        except OSError as error:
            raise Refusal(
                f"Port {port} is used by another program: choose another, like PORT={port + 1} script/server"
            ) from error


def _require_ready(port: int) -> None:
    """Raises Refusal, naming the variable, when the web server reaches no database or no queue."""
    deadline = time.monotonic() + 10
    while (told := _ask(port, "ready")) is None or not told["ready"]:
        if time.monotonic() > deadline:
            silent = [f"the {noun} ({name})" for key, noun, name in _NEEDED if not (told or {}).get(key)]
            raise Refusal(
                f"The web server gets no answer from {' and '.join(silent)}: check the address and start again"
            )
        STOP.obey()
        time.sleep(0.2)


def _ask(port: int, question: str) -> dict[str, bool] | None:
    """What the web server says of its health; None while there is none."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", f"/health/{question}")
        answer: dict[str, bool] = json.loads(connection.getresponse().read())
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        connection.close()
    return answer
