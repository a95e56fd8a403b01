"""What receipts and result letters say, for whoever prints them; a file may be had only by those who may see its page."""

from dataclasses import dataclass
from typing import Any

from delegations.readiness import words
from delegations.readiness.models import Result, Submission
from delegations.readiness.queries.conditions import ConditionShown, conditions_shown
from delegations.readiness.queries.drafts import levels_of
from delegations.readiness.queries.results import OutcomeDetail, outcomes_of


@dataclass(frozen=True, kw_only=True)
class SignedLine:
    """A line as it was signed; ``evidence`` are names."""

    code: str
    question: str
    rating: str
    reason: str
    next_step: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """A submission word for word; ``sections`` are titles with their lines."""

    submission: Submission
    signed_by: str
    sections: tuple[tuple[str, tuple[SignedLine, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A published result, as the place is told of it."""

    submission: Submission
    result: Result
    outcomes: tuple[OutcomeDetail, ...]
    conditions: tuple[ConditionShown, ...]


def receipt_to_print(submission: int) -> Receipt:
    """The receipt of the submission of this key; raises Submission.DoesNotExist. Four queries."""
    found = _submissions().get(pk=submission)
    levels = levels_of(found.assessment.round)
    return Receipt(
        submission=found,
        signed_by=words.signed_by(found),
        sections=tuple(
            (section["title"], tuple(_signed(line, levels) for line in section["lines"]))
            for section in found.answers["sections"]
        ),
    )


def letter_to_print(submission: int) -> Letter:
    """The letter on the result of the submission of this key; raises Submission.DoesNotExist, or Result's. Eight queries."""
    found = _submissions().get(pk=submission)
    result = Result.objects.select_related("published_by").get(submission=found)
    return Letter(
        submission=found,
        result=result,
        outcomes=outcomes_of(result, assessment=found.assessment),
        conditions=conditions_shown(found),
    )


def _submissions() -> Any:
    return Submission.objects.select_related(
        "assessment__place", "assessment__round__framework", "submitted_by", "acting_for"
    )


def _signed(line: dict[str, Any], levels: dict[int, str]) -> SignedLine:
    return SignedLine(
        code=line["code"],
        question=line["question"],
        rating=words.rating_words(line["rating"], levels=levels) if line["rating"] else "",
        reason=line["reason"],
        next_step=line["next_step"],
        evidence=tuple(one["name"] for one in line["evidence"]),
    )
