"""A number and the sentence that makes it true."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """A number that is never alone; ``page`` is the name of the page that says more."""

    number: str
    words: str
    page: str = ""
