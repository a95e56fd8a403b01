"""What cannot be done now, in words for the person who tried."""

from collections.abc import Sequence
from dataclasses import dataclass


class Refused(Exception):
    """It cannot be done as things stand; the message says why, and what to do."""


class Locked(Refused):
    """The answers are not open any more: submitted by somebody, or the round is over."""


@dataclass(frozen=True, kw_only=True)
class Gap:
    """Something still needed: in which section, on which line if on one, and of what kind."""

    section: str
    line: str | None
    cause: str


class Incomplete(Refused):
    """There is something left to do first; ``gaps`` says what."""

    def __init__(self, gaps: Sequence[Gap]) -> None:
        super().__init__("There is something left to do first")
        self.gaps = tuple(gaps)
