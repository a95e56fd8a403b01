"""How readiness says its states, levels and outcomes."""

from collections.abc import Mapping

from delegations.readiness.completeness import MOST_WORDS, Missing
from delegations.readiness.judge import Cause, Outcome
from delegations.readiness.models import Assessment
from delegations.readiness.proof import Lack
from delegations.readiness.steps import State
from lsc_places.kit.jinja import moment
from lsc_places.kit.words import Shape, Tone, Word

OUTCOMES: Mapping[str, Word] = {
    Outcome.READY: Word("Ready", Tone.GOOD, Shape.CIRCLE),
    Outcome.READY_WITH_CONDITIONS: Word("Ready with conditions", Tone.WARN, Shape.TRIANGLE),
    Outcome.NOT_YET_READY: Word("Not yet ready", Tone.BAD, Shape.SQUARE),
    Outcome.INSUFFICIENT_EVIDENCE: Word("Insufficient evidence", Tone.BAD, Shape.DASH),
}
STATES: Mapping[str, Word] = {
    State.DRAFT: Word("Being written", Tone.NOW, Shape.HALF),
    State.SUBMITTED: Word("Submitted", Tone.DONE, Shape.TICK),
    State.IN_REVIEW: Word("In review", Tone.NOW, Shape.HALF),
    State.MODERATED: Word("Result published", Tone.DONE, Shape.TICK),
}
NOT_STARTED = Word("Not started", Tone.IDLE, Shape.DASH)
MISSING = Word("Missing", Tone.BAD, Shape.CROSS)
LATE = Word("Late", Tone.WARN, Shape.TRIANGLE)
RETURNED = Word("Returned", Tone.WARN, Shape.TRIANGLE)
ACCEPTED = Word("Accepted", Tone.GOOD, Shape.TICK)
REFERRED = Word("Referred", Tone.NOW, Shape.CIRCLE)
NOT_SAID = Word("Not yet considered", Tone.IDLE, Shape.DASH)
OPEN = Word("Open", Tone.NOW, Shape.HALF)
OVERDUE = Word("Overdue", Tone.BAD, Shape.SQUARE)
DISCHARGED = Word("Discharged", Tone.DONE, Shape.TICK)

EFFECTS: Mapping[str, str] = {
    Outcome.READY: "Approval can be recommended.",
    Outcome.READY_WITH_CONDITIONS: "Approval can be recommended with the conditions set here.",
    Outcome.NOT_YET_READY: "A development plan and a date for the next assessment follow. Joint or shadow working is offered.",
    Outcome.INSUFFICIENT_EVIDENCE: "The assessment goes back to be completed. No result is published for this function.",
}
CAUSES: Mapping[str, str] = {
    Cause.BELOW_MINIMUM: "The section is below the level this function needs",
    Cause.CRITICAL: "A critical question is below the level this function needs",
    Cause.MUST: "This question must be ready, and no condition can stand in for it",
}
GAPS: Mapping[str, str] = {
    Missing.RATING: "Select how ready the place is",
    Missing.REASON: "Enter why your evidence supports this level",
    Missing.REASON_NOT_TO_APPLY: "Enter why this does not apply",
    Missing.STATEMENT: "Enter your statement",
    Missing.TOO_LONG: f"Your answer must be {MOST_WORDS} words or fewer",
    Missing.REASON_FOR_DIFFERENCE: "Enter why your rating is different from the place's rating",
    Missing.REASON_FOR_RANGE: "Enter what was said about the difference of 2 levels or more",
    Missing.EVIDENCE: "Select whether the evidence can be accepted",
    Missing.COMPLETION: "Select that you have completed this section",
    Lack.ITEMS: "Add more evidence, or choose a lower level",
    Lack.INDEPENDENT: "Add evidence from somebody outside the place, or choose a lower level",
    Lack.FRESH: "Add evidence that is not over 12 months old, or choose a lower level",
}


def locked_words(assessment: Assessment) -> str:
    """Why the answers are not open: submitted, by whom and when, or the round is over; nothing when they are."""
    if submission := assessment.submission:
        at = moment(submission.submitted_at)
        return f"This assessment was submitted at {at} by {submission.submitted_by}. It cannot be changed now."
    if assessment.round.closed_at:
        return f"This round closed at {moment(assessment.round.closed_at)}. You can download what you wrote."
    return ""


def not_in_review_words(assessment: Assessment) -> str:
    """Why a submission cannot be rated now."""
    if assessment.state == State.MODERATED:
        return "The result has been published, so the ratings stay as they are."
    if assessment.submission is None:
        return "This assessment was withdrawn or returned, so it cannot be rated now. What you wrote is on this page."
    return "These ratings have been given, or the place has submitted again since you opened this page."


def level_words(number: int | None, *, levels: Mapping[int, str], is_not_applicable: bool = False) -> str:
    """A rating as people read it, such as "3 Ready"."""
    if is_not_applicable:
        return "Does not apply"
    return "Not rated" if number is None else f"{number} {levels.get(number, '')}".strip()


def gap_words(lower: int, *, whose: str) -> str:
    """How one rating stands to another in words; ``lower`` is how many levels lower the first is, negative for higher."""
    if lower == 0:
        return f"You gave the same level as {whose}."
    count, way = abs(lower), "lower" if lower > 0 else "higher"
    return f"You rated this {count} level{'s' if count > 1 else ''} {way} than {whose}."
