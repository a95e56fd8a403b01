"""The press keeps its limits of time and memory, says which was passed, and its worker lives on."""

import time

import pytest

from reporting.papers import press
from reporting.papers.press import cell
from tests.reporting.papers.conftest import page_of, pressed
from tests.reporting.papers.test_press import run


# J11, J12
def test_what_takes_too_long_is_stopped_with_words_and_the_work_is_told_of_meanwhile():
    told: list[float] = []
    began = time.monotonic()
    with pytest.raises(press.PressFailed, match="longer than 3 seconds"):
        cell.run(
            lambda: time.sleep(60) or b"",  # type: ignore[func-returns-value]
            limits=press.Limits(seconds=3),
            tell=lambda: told.append(time.monotonic()),
        )
    assert time.monotonic() - began < 15
    assert len(told) >= 1


def test_what_takes_too_much_of_a_processor_is_stopped_with_words():
    def work() -> bytes:
        while True:
            pass

    with pytest.raises(press.PressFailed, match="longer than 2 seconds"):
        run(work, seconds=2)


def test_what_needs_too_much_memory_is_stopped_with_words():
    with pytest.raises(press.PressFailed, match="more than 300 MB of memory"):
        run(lambda: bytes(1_000_000_000), megabytes=300)


def test_whatever_a_library_raises_for_want_of_memory_is_told_as_that():
    def work() -> bytes:
        held = bytes(range(1, 101)) * 2_900_000
        raise OSError(12, f"Cannot allocate memory beside {len(held)} bytes")

    with pytest.raises(press.PressFailed, match="more than 320 MB of memory"):
        run(work, megabytes=320)
    with pytest.raises(RuntimeError, match="Cannot allocate"):
        run(work, megabytes=2_000)


def test_a_page_that_needs_too_much_memory_is_stopped_with_words():
    cells = "".join(f"<td>{number}</td>" for number in range(12))
    rows = "".join(f"<tr>{cells}</tr>" for _ in range(4_000))
    with pytest.raises(press.PressFailed, match="memory"):
        pressed(page_of(f"<table>{rows}</table>"), limits=press.Limits(seconds=110, megabytes=150))


def test_a_cell_that_is_killed_is_a_failure_and_not_an_answer():
    import os
    import signal

    with pytest.raises(press.PressFailed):
        run(lambda: os.kill(os.getpid(), signal.SIGKILL) or b"")  # type: ignore[func-returns-value]


def test_when_the_job_is_lost_meanwhile_the_cell_ends_with_it():
    class Lost(Exception):
        pass

    def lost() -> None:
        raise Lost

    began = time.monotonic()
    with pytest.raises(Lost):
        cell.run(lambda: time.sleep(60) or b"", limits=press.Limits(), tell=lost)  # type: ignore[func-returns-value]
    assert time.monotonic() - began < 20
