"""A cell: a forked process without sockets or open files, with limits of time and memory, that answers bytes.

Two walls stand between hostile text and the machine: the fetcher refuses every address, and the kernel refuses this
process every socket. A fork, because the libraries are loaded already; it shares no file with its parent but one pipe.
"""

import ctypes
import os
import platform
import resource
import select
import signal
import struct
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

TOLD_EVERY_SECONDS = 2.0
DYING_SECONDS = 5  # between the signal that says why and the one that ends it
LARGEST_ANSWER = 200_000_000
NEARLY_ALL = 0.9  # of the memory; what breaks with so little left breaks for want of it, whatever it raises
LARGEST_FILE = 64_000_000  # fonts are unpacked to files
_MADE, _REFUSED, _TOO_BIG, _BROKEN = range(4)

_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _SECCOMP_MODE_FILTER = 1, 22, 38, 2
# What the kernel calls each machine, and the numbers of its calls: socket, io_uring_setup.
_OTHER_WAY_IN = 0x40000000  # the numbers by which some kernels take the same calls again
_MACHINES = {"x86_64": (0xC000003E, (41, 425)), "aarch64": (0xC00000B7, (198, 425))}


@dataclass(frozen=True)
class Limits:
    """How many seconds of a processor the work may take, how much memory, and how far it stands back for others.

    By the clock it may take twice as long.
    """

    seconds: float = 120
    megabytes: int = 1024
    niceness: int = 0

    @property
    def seconds_by_the_clock(self) -> float:
        return 2 * self.seconds


@dataclass(frozen=True)
class Pressed:
    """What came out, and the most memory that the cell held."""

    content: bytes
    peak_megabytes: float


class PressFailed(Exception):
    """Nothing came out; the message is a sentence for the person who asked."""


class NoWall(Exception):
    """The kernel would not close the process off."""


def run(work: Callable[[], bytes], *, limits: Limits, tell: Callable[[], None]) -> Pressed:
    """Do the work in a cell and answer what it made; ``tell`` is called every few seconds meanwhile.

    Raises PressFailed when the work refuses, fails, takes too long or needs too much memory. Whatever ``tell`` raises
    ends the cell and is raised again.
    """
    reading, writing = os.pipe()
    parent = os.getpid()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # other threads hold no lock the cell needs
        child = os.fork()
    if child == 0:
        os.close(reading)
        _be_a_cell(work, limits=limits, writing=writing, parent=parent)
    os.close(writing)
    try:
        answer = _read(reading, until=time.monotonic() + limits.seconds_by_the_clock, tell=tell)
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)  # it is still ours to reap, so the number cannot belong to anybody else
        _, status, usage = os.wait4(child, 0)
    peak = usage.ru_maxrss / 1024
    return Pressed(_content(answer, status=status, limits=limits, peak_megabytes=peak), peak)


def _read(pipe: int, *, until: float, tell: Callable[[], None]) -> bytes | None:
    """All that comes through the pipe; None when it takes too long."""
    parts: list[bytes] = []
    told = time.monotonic()
    while (left := until - time.monotonic()) > 0:
        if time.monotonic() - told > TOLD_EVERY_SECONDS:
            tell()
            told = time.monotonic()
        if not select.select([pipe], [], [], min(left, TOLD_EVERY_SECONDS))[0]:
            continue
        part = os.read(pipe, 1 << 20)
        if not part:
            return b"".join(parts)
        parts.append(part)
        if sum(map(len, parts)) > LARGEST_ANSWER:
            break
    return None


def _content(answer: bytes | None, *, status: int, limits: Limits, peak_megabytes: float) -> bytes:
    if answer is None or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU):
        raise PressFailed(f"It took longer than {limits.seconds:.0f} seconds to make, so it was stopped.")
    kind, content = (answer[0], answer[1:]) if answer else (_TOO_BIG, b"")
    if kind == _MADE:
        return content
    if kind == _BROKEN and peak_megabytes > NEARLY_ALL * limits.megabytes:
        kind = _TOO_BIG
    if kind == _TOO_BIG:  # a library that gets no memory ends the process without a word
        raise PressFailed(f"It needed more than {limits.megabytes} MB of memory to make, so it was stopped.")
    if kind == _REFUSED:
        raise PressFailed(content.decode(errors="replace"))
    raise RuntimeError(f"The press broke, status {status}: {content.decode(errors='replace')}")


def _be_a_cell(work: Callable[[], bytes], *, limits: Limits, writing: int, parent: int) -> NoReturn:
    """What the forked process does from its first moment to its last."""
    try:
        answer = _answer(work, limits=limits, writing=writing, parent=parent)
        while answer:
            answer = answer[os.write(writing, answer) :]
    finally:
        os._exit(0)


def _answer(work: Callable[[], bytes], *, limits: Limits, writing: int, parent: int) -> bytes:
    try:
        _close_off(limits=limits, writing=writing, parent=parent)
        return bytes([_MADE]) + work()
    except PressFailed as refused:
        return bytes([_REFUSED]) + str(refused).encode(errors="replace")
    except MemoryError:
        return bytes([_TOO_BIG])
    except BaseException as broken:
        return bytes([_BROKEN]) + f"{type(broken).__name__}: {broken}".encode(errors="replace")[:2000]


def _close_off(*, limits: Limits, writing: int, parent: int) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT, signal.SIGUSR1, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
    os.nice(limits.niceness)
    os.closerange(3, writing)
    os.closerange(writing + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_DATA, limits.megabytes << 20),
    ):
        resource.setrlimit(kind, (most, most))
    seconds = max(1, int(limits.seconds))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + DYING_SECONDS))
    _refuse_sockets(libc)


def _refuse_sockets(libc: ctypes.CDLL) -> None:
    """Tell the kernel that this process gets no socket from now on, whatever runs in it."""
    try:
        machine, calls = _MACHINES[platform.machine()]
    except KeyError:
        raise NoWall(f"no list of system calls for {platform.machine()}") from None
    deny, allow, end = 0x00050000 | 13, 0x7FFF0000, 0x80000000  # answer EACCES, allow, end the process
    load, jump_if_equal, jump_if_not_less, answer = 0x20, 0x15, 0x35, 0x06
    lines = [(load, 0, 0, 4), (jump_if_equal, 1, 0, machine), (answer, 0, 0, end), (load, 0, 0, 0)]
    lines += [(jump_if_not_less, 0, 1, _OTHER_WAY_IN), (answer, 0, 0, deny)]
    for call in calls:
        lines += [(jump_if_equal, 0, 1, call), (answer, 0, 0, deny)]
    lines.append((answer, 0, 0, allow))
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in lines))
    program = ctypes.create_string_buffer(struct.pack("HL", len(lines), ctypes.addressof(code)))
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, program, 0, 0):
        raise NoWall(os.strerror(ctypes.get_errno()))
