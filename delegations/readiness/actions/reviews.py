"""Reviewing: ratings of partners and leads, saved as they are written and then given, and questions to the place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from delegations.readiness.actions.answers import TRIES
from delegations.readiness.completeness import Missing
from delegations.readiness.models import Assessment, Line, Message, Rating, Review, Section, Standing
from delegations.readiness.models.reviews import OVER, OWN_WORK
from delegations.readiness.permissions import ANSWER, ASK, MODERATE, REVIEW_AS_LEAD, REVIEW_AS_PARTNER, Desk
from delegations.readiness.reckoning import Range, ranges_of, signed_ratings
from delegations.readiness.refusals import Gap, Incomplete, Locked, Refused
from delegations.readiness.steps import State
from delegations.readiness.words import not_in_review_words
from lsc_places.kit.merge import Conflict, LineChange, Merged, merge
from lsc_places.kit.permissions import require
from lsc_places.people.models import User


@dataclass(frozen=True, kw_only=True)
class RatingsSaved:
    """What came of a save: when, and the fields that another window of the same person had changed."""

    at: datetime
    conflicts: tuple[tuple[str, Conflict], ...]


def require_standing(assessment: Assessment, *, section: Section, standing: Standing, by: User) -> None:
    """Stop unless somebody may review this section in this standing."""
    match standing:
        case Standing.PARTNER:
            require(by, REVIEW_AS_PARTNER, assessment)
        case Standing.LEAD:
            require(by, REVIEW_AS_LEAD, Desk(assessment, section))
        case Standing.PANEL:
            require(by, MODERATE, assessment)


def save_ratings(
    assessment: Assessment,
    *,
    submission: int,
    section: Section,
    standing: Standing,
    changes: Iterable[LineChange],
    by: User,
) -> RatingsSaved:
    """Save changed fields of somebody's ratings of a section; the first rating of all begins the review.

    ``submission`` is the number of the submission the ratings are of: one withdrawn or returned meanwhile is not rated.
    """
    require_standing(assessment, section=section, standing=standing, by=by)
    conflicts: list[tuple[str, Conflict]] = []
    now = timezone.now()
    of_lines: dict[str, list[LineChange]] = {}
    for one in changes:
        of_lines.setdefault(one.line, []).append(one)
    with _while_in_review(assessment):
        review = begin_review(assessment, submission=submission, section=section, standing=standing, by=by)
        ranges = ranges_of(review.submission) if standing == Standing.PANEL else {}
        ratings = review.ratings.filter(line__code__in=of_lines).select_related("line").order_by("pk")
        for rating in ratings:
            merged = _save(rating, of_lines[rating.line.code], at=now, ranges=ranges)
            conflicts += [(rating.line.code, conflict) for conflict in merged.conflicts]
    return RatingsSaved(at=now, conflicts=tuple(conflicts))


def give_review(assessment: Assessment, *, submission: int, section: Section, standing: Standing, by: User) -> Review:
    """Give one's ratings of a section: from now on they stay, and what others gave can be seen.

    Raises Incomplete with the lines that are not rated, or rated otherwise than the place did without a reason.
    """
    require_standing(assessment, section=section, standing=standing, by=by)
    with _while_in_review(assessment):
        review = begin_review(assessment, submission=submission, section=section, standing=standing, by=by)
        ratings = list(review.ratings.select_related("line").order_by("line__order"))
        of_place = signed_ratings(review.submission.answers)
        ranges = ranges_of(review.submission) if standing == Standing.PANEL else None
        if gaps := [gap for rating in ratings if (gap := _gap(rating, of_place, ranges, section=section))]:
            raise Incomplete(gaps)
        Review.objects.filter(pk=review.pk, given_at=None).update(given_at=timezone.now())
    return review


def begin_review(assessment: Assessment, *, submission: int, section: Section, standing: Standing, by: User) -> Review:
    """The review of a section that is being written, made on its first save; the caller holds a transaction."""
    locked = Assessment.objects.locked(assessment.pk)
    if locked.submission is None or locked.submission.number != submission:
        raise Locked(not_in_review_words(locked))
    if locked.state == State.SUBMITTED:
        locked.state = State.IN_REVIEW
        locked.save(update_fields=["state"])
    if locked.state != State.IN_REVIEW:
        raise Locked(not_in_review_words(locked))
    review, is_new = Review.objects.get_or_create(
        submission=locked.submission,
        section=section,
        standing=standing,
        **({} if standing == Standing.PANEL else {"by": by}),
        defaults={"started_at": timezone.now(), "by": by},
    )
    if is_new:
        Rating.objects.bulk_create(Rating(review=review, line=line) for line in section.lines.all())
    return review


def ask_place(assessment: Assessment, *, line: Line, text: str, by: User) -> Message:
    """Ask the place about a line; the thread keeps every question and answer."""
    require(by, ASK, assessment)
    return _send(assessment, line=line, text=text, is_answer=False, by=by)


def answer_question(assessment: Assessment, *, line: Line, text: str, by: User) -> Message:
    """Answer what reviewers asked about a line."""
    require(by, ANSWER, assessment)
    if not Message.objects.filter(submission=assessment.submission, line=line, is_answer=False).exists():
        raise Refused("Nobody has asked about this")
    return _send(assessment, line=line, text=text, is_answer=True, by=by)


@transaction.atomic
def _send(assessment: Assessment, *, line: Line, text: str, is_answer: bool, by: User) -> Message:
    locked = Assessment.objects.locked(assessment.pk)
    if locked.submission is None or locked.state == State.MODERATED:
        raise Refused(not_in_review_words(locked))
    return Message.objects.create(
        submission=locked.submission,
        line=line,
        text=text.strip(),
        is_answer=is_answer,
        sent_at=timezone.now(),
        sent_by=by,
    )


@contextmanager
def _while_in_review(assessment: Assessment) -> Iterator[None]:
    """One transaction; what the database refuses is said in words."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as refused:
        if OWN_WORK in str(refused):
            raise Refused("You wrote in this assessment or signed it. Nobody reviews their own work.") from refused
        if OVER not in str(refused):
            raise
        now = Assessment.objects.with_lock_words().get(pk=assessment.pk)
        raise Locked(not_in_review_words(now)) from refused


