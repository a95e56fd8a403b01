"""How readiness says its states, levels and outcomes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from delegations.readiness.completeness import MOST_WORDS, Missing
from delegations.readiness.judge import Cause, Judgement, Outcome, Shortfall
from delegations.readiness.models import (
    Assessment,
    Condition,
    Line,
    Rated,
    Rating,
    RoundFunction,
    Section,
    Submission,
    Verdict,
)
from delegations.readiness.proof import Lack
from delegations.readiness.refusals import Gap
from delegations.readiness.steps import State
from lsc_places.documents.models import StoredFile
from lsc_places.kit.dates import today
from lsc_places.kit.jinja import moment
from lsc_places.kit.words import Shape, Tone, Word
from lsc_places.people.models import Grant

REVIEWERS = (
    Grant.Right.PARTNER,
    Grant.Right.FINANCE_LEAD,
    Grant.Right.WORKFORCE_LEAD,
    Grant.Right.PERFORMANCE_LEAD,
    Grant.Right.GOVERNANCE_LEAD,
    Grant.Right.QUALITY_LEAD,
    Grant.Right.PANEL_CHAIR,
)
RECEIPT, LETTER = "readiness receipt", "readiness letter"  # the kinds of the jobs that make the PDFs
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
TO_DO = Word("To do", Tone.NOW, Shape.CIRCLE)
NOT_STARTED = Word("Not started", Tone.IDLE, Shape.DASH)
MISSING = Word("Missing", Tone.BAD, Shape.CROSS)
LATE = Word("Late", Tone.WARN, Shape.TRIANGLE)
RETURNED = Word("Returned", Tone.WARN, Shape.TRIANGLE)
ACCEPTED = Word("Accepted", Tone.GOOD, Shape.TICK)
REFERRED = Word("Referred", Tone.NOW, Shape.CIRCLE)
VERDICTS: Mapping[str, Word] = {
    Verdict.Kind.ACCEPTED: ACCEPTED,
    Verdict.Kind.RETURNED: RETURNED,
    Verdict.Kind.REFERRED: REFERRED,
}
NOT_SAID = Word("Not yet considered", Tone.IDLE, Shape.DASH)
FILES: Mapping[str, Word] = {
    StoredFile.State.CLEAN: Word("Checked", Tone.DONE, Shape.TICK),
    StoredFile.State.WAITING: Word("Being checked for viruses", Tone.IDLE, Shape.CLOCK),
    StoredFile.State.UNSCANNED: Word("Not checked for viruses", Tone.IDLE, Shape.DASH),
    StoredFile.State.INFECTED: Word("Not accepted: contains a virus", Tone.BAD, Shape.CROSS),
}
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
SELECT_COMPLETED = "Select whether you've completed this section"
# The field of a line at which a gap is told; every other is told at the evidence.
_FIELD_OF_GAP: Mapping[str, str] = {
    Missing.RATING: "rating",
    Missing.REASON: "reason",
    Missing.REASON_NOT_TO_APPLY: "reason",
    Missing.STATEMENT: "reason",
    Missing.TOO_LONG: "reason",
    Missing.REASON_FOR_DIFFERENCE: "reason",
    Missing.REASON_FOR_RANGE: "reason",
    Missing.EVIDENCE: "evidence",
}
FIELD_LABELS: Mapping[str, str] = {
    "reason": "Why your evidence supports this level",
    "next_step": "What you will do next",
    "condition": "Condition",
}


def field_name(of: str, *, line: str) -> str:
    """The name a field of a line has in a form, such as "next-step-4.2"."""
    return f"{of.replace('_', '-')}-{line}"


def errors_of(gaps: Iterable[Gap]) -> dict[str, str]:
    """What is missing in words, by the name of the field where it is told."""
    return {
        field_name(_FIELD_OF_GAP.get(gap.cause, "evidence"), line=gap.line): GAPS[gap.cause]
        for gap in gaps
        if gap.line is not None
    }


def when(at: datetime) -> str:
    """An instant as pages say it: "2:41pm on 8 November 2023"."""
    return moment(at)


def clock(at: datetime) -> str:
    """The time of an instant of today, such as "2:41pm"; of another day with the day."""
    words = moment(at)
    return words.partition(" on ")[0] if timezone.localdate(at) == today() else words


def signed_by(submission: Submission) -> str:
    """Who signed, and for whom when a deputy did."""
    by = str(submission.submitted_by)
    return f"{by} for {submission.acting_for}" if submission.acting_for else by


def file_word(file: StoredFile) -> Word:
    """What the scanner said of a file, or that there is none."""
    state = StoredFile.State.WAITING if not file.may_be_opened and file.scanned_at is None else file.state
    return FILES[state]


def locked_words(assessment: Assessment) -> str:
    """Why the answers are not open: submitted, by whom and when, or the round is over; nothing when they are."""
    if submission := assessment.submission:
        at = when(submission.submitted_at)
        return f"This assessment was submitted at {at} by {signed_by(submission)}. It cannot be changed now."
    if assessment.round.closed_at:
        return f"This round closed at {when(assessment.round.closed_at)}. You can download what you wrote."
    return ""


def not_in_review_words(assessment: Assessment) -> str:
    """Why a submission cannot be rated now."""
    if assessment.state == State.MODERATED:
        return "The result has been published, so the ratings stay as they are."
    if assessment.submission is None:
        return "This assessment was withdrawn or returned, so it cannot be rated now. What you wrote is on this page."
    return "These ratings have been given, or the place has submitted again since you opened this page."


def rating_words(rating: str, *, levels: Mapping[int, str]) -> str:
    """A rating as people read it, such as "3 Ready"; ``rating`` is as a form gives it."""
    if rating == Rated.NOT_APPLICABLE:
        return "Does not apply"
    return f"{rating} {levels.get(int(rating), '')}".strip() if rating.isdigit() else "Not rated"


def rated(one: Rated, *, levels: Mapping[int, str]) -> str:
    """What somebody gave, as people read it."""
    return rating_words(one.rating, levels=levels)


def meanings(
    line: Line, *, section: Section, functions: Iterable[RoundFunction], tiers: Iterable[Mapping[str, Any]]
) -> tuple[str, ...]:
    """What a low rating of a line would come to, function by function, said once where it is the same."""
    by_code = {tier["code"]: tier for tier in tiers}
    found: dict[str, list[str]] = {}
    for of in functions:
        found.setdefault(_meaning(line, section, by_code[of.tier]), []).append(of.function.short_name)
    return tuple(f"{listed(names)}: {meaning}" for meaning, names in found.items())


def condition_reference(condition: Condition) -> str:
    """What people quote a condition by."""
    return f"RC-{condition.pk:04}"


def listed(names: Sequence[str]) -> str:
    """Names as a sentence has them: "A, B and C"."""
    return " and ".join([*([", ".join(names[:-1])] if len(names) > 1 else []), *names[-1:]])


def _meaning(line: Line, section: Section, tier: Mapping[str, Any]) -> str:
    least = tier["minimums"].get(section.code)
    if least is None:
        return "this section does not count."
    if must := tier.get("must", {}).get(line.code):
        return f"below {must} the result is not yet ready, and no condition can stand in for it."
    if line.is_critical and (critical := tier.get("critical")):
        stands_in = tier["critical_with_condition"]
        return (
            f"needs {critical}. At {stands_in} the result can still be ready with a condition to meet before it goes "
            f"live. Below {stands_in} it is not yet ready."
        )
    capped = " A critical question holds the section down to its own level." if line.is_critical else ""
    return f"the section needs {least}, as the middle of its ratings.{capped}"


def between(theirs: str, yours: str, *, whose: str) -> str:
    """How a reviewer's rating stands to that of the place, both as a form gives them; nothing until it is given."""
    if not yours:
        return ""
    if theirs == yours:
        return f"You gave the same rating as {whose}."
    if not theirs.isdigit() or not yours.isdigit():
        return f"You rated this otherwise than {whose}: one of you says that it does not apply."
    lower = int(theirs) - int(yours)
    count, way = abs(lower), "lower" if lower > 0 else "higher"
    to_the_panel = " A difference of 2 levels or more is talked over by the panel." if count > 1 else ""
    return f"You rated this {count} level{'s' if count > 1 else ''} {way} than {whose}.{to_the_panel}"


