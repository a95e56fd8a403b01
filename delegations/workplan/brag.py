"""How likely an item is to meet its current baseline, as at a day, by plain rules.

The rules are tried in the order of ``ORDER`` and the first that fits gives the word. No national rule sets the numbers in
``Thresholds``: wherever they are applied they are shown as a local choice.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from delegations.workplan.tolerances import days_words


class Brag(StrEnum):
    """The five words that are counted, and two for items that have none of them."""

    COMPLETE = "complete"
    OFF_TRACK = "off_track"
    AT_RISK = "at_risk"
    ON_TRACK = "on_track"
    NOT_DUE = "not_due"
    NO_DATE = "no_date"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def letter(self) -> str:
        """The letter of BRAG; empty for what is counted apart."""
        return _LETTERS.get(self, "")


_LABELS = {
    Brag.COMPLETE: "Complete",
    Brag.OFF_TRACK: "Off track",
    Brag.AT_RISK: "At risk",
    Brag.ON_TRACK: "On track",
    Brag.NOT_DUE: "Not due",
    Brag.NO_DATE: "No date set",
    Brag.CLOSED: "Closed otherwise",
}
_LETTERS = {Brag.COMPLETE: "B", Brag.OFF_TRACK: "R", Brag.AT_RISK: "A", Brag.ON_TRACK: "G", Brag.NOT_DUE: "N"}
ORDER = (Brag.COMPLETE, Brag.OFF_TRACK, Brag.AT_RISK, Brag.NOT_DUE, Brag.ON_TRACK)
WORST_FIRST = (Brag.OFF_TRACK, Brag.AT_RISK, Brag.ON_TRACK, Brag.NOT_DUE, Brag.COMPLETE, Brag.NO_DATE, Brag.CLOSED)
CAN_BE_STATED = (Brag.OFF_TRACK, Brag.AT_RISK, Brag.ON_TRACK)
_GETS_BETTER = (Brag.OFF_TRACK, Brag.AT_RISK, Brag.ON_TRACK, Brag.NOT_DUE, Brag.COMPLETE)


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """Numbers of days, and a score of risk from 1 to 25."""

    days_late: int = 28
    days_without_update: int = 35
    risk_score: int = 12
    days_a_judgement_stands: int = 35


LOCAL_CHOICE = Thresholds()


@dataclass(frozen=True, kw_only=True)
class Needed:
    """Another item that this one waits for; ``expected_on`` is the last day it may be done by, as now forecast."""

    reference: str
    is_done: bool = False
    has_failed: bool = False
    is_agreed: bool = True
    expected_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What a person said in place of the rules; ``is_approved`` when the accountable officer said or approved it."""

    brag: Brag
    reason: str
    stated_on: date
    is_approved: bool = False


@dataclass(frozen=True, kw_only=True)
class Facts:
    """An item as the rules see it, as at a day; every date is the last day it may mean, but for ``starts_on``.

    ``is_stated`` is true of a status that a paper states. ``is_committed`` is true of a due date that a law sets or a
    board was told. ``recovers_by`` is the next step.
    """

    is_completed: bool = False
    is_closed_otherwise: bool = False
    is_stated: bool = False
    is_completed_by_owner: bool = False
    has_begun: bool = False
    is_committed: bool = False
    starts_on: date | None = None
    due_on: date | None = None
    forecast_on: date | None = None
    actual_on: date | None = None
    updated_on: date | None = None
    recovers_by: str = ""
    risk_score: int | None = None
    needs: tuple[Needed, ...] = ()
    stated: Stated | None = None

    @property
    def baseline_on(self) -> date | None:
        """What it is judged against: the due date, or without one the forecast."""
        return self.due_on or self.forecast_on

    @property
    def days_late(self) -> int:
        """How many days after the due date it is forecast; nothing without either."""
        return max(0, (self.forecast_on - self.due_on).days) if self.due_on and self.forecast_on else 0


@dataclass(frozen=True)
class Verdict:
    """The word, and why in sentences without a stop; ``computed`` is what the rules alone say."""

    brag: Brag
    reasons: tuple[str, ...] = ()
    computed: Brag | None = None

    @property
    def is_overridden(self) -> bool:
        return self.computed is not None


def judge(facts: Facts, *, as_at: date, by: Thresholds = LOCAL_CHOICE) -> Verdict:
    """The word for an item as at a day, and why."""
    computed = _judge(facts, as_at, by)
    stated = facts.stated
    if stated is None or computed.brag not in CAN_BE_STATED or stated.brag == computed.brag:
        return computed
    if is_better(stated.brag, than=computed.brag):
        until = stands_until(stated, computed=computed.brag, by=by)
        if not stated.is_approved or (until and as_at > until):
            return computed
    said = f"Stated on {_words(stated.stated_on)} in place of {computed.brag.label.lower()}: {stated.reason}"
    return Verdict(stated.brag, (said, *computed.reasons), computed.brag)


def is_better(brag: Brag, *, than: Brag) -> bool:
    """Whether one of the five words is better than another."""
    return _GETS_BETTER.index(brag) > _GETS_BETTER.index(than)


def refusal(stated: Brag, reason: str, *, computed: Brag) -> str:
    """Why nobody may state this word in place of the rules; empty when somebody may, a better one with approval."""
    for brag in (stated, computed):
        if brag not in CAN_BE_STATED:
            return f"“{brag.label}” follows from the dates and the status. Change those"
    if stated == computed:
        return f"The rules say {computed.label.lower()} already"
    return "" if reason.strip() else "Enter the reason"


def stands_until(stated: Stated, *, computed: Brag, by: Thresholds = LOCAL_CHOICE) -> date | None:
    """The last day that what was stated counts; none when it has no end, because it is no better than the rules say."""
    if is_better(stated.brag, than=computed):
        return stated.stated_on + timedelta(days=by.days_a_judgement_stands)
    return None


