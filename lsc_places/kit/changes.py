"""What changed between two days, as every family tells it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Change:
    """Something that is other than it was.

    ``place`` is the name of the place concerned, none when it concerns all; ``was`` is none for something new, and in
    words otherwise ("not stated" included); ``address`` is the name of a page and its arguments.
    """

    day: date
    place: str | None
    what: str
    now: str
    was: str | None
    address: tuple[str, ...]
    citation: str
