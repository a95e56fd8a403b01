"""Two people at one thing: what each changed is kept, and only the same field changed by both is a conflict."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Change:
    """A field somebody changed: to what, and what they had before them when they did.

    ``bases`` has more than one text while an earlier save of the same page has not been answered: either may hold.
    """

    field: str
    value: str
    bases: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class LineChange:
    """A change of one field of what somebody says on a line."""

    line: str
    change: Change


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """A field that somebody else changed in between."""

    field: str
    base: str
    theirs: str
    yours: str


@dataclass(frozen=True, kw_only=True)
class Merged:
    """What to write, what is there already, and what only a person can settle."""

    accepted: Mapping[str, str]
    conflicts: tuple[Conflict, ...]


def merge(held: Mapping[str, str], changes: Iterable[Change]) -> Merged:
    """Compare field by field what is held with what each change began from."""
    accepted: dict[str, str] = {}
    conflicts = []
    for change in changes:
        now = accepted.get(change.field, held[change.field])
        if change.value == now:
            continue
        if now in change.bases:
            accepted[change.field] = change.value
        elif change.value not in change.bases:
            conflicts.append(Conflict(field=change.field, base=change.bases[0], theirs=now, yours=change.value))
    return Merged(accepted=accepted, conflicts=tuple(conflicts))


def plain(text: str) -> str:
    """Text with one kind of line end, as it is compared and kept."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
