"""Processes that never outlive the one that started them."""

from __future__ import annotations

import ctypes
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from script.stack.console import Refusal, complain

_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of linux/prctl.h
_libc = ctypes.CDLL(None, use_errno=True)
# Without bytecode every start compiles Django and all the others again, which takes seconds.
_UNWANTED = ("PG", "LC_", "LANG", "PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE")
_LARGEST_LOG = 10_000_000


class Stopped(Exception):
    """The person asked the launcher to stop."""


class StopRequest:
    """Whether the person asked us to stop, by Ctrl-C, SIGTERM or closing the terminal.

    The first signal raises Stopped where the program is; later ones pass, so that tidying up is not cut short.
    """

    def __init__(self) -> None:
        self._signal = ""

    def listen(self) -> None:
        """Take these signals from now on."""
        signal.signal(signal.SIGINT, self._note)
        signal.signal(signal.SIGTERM, self._note)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup asked us to stay
            signal.signal(signal.SIGHUP, self._note)

    def obey(self) -> None:
        """Raise Stopped if we were asked; for loops, because Python drops what is raised while it collects garbage."""
        if self._signal:
            raise Stopped(self._signal)

    def _note(self, number: int, _frame: object) -> None:
        if not self._signal:
            self._signal = signal.Signals(number).name
            raise Stopped(self._signal)


STOP = StopRequest()


def die_with_parent(stop_signal: int) -> Callable[[], None]:
    """What a new process must run first to get a signal when we die, however that happens."""
    parent = os.getpid()

    def prepare() -> None:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_DFL)
        _libc.prctl(_SET_PARENT_DEATH_SIGNAL, stop_signal, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return prepare


def as_account(account: str | None) -> dict[str, Any]:
    """Arguments for subprocess that run a program as another account; none when account is None."""
    if account is None:
        return {}
    entry = pwd.getpwnam(account)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def clean_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment without what would lead PostgreSQL, Python or the sort order astray or slow, plus extra."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_UNWANTED)}
    return kept | {"LC_ALL": "C.UTF-8"} | dict(extra or {})


@dataclass
class Child:
    """A long-running process in its own session, with its process id and output in files."""

    name: str
    argv: Sequence[str]
    log: Path
    pid_file: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path = Path("/")
    account: str | None = None
    stop_signal: int = signal.SIGTERM
    patience: float = 15
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> Child:
        """Start the process; it gets its own stop signal when this one dies, however that happens."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > _LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                list(self.argv),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=self.folder,
                env=clean_environment(self.environment),
                start_new_session=True,  # Ctrl-C reaches only the launcher, which stops the parts in order
                preexec_fn=die_with_parent(self.stop_signal),
                **as_account(self.account),
            )
        if self.pid_file is not None:
            self.pid_file.write_text(f"{self.process.pid}\n")
        return self

    @property
    def pid(self) -> int:
        """The process id; only of a started child."""
        if self.process is None:
            raise RuntimeError(f"{self.name} has not been started")
        return self.process.pid

    @property
    def exit_status(self) -> int | None:
        """What the process ended with; None while it runs or before it was started."""
        return None if self.process is None else self.process.poll()

    @property
    def running(self) -> bool:
        """Whether the process was started and has not ended."""
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        """Send the stop signal and return at once."""
        if self.process is not None and self.running:
            self.process.send_signal(self.stop_signal)

    def stop(self) -> None:
        """Ask to stop, wait, and end whatever is left of the session by force."""
        if self.process is None:
            return
        self.ask_to_stop()
        try:
            self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            complain(f"{self.name} did not stop in {self.patience:.0f} seconds and is ended by force")
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
        if self.pid_file is not None:
            self.pid_file.unlink(missing_ok=True)

    def last_words(self, lines: int = 1) -> str:
        """The last lines of the log, for messages."""
        return last_lines(self.log, lines)


def last_lines(log: Path, lines: int = 1) -> str:
    """The last lines of a file that have any words in them, joined; empty when there are none."""
    with suppress(FileNotFoundError):
        text = log.read_text(errors="replace")[-8000:]
        return " / ".join([line.strip() for line in text.splitlines() if line.strip()][-lines:])
    return ""


def wait_until(ready: Callable[[], bool], *, child: Child, seconds: float) -> None:
    """Wait for a child to be ready; raises Refusal when it ends or takes longer than seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        STOP.obey()
        if not child.running:
            raise Refusal(f"{child.name} ended at once: {child.last_words()} (all of it is in {child.log})")
        if ready():
            return
        time.sleep(0.03)
    raise Refusal(f"{child.name} was not ready after {seconds:.0f} seconds: see {child.log}")


def run(
    argv: Sequence[object],
    *,
    log: Path | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path = Path("/"),
    account: str | None = None,
    minds_ctrl_c: bool = False,
) -> int:
    """Run a program to its end and return its exit status; its output is added to log, or shown when there is none.

    The program ends when we are stopped; without a log, or as sudo, it shares our terminal. One that minds
    Ctrl-C gets it and we do not: it decides what that means, and we go on when it has ended.
    """
    if minds_ctrl_c:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    own_group = log is not None and argv[0] != "sudo"  # a password can only be asked for in the terminal's group
    with _output_to(log) as output:
        process = subprocess.Popen(
            [str(word) for word in argv],
            stdout=output,
            stderr=None if output is None else subprocess.STDOUT,
            cwd=folder,
            env=clean_environment(environment),
            process_group=0 if own_group else None,
            preexec_fn=die_with_parent(signal.SIGTERM),
            **as_account(account),
        )
    try:
        return process.wait()
    except BaseException:
        _end(process, own_group=own_group)
        raise


def _end(process: subprocess.Popen[bytes], *, own_group: bool) -> None:
    """End a program, with all that it started where that has a group of its own."""
    with suppress(ProcessLookupError):
        if own_group:
            os.killpg(process.pid, signal.SIGTERM)
        else:
            process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
    if own_group:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


@contextmanager
def _output_to(log: Path | None) -> Iterator[Any]:
    if log is None:
        yield None
        return
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        yield output
