"""What waits for somebody who reviews."""

from collections.abc import Mapping
from dataclasses import dataclass

from delegations.readiness import words
from delegations.readiness.models import Assessment, Review, Section, Standing
from delegations.readiness.permissions import MODERATE
from delegations.readiness.queries.reviews import IN_HAND, standing_of
from delegations.readiness.steps import State
from lsc_places.people.models import User


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A section somebody may review, and how far they are."""

    assessment: Assessment
    section: Section
    standing: str
    is_started: bool
    is_given: bool


@dataclass(frozen=True, kw_only=True)
class ReviewsPage:
    """What waits for somebody: sections to review, assessments to moderate, and those not submitted yet."""

    sections: tuple[Waiting, ...]
    to_moderate: tuple[Assessment, ...]
    awaited: tuple[Assessment, ...]


def reviews_page(*, reader: User) -> ReviewsPage:
    """What waits for somebody; a fixed number of queries for each assessment in review."""
    open_now = Assessment.objects.filter(round__closed_at=None).with_lock_words()
    in_hand = list(Assessment.objects.filter(state__in=IN_HAND).with_lock_words())
    mine = {
        (review.submission_id, review.section_id): review
        for review in Review.objects.filter(by=reader).exclude(standing=Standing.PANEL)
    }
    sections = {}
    for assessment in in_hand:
        framework = assessment.round.framework_id
        if framework not in sections:
            sections[framework] = tuple(Section.objects.filter(framework=framework))
    waiting = [
        _waiting(assessment, section, standing, mine)
        for assessment in in_hand
        for section in sections[assessment.round.framework_id]
        if section.is_rated and (standing := standing_of(assessment, section=section, reader=reader))
    ]
    reviews_any = bool(waiting) or reader.holds_anywhere(*words.REVIEWERS)
    return ReviewsPage(
        sections=tuple(sorted(waiting, key=lambda one: one.is_given)),
        to_moderate=tuple(one for one in in_hand if reader.has_perm(MODERATE, one)),
        awaited=tuple(open_now.filter(state=State.DRAFT)) if reviews_any else (),
    )


def _waiting(
    assessment: Assessment, section: Section, standing: Standing, mine: Mapping[tuple[int, int], Review]
) -> Waiting:
    review = mine.get((assessment.submission_id or 0, section.pk))
    return Waiting(
        assessment=assessment,
        section=section,
        standing=standing.label,
        is_started=review is not None,
        is_given=review is not None and review.given_at is not None,
    )
