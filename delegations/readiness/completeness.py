"""What an assessment still needs before it can be submitted: plain rules over what has been written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from delegations.readiness.proof import Item, Lack, Needs, lacking
from delegations.readiness.refusals import Gap

MOST_WORDS = 500


class Missing(StrEnum):
    """What can be missing beside evidence."""

    RATING = "rating"
    REASON = "reason"
    REASON_NOT_TO_APPLY = "reason not to apply"
    STATEMENT = "statement"
    TOO_LONG = "too long"
    COMPLETION = "completion"
    REASON_FOR_DIFFERENCE = "reason for difference"
    REASON_FOR_RANGE = "reason for range"
    EVIDENCE = "evidence"


@dataclass(frozen=True, kw_only=True)
class Written:
    """What is written on a line, with the evidence behind it."""

    code: str
    is_statement: bool = False
    level: int | None = None
    is_not_applicable: bool = False
    reason: str = ""
    items: tuple[Item, ...] = ()

    @property
    def is_rated(self) -> bool:
        return self.level is not None or self.is_not_applicable


def word_count(text: str) -> int:
    """The words of a text, counted as the page counts them while somebody types."""
    return len(re.findall(r"\S+", text))


def line_gaps(written: Written, *, section: str, needs: Needs, on: date) -> tuple[Gap, ...]:
    """What one line still needs."""
    causes: list[Missing | Lack] = []
    if written.is_statement:
        if not written.reason.strip():
            causes.append(Missing.STATEMENT)
    elif not written.is_rated:
        causes.append(Missing.RATING)
    elif not written.reason.strip():
        causes.append(Missing.REASON_NOT_TO_APPLY if written.is_not_applicable else Missing.REASON)
    if word_count(written.reason) > MOST_WORDS:
        causes.append(Missing.TOO_LONG)
    causes += lacking(written.level, written.items, needs=needs, on=on)
    return tuple(Gap(section=section, line=written.code, cause=cause) for cause in causes)


def section_gaps(
    lines: Sequence[Written], *, section: str, is_marked_complete: bool, needs: Needs, on: date
) -> tuple[Gap, ...]:
    """What a section still needs; the word that it is complete is asked for only when nothing else is missing."""
    found = tuple(gap for line in lines for gap in line_gaps(line, section=section, needs=needs, on=on))
    if found or is_marked_complete:
        return found
    return (Gap(section=section, line=None, cause=Missing.COMPLETION),)
