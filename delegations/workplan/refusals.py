"""Why a change of the workplan was not made, with everything the person needs to go on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from delegations.register.refusals import Overtaken, Refused


@dataclass(frozen=True, kw_only=True)
class Clash:
    """A field two people changed: what was there when one of them opened it, and what each wants, all in words.

    ``theirs_text`` and ``yours_text`` are the same as a form takes them. ``who`` is empty when no person made the change.
    """

    field: str
    label: str
    opened: str
    theirs: str
    yours: str
    theirs_text: str
    yours_text: str
    who: str
    changed_at: datetime | None


class Unreadable(Refused):
    """Something given cannot be taken: the words for each field, by its name."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(". ".join(errors.values()))
        self.errors = dict(errors)


class Baselined(Unreadable):
    """The due date is in an approved baseline and moves only by a request; ``wanted`` is the date that was typed."""

    def __init__(self, reference: str, *, held: str, wanted: str) -> None:
        super().__init__(
            {
                "due_on": f"The due date of {reference}, {held}, is in an approved baseline. "
                "It moves only by a request that somebody else approves"
            }
        )
        self.reference, self.wanted = reference, wanted


class Conflict(Overtaken):
    """Somebody else changed the same fields in between; nothing was saved."""

    def __init__(self, reference: str, *, version: int, clashes: tuple[Clash, ...]) -> None:
        super().__init__(f"Somebody else changed {', '.join(one.label for one in clashes)} of {reference}")
        self.reference, self.version, self.clashes = reference, version, clashes


class Gone(Refused):
    """The item was removed from the plan."""

    status = 410

    def __init__(self, reference: str, *, title: str, who: str, removed_at: datetime) -> None:
        super().__init__(f"{who} removed {reference}")
        self.reference, self.title, self.who, self.removed_at = reference, title, who, removed_at


class Unknown(Refused):
    """There is no such item."""

    status = 404
