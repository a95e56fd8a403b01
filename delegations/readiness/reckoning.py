"""What is in the database, as the rules see it: what an assessment still needs, how far reviewers lie apart, what it comes to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from delegations.readiness import judge
from delegations.readiness.completeness import section_gaps
from delegations.readiness.judge import Given, Judgement, Outcome
from delegations.readiness.models import (
    Answer,
    Assessment,
    Completion,
    Condition,
    Line,
    Rating,
    RoundFunction,
    Section,
    Standing,
    Submission,
)
from delegations.readiness.proof import lacking
from delegations.readiness.refusals import Gap
from lsc_places.kit.dates import today


@dataclass(frozen=True)
class Range:
    """How far apart the sets of ratings lie on a line; two levels or more must be talked over."""

    lowest: int
    highest: int

    @property
    def is_wide(self) -> bool:
        return self.highest >= self.lowest + 2


def gaps_of(answers: Iterable[Answer], *, section: Section, is_marked_complete: bool) -> tuple[Gap, ...]:
    """What a section still needs today; the answers come with their evidence, the section with its framework."""
    return section_gaps(
        [answer.as_written(is_statement=not section.is_rated) for answer in answers],
        section=section.slug,
        is_marked_complete=is_marked_complete,
        needs=section.framework.needs,
        on=today(),
    )


def gaps_in(assessment: Assessment, *, sections: Sequence[Section]) -> tuple[Gap, ...]:
    """All that an assessment still needs, in the order of its sections; four queries."""
    answers: dict[int, list[Answer]] = {}
    for answer in Answer.objects.filter(assessment=assessment).with_evidence().order_by("line__order"):
        answers.setdefault(answer.line.section_id, []).append(answer)
    complete = set(Completion.objects.filter(assessment=assessment).values_list("section_id", flat=True))
    return tuple(
        gap
        for section in sections
        for gap in gaps_of(answers.get(section.pk, []), section=section, is_marked_complete=section.pk in complete)
    )


def signed_ratings(answers: Mapping[str, Any]) -> dict[str, str]:
    """What the place signed, by line: a level, "n/a", or nothing for a statement."""
    return {line["code"]: line["rating"] for section in answers["sections"] for line in section["lines"]}


def ranges_of(submission: Submission) -> dict[str, Range]:
    """The lowest and highest level of every set that has been given, by line, the place's own among them; one query."""
    levels: dict[str, list[int]] = {}
    for code, signed in signed_ratings(submission.answers).items():
        if signed.isdigit():
            levels.setdefault(code, []).append(int(signed))
    given = Rating.objects.filter(review__submission=submission, review__given_at__isnull=False, level__isnull=False)
    for rating in given.exclude(review__standing=Standing.PANEL).select_related("line"):
        if rating.level is not None:
            levels.setdefault(rating.line.code, []).append(rating.level)
    return {code: Range(min(found), max(found)) for code, found in levels.items()}


def judged_lines(sections: Iterable[Section]) -> tuple[judge.Line, ...]:
    """The lines that are rated; the sections come with their lines."""
    return tuple(_judged(line, section) for section in sections if section.is_rated for line in section.lines.all())


def moderated(submission: Submission) -> dict[str, Given]:
    """What the panel gave on each line it has rated; one query."""
    ratings = Rating.objects.filter(review__submission=submission, review__standing=Standing.PANEL)
    return {
        rating.line.code: Given(level=rating.level, has_evidence=rating.has_evidence is not False)
        for rating in ratings.select_related("line")
        if rating.is_rated
    }


def self_given(answers: Iterable[Answer], *, framework: Any) -> dict[str, Given]:
    """What a place says of itself, with the evidence it has so far."""
    return {
        answer.line.code: Given(
            level=answer.level,
            has_evidence=bool(answer.supports.all())
            and not lacking(
                answer.level,
                tuple(support.evidence.as_item for support in answer.supports.all()),
                needs=framework.needs,
                on=today(),
            ),
        )
        for answer in answers
        if answer.is_rated
    }


def judgements(submission: Submission, *, sections: Sequence[Section]) -> dict[RoundFunction, Judgement]:
    """What the panel's ratings and conditions come to, by function; empty until every line is rated; four queries."""
    lines, given = judged_lines(sections), moderated(submission)
    if any(line.code not in given for line in lines):
        return {}
    round = submission.assessment.round
    conditions = list(submission.conditions.select_related("section", "line").prefetch_related("functions"))
    return {
        of: judge.judge(
            lines,
            given,
            tier=round.framework.tier(of.tier),
            conditions=[_set(one) for one in conditions if of.function in one.functions.all()],
            limits=round.framework.judged_by,
        )
        for of in round.functions.select_related("function")
    }


def as_stored(judgement: Judgement) -> dict[str, Any]:
    """A judgement as it is kept with the outcome."""
    return {
        "section_levels": dict(judgement.section_levels),
        "shortfalls": [
            {
                "cause": one.cause.value,
                "section": one.section,
                "line": one.line,
                "needed": one.needed,
                "found": one.found,
                "can_be_met_by_condition": one.can_be_met_by_condition,
                "has_condition": one.has_condition,
            }
            for one in judgement.shortfalls
        ],
        "conditions": judgement.conditions,
        "has_too_many_conditions": judgement.has_too_many_conditions,
        "applicable": judgement.applicable,
        "without_evidence": judgement.without_evidence,
    }


def autonomy_of(outcome: str, *, scale: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The level of autonomy that follows from an outcome; none when it leaves things as they are."""
    if outcome == Outcome.INSUFFICIENT_EVIDENCE:
        return None
    return next((step for step in scale if outcome in step["outcomes"]), None)


def _judged(line: Line, section: Section) -> judge.Line:
    return judge.Line(code=line.code, section=section.code, is_critical=line.is_critical)


def _set(condition: Condition) -> judge.Condition:
    return judge.Condition(
        section=condition.section.code,
        line=condition.line.code if condition.line else None,
        before_activation=condition.timing == Condition.Timing.BEFORE,
    )
