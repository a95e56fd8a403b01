"""The table of doors, read from ``doors.yaml``, and the addresses the house really has."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from django.urls import URLPattern, URLResolver, get_resolver, reverse

METHODS = ("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "POST")
LOG_IN = "log in"
_TABLE = yaml.safe_load(Path(__file__).with_name("doors.yaml").read_text(encoding="utf-8"))

Answers = dict[str, int | str]


@dataclass(frozen=True)
class Door:
    """An address and what it answers to whom."""

    name: str
    kind: str
    arguments: tuple[str, ...]
    nowhere: tuple[str, ...]
    exceptions: dict[str, Answers] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return reverse(self.name, args=self.arguments)

    @property
    def path_to_nowhere(self) -> str:
        return reverse(self.name, args=self.nowhere)

    @property
    def is_dated(self) -> bool:
        return self.kind.startswith("dated page")

    @property
    def is_of_late(self) -> bool:
        """Whether there is nothing here on the day of the records, which began later."""
        return self.kind == "dated page of late"

    @property
    def is_open(self) -> bool:
        """Whether every account gets the same here."""
        return not self.exceptions

    @property
    def is_read(self) -> bool:
        """Whether somebody logged in sees a page here."""
        return self.answer("somebody", "GET") == 200 and self.kind not in ("for machines", "file")

    def answer(self, who: str, method: str) -> int | str:
        """What somebody (``nobody`` when not logged in) gets: a status, or "log in"."""
        kind = _TABLE["kinds"][self.kind]
        own = self.exceptions.get(who, {})
        usual = kind["nobody" if who == "nobody" else "somebody"]
        return own.get(method, usual.get(method, usual["rest"]))


DOORS = tuple(
    Door(
        name=name,
        kind=door["kind"],
        arguments=tuple(door.get("with", ())),
        nowhere=tuple(door.get("nowhere", ())),
        exceptions=door.get("except", {}),
    )
    for name, door in _TABLE["doors"].items()
)
DATED = tuple(door for door in DOORS if door.is_dated)
READ = tuple(door for door in DOORS if door.is_read)


def addresses() -> Iterator[tuple[str, str]]:
    """Every address of the house: its name and its pattern; an address without a name has an empty one."""
    yield from _below(get_resolver(), "", "")


def _below(resolver: URLResolver, spaces: str, above: str) -> Iterator[tuple[str, str]]:
    for one in resolver.url_patterns:
        pattern = above + str(one.pattern)
        if isinstance(one, URLPattern):
            yield (spaces + one.name if one.name else ""), pattern
        else:
            yield from _below(one, f"{spaces}{one.namespace}:" if one.namespace else spaces, pattern)
