"""Who decides on a change of what was agreed, by how much it changes; plain rules.

No national rule sets the numbers in ``Tolerances``: wherever they are applied they are shown as a local choice.
"""

from dataclasses import dataclass
from enum import StrEnum


class Approver(StrEnum):
    """Who decides; never whoever asked."""

    MANAGER = "manager"
    GROUP = "group"
    OFFICER = "officer"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Approver.MANAGER: "Another programme manager, or the director of the place",
    Approver.GROUP: "The delivery group, recorded by another programme manager",
    Approver.OFFICER: "The accountable officer",
}


@dataclass(frozen=True, kw_only=True)
class Tolerances:
    """The most days that a date may move, by who decides on it."""

    days_of_manager: int = 14
    days_of_group: int = 28


LOCAL_CHOICE = Tolerances()


@dataclass(frozen=True)
class Route:
    """Who decides, and why it is them, as a sentence without a stop."""

    approver: Approver
    reason: str


def route(
    days: int, *, is_committed: bool, moved: int = 0, pushes: tuple[str, ...] = (), by: Tolerances = LOCAL_CHOICE
) -> Route:
    """Who decides on a date that moves by so many days; fewer than none is earlier.

    ``moved`` is by how many it has moved since its baseline was approved: several small moves count as one.
    ``is_committed`` is true of a date that a law sets or a board was told, ``pushes`` names the items that need this one and
    are due before the new date.
    """
    if days > 0 and is_committed:
        return Route(Approver.OFFICER, f"It moves {days_words(days)} after a date that a board was told")
    far = max(abs(days), abs(days + moved))
    words = f"It moves by {days_words(far)}"
    if far != abs(days):
        words += " in all since the baseline"
    if far > by.days_of_group:
        return Route(Approver.OFFICER, f"{words}, more than {by.days_of_group}")
    if pushes:
        return Route(
            Approver.GROUP, f"{', '.join(pushes)} need{'s' if len(pushes) == 1 else ''} it before the new date"
        )
    if far > by.days_of_manager:
        return Route(Approver.GROUP, f"{words}, more than {by.days_of_manager}")
    return Route(Approver.MANAGER, f"{words}, not more than {by.days_of_manager}")


def key(by: Tolerances = LOCAL_CHOICE) -> tuple[tuple[Approver, str], ...]:
    """Who decides on what, to be printed wherever somebody asks or decides; the numbers are a local choice."""
    return (
        (Approver.MANAGER, f"Up to {days_words(by.days_of_manager)} either way"),
        (
            Approver.GROUP,
            f"Up to {days_words(by.days_of_group)}, or when an item that needs it is due before the new date",
        ),
        (
            Approver.OFFICER,
            f"More than {days_words(by.days_of_group)}, or later than a date that a law sets or a board was told; and a BRAG "
            "better than the rules say",
        ),
    )


def moved_words(days: int) -> str:
    """Such as "30 days later"; empty when nothing moved."""
    if not days:
        return ""
    return f"{days_words(abs(days))} {'later' if days > 0 else 'earlier'}"


def days_words(count: int) -> str:
    """Such as "1 day" or "1,200 days"."""
    return f"{count:,} day{'' if count == 1 else 's'}"
