"""The kinds of long work; each app registers its own when it starts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


class Watch(Protocol):
    """What a worker tells of its work; each raises ``leases.Lost`` when the job is no longer its own."""

    def step(self, words: str, *, number: int, of: int) -> None:
        """Say which step is being done, and renew the lease."""

    def renew(self) -> None:
        """Say that the work goes on."""


@dataclass(frozen=True)
class Made:
    """What came of a job: a file under a name that is safe to save it as, and what to say of it, such as its pages."""

    content: bytes
    name: str
    detail: Mapping[str, Any] = field(default_factory=dict)


class NotMade(Exception):
    """The work cannot be done; the message is a sentence for the person who asked."""


Maker = Callable[[str, Mapping[str, Any], Watch], Made]
_MAKERS: dict[str, Maker] = {}


def register(kind: str, maker: Maker) -> None:
    """Say what makes a kind of job out of its subject and params; it raises NotMade with words when it cannot."""
    _MAKERS[kind] = maker


def maker_of(kind: str) -> Maker:
    """What makes this kind; raises NotMade when this version of the service knows no such kind."""
    if kind not in _MAKERS:
        raise NotMade("This version of the service does not know how to make this. Ask for it again.")
    return _MAKERS[kind]
