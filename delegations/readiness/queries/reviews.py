"""Reviewing a section, side by side with what the place answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from delegations.readiness import words
from delegations.readiness.differences import Piece, differences
from delegations.readiness.models import Assessment, Rating, Review, Section, Standing, Submission
from delegations.readiness.permissions import (
    ASK,
    REVIEW_AS_LEAD,
    REVIEW_AS_PARTNER,
    VIEW_RATINGS,
    Desk,
)
from delegations.readiness.queries.drafts import Need, functions_of, levels_of, needs_of, of_address, section_of
from delegations.readiness.queries.questions import Said, threads
from delegations.readiness.queries.sections import Field, LastAnswer, LevelShown, last_answers
from delegations.readiness.queries.signed import SignedLine, signed_lines
from delegations.readiness.reckoning import signed_ratings
from delegations.readiness.steps import State
from lsc_places.kit.permissions import may
from lsc_places.people.models import User

IN_HAND = (State.SUBMITTED, State.IN_REVIEW)


@dataclass(frozen=True, kw_only=True)
class OtherRating:
    """What another reviewer gave."""

    by: str
    standing: str
    rating: str
    reason: str
    condition: str


@dataclass(frozen=True, kw_only=True)
class ReviewLine:
    """A line with what the place answered on the left and what the reviewer says on the right."""

    signed: SignedLine
    own_rating: str
    last: LastAnswer | None
    changed: tuple[Piece, ...]
    rating: Field
    reason: Field
    condition: Field
    given: str
    gap: str
    others: tuple[OtherRating, ...]
    thread: tuple[Said, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        return (self.rating, self.reason, self.condition)


@dataclass(frozen=True, kw_only=True)
class ReviewPage:
    """A section under review; without a standing it is only read."""

    assessment: Assessment
    submission: Submission
    section: Section
    position: int
    of: int
    before: Section | None
    after: Section | None
    standing: Standing | None
    review: Review | None
    lines: tuple[ReviewLine, ...]
    levels: tuple[LevelShown, ...]
    needs: tuple[Need, ...]
    sees_others: bool
    may_ask: bool
    saved_at: datetime | None
    errors: tuple[tuple[str, str], ...] = field(default=())

    @property
    def is_given(self) -> bool:
        return self.review is not None and self.review.given_at is not None

    @property
    def may_rate(self) -> bool:
        return self.standing is not None and not self.is_given and self.assessment.state in IN_HAND

    @property
    def has_conflict(self) -> bool:
        return any(one.theirs for line in self.lines for one in line.fields)


def standing_of(assessment: Assessment, *, section: Section, reader: User) -> Standing | None:
    """As what somebody may review a section; none when they may not."""
    if may(reader, REVIEW_AS_LEAD, Desk(assessment, section)):
        return Standing.LEAD
    return Standing.PARTNER if reader.has_perm(REVIEW_AS_PARTNER, assessment) else None


def reviewed_assessment(round: str, *, place: str, reader: User) -> Assessment:
    """A submitted assessment this person may review or read the ratings of.

    Http404 for whoever must not know of it, PermissionDenied for whoever knows of it and has no part in the review.
    """
    seen = Assessment.objects.visible_to(reader).filter(submission__isnull=False).with_lock_words()
    assessment = get_object_or_404(seen, **of_address(round, place=place))
    if not any(reader.has_perm(right, assessment) for right in (REVIEW_AS_PARTNER, ASK, VIEW_RATINGS)):
        raise PermissionDenied("This person has no part in the review")
    return assessment


def review_page(round: str, *, place: str, section: str, reader: User) -> ReviewPage:
    """A section under review; a fixed number of queries, however many lines it has."""
    assessment = reviewed_assessment(round, place=place, reader=reader)
    of = section_of(assessment, slug=section)
    submission = assessment.submission
    assert submission is not None
    standing = standing_of(assessment, section=of, reader=reader) if of.is_rated else None
    review = (
        Review.objects.filter(submission=submission, section=of, standing=standing, by=reader).first()
        if standing
        else None
    )
    sections = [one for one in assessment.round.framework.sections.all() if one.is_rated or one == of]
    at = sections.index(of)
    ratings = _ratings(review)
    sees = sees_others(assessment, section=of, review=review, reader=reader)
    return ReviewPage(
        assessment=assessment,
        submission=submission,
        section=of,
        position=at + 1,
        of=len(sections),
        before=sections[at - 1] if at else None,
        after=sections[at + 1] if at + 1 < len(sections) else None,
        standing=standing,
        review=review,
        lines=_lines(assessment, submission, of, ratings, sees=sees, reader=reader),
        levels=tuple(LevelShown(**level) for level in assessment.round.framework.levels),
        needs=needs_of(of, functions=functions_of(assessment.round), tiers=assessment.round.framework.tiers),
        sees_others=sees,
        may_ask=reader.has_perm(ASK, assessment) and assessment.state in IN_HAND,
        saved_at=max((one.saved_at for one in ratings.values() if one.saved_at), default=None),
    )


def sees_others(assessment: Assessment, *, section: Section, review: Review | None, reader: User) -> bool:
    """Whether somebody sees what others gave on a section: those who oversee, and reviewers who have given their own."""
    if assessment.state == State.MODERATED or reader.has_perm(VIEW_RATINGS, assessment):
        return True
    if review is not None:
        return review.given_at is not None
    if standing_of(assessment, section=section, reader=reader):
        return False
    own = Review.objects.filter(submission=assessment.submission, by=reader)
    return own.exists() and not own.filter(given_at=None).exists()


def others_of(
    submission: Submission, *, section: Section, besides: User | None, levels: Mapping[int, str]
) -> dict[str, tuple[OtherRating, ...]]:
    """What reviewers gave on the lines of a section, by line; one query."""
    given = (
        Rating.objects.filter(review__submission=submission, review__section=section, review__given_at__isnull=False)
        .exclude(review__by=besides)
        .select_related("line", "review__by")
        .order_by("review__standing", "review__given_at")
    )
    found: dict[str, tuple[OtherRating, ...]] = {}
    for one in given:
        other = OtherRating(
            by=str(one.review.by),
            standing=one.review.get_standing_display(),
            rating=words.rated(one, levels=levels),
            reason=one.reason,
            condition=one.condition,
        )
        found[one.line.code] = (*found.get(one.line.code, ()), other)
    return found


def with_ratings(page: ReviewPage, *, change: Mapping[str, Field], errors: Iterable[tuple[str, str]]) -> ReviewPage:
    """The same page with its fields as somebody left them, and with what is wrong."""
    return replace(
        page,
        lines=tuple(
            replace(
                line,
                rating=change.get(line.rating.name, line.rating),
                reason=change.get(line.reason.name, line.reason),
                condition=change.get(line.condition.name, line.condition),
            )
            for line in page.lines
        ),
        errors=tuple(errors),
    )


def _ratings(review: Review | None) -> dict[str, Rating]:
    if review is None:
        return {}
    return {rating.line.code: rating for rating in review.ratings.select_related("line")}


def _lines(
    assessment: Assessment,
    submission: Submission,
    section: Section,
    ratings: Mapping[str, Rating],
    *,
    sees: bool,
    reader: User,
) -> tuple[ReviewLine, ...]:
    levels = levels_of(assessment.round)
    signed = signed_ratings(submission.answers)
    last = last_answers(assessment, section=section)
    said = threads(submission, section=section)
    others = others_of(submission, section=section, besides=reader, levels=levels) if sees else {}
    return tuple(
        _line(
            one,
            own_rating=signed.get(one.line.code, ""),
            last=last.get(one.line.code),
            rating=ratings.get(one.line.code) or Rating(line=one.line),
            levels=levels,
            whose=assessment.subject_within,
            others=others.get(one.line.code, ()),
            thread=said.get(one.line.code, ()),
        )
        for one in signed_lines(assessment, section=section)
    )


def _line(
    signed: SignedLine,
    *,
    own_rating: str,
    last: LastAnswer | None,
    rating: Rating,
    levels: Mapping[int, str],
    whose: str,
    others: tuple[OtherRating, ...],
    thread: tuple[Said, ...],
) -> ReviewLine:
    fields = {
        name: Field(
            name=words.field_name(name, line=signed.line.code),
            value=rating.written[name],
            bases=(rating.written[name],),
        )
        for name in ("rating", "reason", "condition")
    }
    return ReviewLine(
        signed=signed,
        own_rating=own_rating,
        last=last,
        changed=differences(last.reason, signed.reason) if last and last.reason != signed.reason else (),
        rating=fields["rating"],
        reason=fields["reason"],
        condition=fields["condition"],
        given=words.rated(rating, levels=levels),
        gap=words.between(own_rating, rating.rating, whose=whose),
        others=others,
        thread=thread,
    )
