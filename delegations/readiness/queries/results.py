"""The result of an assessment, with the sets of ratings that led to it for those who may see them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404

from delegations.readiness import words
from delegations.readiness.judge import Cause, Shortfall
from delegations.readiness.models import (
    Assessment,
    FunctionOutcome,
    GapItem,
    Line,
    Rating,
    Result,
    Section,
    Standing,
    Submission,
)
from delegations.readiness.permissions import MAKE_ITEM, VIEW_RESULT_DETAILS
from delegations.readiness.queries.conditions import ConditionShown, conditions_shown
from delegations.readiness.queries.drafts import levels_of, of_address
from delegations.readiness.queries.panel import ShortfallShown, shortfall_shown
from delegations.readiness.queries.printed import Printed, printed, printed_file
from delegations.readiness.queries.rounds import sections_of
from delegations.readiness.queries.sections import LastAnswer, last_answers_of_all
from delegations.readiness.queries.standing import VerdictShown, verdict_shown
from delegations.readiness.reckoning import autonomy_of, signed_ratings
from delegations.readiness.words import LETTER
from delegations.register.models import Function
from lsc_places.kit.words import Word
from lsc_places.people.models import User


@dataclass(frozen=True, kw_only=True)
class SectionLevel:
    """The level of a section beside what a function needs of it."""

    section: Section
    found: int | None
    needed: int


@dataclass(frozen=True, kw_only=True)
class OutcomeDetail:
    """What the result says of a function, why, and what follows."""

    function: Function
    tier: str
    word: Word
    effect: str
    counts: str
    autonomy: str
    levels: tuple[SectionLevel, ...]
    shortfalls: tuple[ShortfallShown, ...]


@dataclass(frozen=True, kw_only=True)
class LineSets:
    """A line with all that was given on it, in words; ``change`` is how the level stands to that of the last round."""

    line: Line
    own: str
    partners: tuple[str, ...]
    leads: tuple[str, ...]
    panel: str
    reason: str
    range: str
    change: str
    is_gap: bool
    item: str | None


@dataclass(frozen=True, kw_only=True)
class ResultPage:
    """A published result; ``sets`` is empty for whoever may not see the ratings."""

    assessment: Assessment
    submission: Submission
    result: Result
    outcomes: tuple[OutcomeDetail, ...]
    conditions: tuple[ConditionShown, ...]
    sets: tuple[tuple[Section, tuple[LineSets, ...]], ...]
    verdict: VerdictShown | None
    letter: Printed | None
    may_make_item: bool


def published_assessment(round: str, *, place: str) -> Assessment:
    """An assessment whose result is published, which everybody logged in may know; Http404 when there is none."""
    published = Assessment.objects.filter(submission__result__isnull=False).with_lock_words()
    return get_object_or_404(published, **of_address(round, place=place))


def result_page(round: str, *, place: str, reader: User) -> ResultPage:
    """A published result; a fixed number of queries."""
    assessment = published_assessment(round, place=place)
    submission = assessment.submission
    assert submission is not None
    submission.assessment = assessment
    result = Result.objects.select_related("published_by").get(submission=submission)
    sections = sections_of(assessment.round.framework)
    sees_details = reader.has_perm(VIEW_RESULT_DETAILS, assessment)
    last = assessment.verdicts.filter(submission=submission).select_related("recorded_by").last()
    return ResultPage(
        assessment=assessment,
        submission=submission,
        result=result,
        outcomes=outcomes_of(result, assessment=assessment),
        conditions=conditions_shown(submission, reader=reader),
        sets=_sets(assessment, submission, sections) if sees_details else (),
        verdict=verdict_shown(last) if last else None,
        letter=printed(LETTER, submission=submission),
        may_make_item=sees_details and reader.has_perm(MAKE_ITEM, assessment),
    )


def outcomes_of(result: Result, *, assessment: Assessment) -> tuple[OutcomeDetail, ...]:
    """What a result says of each function; three queries."""
    sections = sections_of(assessment.round.framework)
    return tuple(_detail(one, assessment, sections) for one in result.outcomes.select_related("function"))


def letter_of(round: str, *, place: str) -> tuple[Any, str]:
    """The result letter as PDF; Http404 while there is none."""
    submission = published_assessment(round, place=place).submission
    assert submission is not None
    return printed_file(LETTER, submission=submission)


def _detail(one: FunctionOutcome, assessment: Assessment, sections: Sequence[Section]) -> OutcomeDetail:
    tier = assessment.round.framework.tier(one.tier)
    step = autonomy_of(one.outcome, scale=assessment.round.framework.autonomy)
    return OutcomeDetail(
        function=one.function,
        tier=one.tier,
        word=words.OUTCOMES[one.outcome],
        effect=words.EFFECTS[one.outcome],
        counts=words.counts_stored(one.judgement),
        autonomy=step["name"] if step and assessment.place else "",
        levels=tuple(
            SectionLevel(section=section, found=one.judgement["section_levels"].get(section.code), needed=needed)
            for section in sections
            if (needed := tier.minimums.get(section.code))
        ),
        shortfalls=tuple(
            shortfall_shown(Shortfall(**{**stored, "cause": Cause(stored["cause"])}), sections=sections)
            for stored in one.judgement["shortfalls"]
        ),
    )


def _sets(
    assessment: Assessment, submission: Submission, sections: Sequence[Section]
) -> tuple[tuple[Section, tuple[LineSets, ...]], ...]:
    levels = levels_of(assessment.round)
    own = signed_ratings(submission.answers)
    given = Rating.objects.filter(review__submission=submission, review__given_at__isnull=False)
    by_line: dict[str, list[Rating]] = {}
    for rating in given.select_related("line", "review__by").order_by("review__given_at"):
        by_line.setdefault(rating.line.code, []).append(rating)
    last = last_answers_of_all(assessment)
    made = GapItem.objects.filter(submission=submission).select_related("item", "line")
    items = {one.line.code: one.item.reference for one in made}
    highest = _highest_needs(assessment)
    return tuple(
        (
            section,
            tuple(
                _line(
                    line,
                    own=own.get(line.code, ""),
                    given=by_line.get(line.code, []),
                    levels=levels,
                    last=last.get(line.code),
                    needed=highest.get(section.code, 0),
                    item=items.get(line.code),
                )
                for line in section.lines.all()
            ),
        )
        for section in sections
        if section.is_rated
    )


def _line(
    line: Line,
    *,
    own: str,
    given: Sequence[Rating],
    levels: Mapping[int, str],
    last: LastAnswer | None,
    needed: int,
    item: str | None,
) -> LineSets:
    def of(standing: str) -> tuple[str, ...]:
        return tuple(words.rated(one, levels=levels) for one in given if one.review.standing == standing)

    panel = next((one for one in given if one.review.standing == Standing.PANEL), None)
    return LineSets(
        line=line,
        own=words.rating_words(own, levels=levels),
        partners=of(Standing.PARTNER),
        leads=of(Standing.LEAD),
        panel=words.rated(panel, levels=levels) if panel else "",
        reason=panel.reason if panel else "",
        range=words.kept_range(panel),
        change=words.since_last(panel.rating if panel else own, last.moderated or last.rating) if last else "",
        is_gap=panel is not None and panel.level is not None and panel.level < needed,
        item=item,
    )


def _highest_needs(assessment: Assessment) -> dict[str, int]:
    """The highest level any function of the round needs of each section."""
    tiers = {of.tier for of in assessment.round.functions.all()}
    found: dict[str, int] = {}
    for tier in assessment.round.framework.tiers:
        if tier["code"] in tiers:
            for section, needed in tier["minimums"].items():
                found[section] = max(needed, found.get(section, 0))
    return found
