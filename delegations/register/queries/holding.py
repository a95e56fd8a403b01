"""Who held a delegation, holds it or is to hold it, one after the other."""

from dataclasses import dataclass
from datetime import date

from delegations.register.models import Delegation, Holder, Move
from delegations.register.moves import ENDED, State
from delegations.register.queries.lines import Line
from lsc_places.kit.dates import day_words


@dataclass(frozen=True)
class HolderRow:
    """Somebody who holds, is to hold or held the delegation, from when and until when."""

    name: str
    sub: str
    begins: str
    ends: str
    standing: str


def holders_over_time(
    delegation: Delegation, *, line: Line, moves: tuple[Move, ...], as_at: date
) -> tuple[HolderRow, ...]:
    """The delegator until it is live, then its holders over time, then whoever is to follow."""
    live_on = next((move.effective_on for move in moves if move.to_state == State.LIVE), None)
    ended_on = next((move.effective_on for move in moves if move.to_state in ENDED), None)
    planned = line.planned.words or "No date stated"
    if line.planned.was:
        planned = f"{planned}, was {line.planned.was}"
    rows = [
        HolderRow(
            name=delegation.delegator.name,
            sub="Delegates it",
            begins="Before it is delegated",
            ends=day_words(live_on) if live_on else "It was not delegated" if ended_on else "The day it is live",
            standing="Held it before" if live_on else "Has it now",
        )
    ]
    named = list(
        Holder.objects.filter(delegation=delegation).begun_by(as_at).select_related("role", "body", "decision__body")
    )
    for holder in named:
        passed_on = holder.holds.upper if holder.holds.upper and holder.holds.upper <= as_at else None
        until = passed_on or ended_on
        over = until is not None
        held_from = max(live_on, holder.holds.lower) if live_on else None
        never = over and (held_from is None or (passed_on is not None and held_from >= passed_on))
        later = f"When it passes to the {delegation.later_holder}" if delegation.later_holder and holder.role else ""
        rows.append(
            HolderRow(
                name=str(holder),
                sub=_of_holder(holder, line, over=over),
                begins=day_words(holder.holds.lower) if never else day_words(held_from) if held_from else planned,
                ends=day_words(until) if until else later,
                standing="Was to hold it"
                if never
                else "Held it"
                if over
                else "Holds it"
                if live_on
                else "To hold it first",
            )
        )
    if delegation.later_holder and not ended_on and not any(holder.body for holder in named):
        rows.append(
            HolderRow(
                name=delegation.later_holder[:1].upper() + delegation.later_holder[1:],
                sub="",
                begins="When the partnership has become a committee",
                ends="",
                standing="To hold it later",
            )
        )
    return tuple(rows)


def _of_holder(holder: Holder, line: Line, *, over: bool) -> str:
    """By which decision it was named, else who is in the role."""
    if holder.decision:
        return f"By {holder.decision}"
    if over or holder.role is None:
        return ""
    return (line.holder and line.holder.person) or "Not named in any paper"
