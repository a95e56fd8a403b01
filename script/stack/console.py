"""What the launcher says to the person who started it."""

from __future__ import annotations

import os
import sys
import time

_STARTED_AT = time.monotonic()


class Refusal(Exception):
    """The launcher cannot go on; the message is one line that says what the person can do about it."""


def say(words: str) -> None:
    """Print words after the seconds since the start; a terminal that has gone away is not an error."""
    write(f"[{time.monotonic() - _STARTED_AT:5.1f} s] {words}")


def write(line: str) -> None:
    """Print a line as it is; a terminal that has gone away is not an error."""
    try:
        print(line, flush=True)
    except OSError:
        leave_terminal()


def complain(line: str) -> None:
    """Print a line to the error stream; a terminal that has gone away is not an error."""
    try:
        print(line, file=sys.stderr, flush=True)
    except OSError:
        leave_terminal()


def leave_terminal() -> None:
    """Send everything that would still be printed to nowhere, so that stopping goes on after the terminal was closed."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