def too_long_words(length: int, *, most: int) -> str:
    """That a text cannot be kept, with both numbers."""
    return f"Your answer has {length:,} characters, and {most:,} can be kept. It is still in the box: make it shorter"


def shortfall(one: Shortfall) -> str:
    """A shortfall in words, such as "Level 2, needs 3."."""
    how = f"Level {one.found}, needs {one.needed}. {CAUSES[one.cause]}."
    if one.can_be_met_by_condition:
        return f"{how} {'A condition meets it.' if one.has_condition else 'A condition could meet it.'}"
    return f"{how} No condition can meet it."


def counts(judgement: Judgement) -> str:
    """What stands behind an outcome, counted."""
    return counts_stored(
        {
            "applicable": judgement.applicable,
            "without_evidence": judgement.without_evidence,
            "conditions": judgement.conditions,
            "has_too_many_conditions": judgement.has_too_many_conditions,
        }
    )


def counts_stored(judgement: Mapping[str, Any]) -> str:
    """The same of a judgement as it is kept."""
    without, conditions = judgement["without_evidence"], judgement["conditions"]
    told = [
        f"{judgement['applicable']} questions count, {without or 'none'} without acceptable evidence.",
        f"{conditions} condition{'s' if conditions != 1 else ''}." if conditions else "No conditions.",
    ]
    if judgement["has_too_many_conditions"]:
        told.append("That is more conditions than may stand.")
    return " ".join(told)


def kept_range(panel: Rating | None) -> str:
    """The range the panel left open; nothing when it agreed."""
    if panel is None or not panel.is_unresolved:
        return ""
    return f"Not resolved between {panel.lowest} and {panel.highest}: the lower is kept"


def since_last(now: str, before: str) -> str:
    """How a rating stands to that of the round before, which is in words; nothing when either is no level."""
    was = before.split(" ", 1)[0]
    if not now.isdigit() or not was.isdigit():
        return f"Last round: {before}" if before else ""
    higher = int(now) - int(was)
    if not higher:
        return "As in the last round"
    count = abs(higher)
    return f"{count} level{'s' if count > 1 else ''} {'higher' if higher > 0 else 'lower'} than in the last round"