def moved(now: Brag, *, was: Brag | None) -> str:
    """How a word compares with the one before, in words; empty when there is nothing to compare."""
    if was is None or was not in ORDER or now not in ORDER:
        return ""
    if now == was:
        return "No change"
    return f"{'Better' if is_better(now, than=was) else 'Worse'}: was {was.label.lower()}"


@dataclass(frozen=True)
class Tally:
    """How many items have each word; the share is of the items that are due, by which it is counted."""

    counts: Counter[Brag]

    def __getitem__(self, brag: Brag) -> int:
        return self.counts[brag]

    @property
    def due(self) -> int:
        return sum(self[brag] for brag in ORDER) - self[Brag.NOT_DUE]

    @property
    def worst(self) -> Brag | None:
        return next((brag for brag in WORST_FIRST if self[brag]), None)

    def share(self, brag: Brag) -> str:
        """Such as "3 of 8 due"."""
        return f"{self[brag]} of {self.due} due"


def tally(found: Iterable[Brag]) -> Tally:
    return Tally(Counter(found))


def key(by: Thresholds = LOCAL_CHOICE) -> tuple[tuple[Brag, str], ...]:
    """What each word means, to be printed wherever the words are; the numbers are a local choice."""
    late, quiet = by.days_late, by.days_without_update
    return (
        (
            Brag.COMPLETE,
            "Completed with its actual date and recorded by somebody other than the owner, or as a paper states",
        ),
        (
            Brag.OFF_TRACK,
            f"Past its due date; or forecast more than {late} days late; or forecast late without a next step to recover; "
            "or forecast after a date that a board was told; or an item it needs was closed and not delivered",
        ),
        (
            Brag.AT_RISK,
            f"Forecast 1 to {late} days late with a next step; or a linked risk of {by.risk_score} or more; or an item it "
            f"needs is not agreed or not expected in time; or begun and no update for {quiet} days",
        ),
        (Brag.NOT_DUE, "Its start date is in the future: outside the shares"),
        (Brag.ON_TRACK, f"Forecast on or before its due date, updated in the last {quiet} days, nothing in its way"),
        (Brag.NO_DATE, "Neither a due date nor a forecast: counted apart"),
    )


def _judge(facts: Facts, as_at: date, by: Thresholds) -> Verdict:
    if facts.is_closed_otherwise:
        return Verdict(Brag.CLOSED)
    if facts.is_completed and facts.is_stated:
        return Verdict(Brag.COMPLETE, ("As stated",))
    missing = tuple(_not_yet_complete(facts)) if facts.is_completed else ()
    if facts.is_completed and not missing:
        return Verdict(Brag.COMPLETE)
    has_begun = facts.has_begun or facts.is_completed
    not_begun = not has_begun and facts.starts_on is not None and facts.starts_on > as_at
    if facts.baseline_on is None and not not_begun:
        return Verdict(Brag.NO_DATE, (*missing, *_quiet(facts, as_at, by)))
    if wrong := tuple(_off_track(facts, as_at, by)):
        return Verdict(Brag.OFF_TRACK, (*wrong, *missing))
    if doubts := (*missing, *_at_risk(facts, as_at, by)):
        return Verdict(Brag.AT_RISK, doubts)
    if not_begun and facts.starts_on:
        return Verdict(Brag.NOT_DUE, (f"Starts on {_words(facts.starts_on)}",))
    return Verdict(Brag.ON_TRACK)


def _not_yet_complete(facts: Facts) -> Iterator[str]:
    if facts.actual_on is None:
        yield "Said to be completed, without its actual date"
    if facts.is_completed_by_owner:
        yield "Said to be completed by its owner, and by nobody else yet"


def _off_track(facts: Facts, as_at: date, by: Thresholds) -> Iterator[str]:
    late = facts.days_late
    if facts.baseline_on and facts.baseline_on < as_at and not facts.is_completed:
        what = "due date" if facts.due_on else "forecast"
        yield f"{days_words((as_at - facts.baseline_on).days)} past its {what}"
    if late > by.days_late:
        yield f"Forecast {days_words(late)} late"
    elif late and not facts.recovers_by:
        yield f"Forecast {days_words(late)} late, with no next step to recover"
    elif late and facts.is_committed:
        yield f"Forecast {days_words(late)} after a date that a board was told"
    for one in facts.needs:
        if one.has_failed:
            yield f"Needs {one.reference}, which was closed and not delivered"


def _at_risk(facts: Facts, as_at: date, by: Thresholds) -> Iterator[str]:
    if facts.days_late:
        yield f"Forecast {days_words(facts.days_late)} late"
    if facts.risk_score is not None and facts.risk_score >= by.risk_score:
        yield f"A linked risk scores {facts.risk_score}"
    for one in facts.needs:
        if one.is_done or one.has_failed:
            continue
        if not one.is_agreed:
            yield f"Needs {one.reference}, which is not agreed"
        elif one.expected_on and facts.baseline_on and one.expected_on > facts.baseline_on:
            yield f"Needs {one.reference}, which is expected after it, on {_words(one.expected_on)}"
        elif one.expected_on and one.expected_on < as_at:
            yield f"Needs {one.reference}, which is late"
    if facts.has_begun and not facts.is_completed:
        yield from _quiet(facts, as_at, by)


def _quiet(facts: Facts, as_at: date, by: Thresholds) -> Iterator[str]:
    """That nobody has said anything for too long."""
    if facts.updated_on and (as_at - facts.updated_on).days >= by.days_without_update:
        yield f"No update since {_words(facts.updated_on)}"


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