def _save(rating: Rating, changes: Sequence[LineChange], *, at: datetime, ranges: Mapping[str, Range]) -> Merged:
    for _ in range(TRIES):
        merged = merge(rating.written, [one.change for one in changes])
        if not merged.accepted:
            return merged
        columns = Rating.columns(merged.accepted) | _unresolved(rating, merged, ranges)
        unchanged = Rating.objects.filter(pk=rating.pk, version=rating.version)
        if unchanged.update(**columns, version=F("version") + 1, saved_at=at):
            return merged
        rating.refresh_from_db()
    raise Refused("These ratings are being saved elsewhere at once. Try again.")


def _unresolved(rating: Rating, merged: Merged, ranges: Mapping[str, Range]) -> dict[str, Any]:
    """Where the panel leaves a difference open the lower level is kept, and the range with it."""
    if merged.accepted.get("unresolved", rating.unresolved) != "yes":
        return {"lowest": None, "highest": None}
    of_line = ranges.get(rating.line.code)
    if of_line is None or of_line.lowest == of_line.highest:
        return {"is_unresolved": False, "lowest": None, "highest": None}
    return {
        "level": of_line.lowest,
        "is_not_applicable": False,
        "lowest": of_line.lowest,
        "highest": of_line.highest,
    }


def _gap(
    rating: Rating, of_place: Mapping[str, str], ranges: Mapping[str, Range] | None, *, section: Section
) -> Gap | None:
    """What a rating still needs: of a panel a word on the evidence, and a reason where the sets lie two levels apart."""
    code = rating.line.code
    cause = None
    if not rating.is_rated:
        cause = Missing.RATING
    elif ranges is not None and rating.has_evidence is None and not rating.is_not_applicable:
        cause = Missing.EVIDENCE
    elif not rating.reason.strip():
        apart = ranges is not None and (rating.is_unresolved or (code in ranges and ranges[code].is_wide))
        if apart:
            cause = Missing.REASON_FOR_RANGE
        elif ranges is None and rating.rating != of_place.get(code):
            cause = Missing.REASON_FOR_DIFFERENCE
    return Gap(section=section.slug, line=code, cause=cause) if cause else None
