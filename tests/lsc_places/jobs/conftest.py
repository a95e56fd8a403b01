"""A kind of job for tests, and jobs of it."""

from collections.abc import Callable, Iterator

import pytest

from lsc_places.jobs import actions, kinds
from lsc_places.jobs.models import Job

KIND = "tests.letter"


@pytest.fixture
def maker() -> Iterator[list[Callable]]:
    """What makes the letters: put a function in, and it is called with subject, params and watch."""
    does: list[Callable] = [lambda subject, params, watch: kinds.Made(f"Dear {subject}".encode(), f"{subject}.txt")]
    kinds.register(KIND, lambda *given: does[-1](*given))
    yield does
    kinds._MAKERS.pop(KIND)


@pytest.fixture
def ask(maker) -> Callable[..., Job]:
    def asked(subject: str, *, by, **params) -> Job:
        return actions.ask(KIND, subject=subject, title=f"A letter to {subject}", params=params, by=by)

    return asked
