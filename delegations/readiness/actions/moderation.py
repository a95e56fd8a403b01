"""The panel: who sits on it, and publishing the result of what it found."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from delegations.readiness.actions.autonomy import follow_result
from delegations.readiness.judge import Outcome
from delegations.readiness.models import (
    Answer,
    Assessment,
    FunctionOutcome,
    Panel,
    Result,
    Review,
    Section,
    Standing,
    Submission,
    Verdict,
)
from delegations.readiness.permissions import MODERATE
from delegations.readiness.reckoning import as_stored, judgements
from delegations.readiness.refusals import Locked, Refused
from delegations.readiness.steps import State
from delegations.readiness.words import LETTER, not_in_review_words
from lsc_places.jobs.actions import ask
from lsc_places.kit.dates import today
from lsc_places.kit.permissions import require
from lsc_places.people.models import Grant, User

LEAST_MEMBERS = 3
Right = Grant.Right


@transaction.atomic
def name_panel(
    assessment: Assessment,
    *,
    submission: int,
    members: Collection[User],
    interests: str,
    author_left: bool,
    without_partner_reason: str,
    by: User,
) -> Panel:
    """Write down who moderates beside the chair; raises Refused in words when the panel is not quorate or not independent."""
    current = moderating(assessment, submission=submission, by=by)
    _require_quorate({by, *members}, current)
    if not author_left:
        raise Refused("Whoever wrote the assessment must leave for the rating")
    panel, _ = Panel.objects.update_or_create(
        submission=current,
        defaults={
            "chair": by,
            "interests": interests,
            "author_left": author_left,
            "without_partner_reason": without_partner_reason,
            "named_at": timezone.now(),
        },
    )
    panel.members.set({by, *members})
    return panel


@transaction.atomic
def publish_result(assessment: Assessment, *, submission: int, by: User) -> Result | None:
    """Publish what the panel found, function by function; answers none when there was too little evidence for any.

    Then nothing is published: the assessment goes back to be completed.
    """
    current = moderating(assessment, submission=submission, by=by)
    sections = tuple(current.assessment.round.framework.sections.prefetch_related("lines"))
    _require_moderated(current, sections)
    found = judgements(current, sections=sections)
    assessment = current.assessment
    if found and all(one.outcome == Outcome.INSUFFICIENT_EVIDENCE for one in found.values()):
        _send_back(current, without=max(one.without_evidence for one in found.values()), by=by)
        return None
    now = timezone.now()
    result = Result.objects.create(
        submission=current,
        published_at=now,
        published_by=by,
        expires_on=months_after(today(), months=assessment.round.framework.valid_months),
    )
    FunctionOutcome.objects.bulk_create(
        FunctionOutcome(
            result=result,
            function=of.function,
            tier=of.tier,
            outcome=judgement.outcome,
            judgement=as_stored(judgement),
        )
        for of, judgement in found.items()
    )
    assessment.state = State.MODERATED
    assessment.save(update_fields=["state"])
    follow_result(current, by=by)
    title = f"Result letter of {current.reference}, {assessment.subject}"
    ask(LETTER, subject=current.reference, title=title, params={"submission": current.pk}, by=by)
    return result


def moderating(assessment: Assessment, *, submission: int, by: User) -> Submission:
    """The submission a panel chair works on, locked; raises Locked when it is not in review any more."""
    locked = Assessment.objects.locked(assessment.pk)
    require(by, MODERATE, locked)
    current = locked.submission
    if current is None or current.number != submission or locked.state not in (State.SUBMITTED, State.IN_REVIEW):
        raise Locked(not_in_review_words(locked))
    current.assessment = locked
    return current


def months_after(day: date, *, months: int) -> date:
    """The same day of the month so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _require_quorate(members: set[User], submission: Submission) -> None:
    """Three people or more, finance and quality among them, one from elsewhere, and nobody of the place."""
    place = submission.assessment.place
    wrote: set[int | None] = {submission.submitted_by_id, submission.acting_for_id}
    wrote |= set(Answer.objects.filter(assessment=submission.assessment).values_list("saved_by", flat=True))
    if any(user.pk in wrote or (place and user.holds(Right.DHCI, Right.PARTNER, place=place)) for user in members):
        raise Refused("Nobody who wrote the assessment or belongs to the place can sit on the panel")
    if len(members) < LEAST_MEMBERS:
        raise Refused(f"A panel has at least {LEAST_MEMBERS} people, the chair among them")
    for right, words in ((Right.FINANCE_LEAD, "finance"), (Right.QUALITY_LEAD, "quality")):
        if not any(user.holds(right) for user in members):
            raise Refused(f"The panel needs somebody from {words}")
    if not any(user.holds_anywhere(Right.BOARD_MEMBER, Right.DHCI) for user in members):
        raise Refused("The panel needs somebody independent of the place: a board member, or another place's director")


def _require_moderated(submission: Submission, sections: tuple[Section, ...]) -> None:
    panel = Panel.objects.filter(submission=submission).first()
    if panel is None:
        raise Refused("Name the panel first")
    given = Review.objects.filter(submission=submission, given_at__isnull=False)
    moderated = set(given.filter(standing=Standing.PANEL).values_list("section", flat=True))
    left = [section for section in sections if section.is_rated and section.pk not in moderated]
    if left:
        raise Refused(f"Moderate {len(left)} more section{'s' if len(left) > 1 else ''} first: {left[0].title}")
    if not given.filter(standing=Standing.PARTNER).exists() and not panel.without_partner_reason:
        raise Refused("No partner has given a view. Wait for one, or say with the panel why there is none")
    lead = set(given.filter(standing=Standing.LEAD).values_list("section", flat=True))
    without = [section for section in sections if section.is_rated and section.pk not in lead]
    if without:
        raise Refused(f"No lead has given ratings for {without[0].title}")


def _send_back(submission: Submission, *, without: int, by: User) -> None:
    assessment = submission.assessment
    Verdict.objects.create(
        assessment=assessment,
        submission=submission,
        kind=Verdict.Kind.RETURNED,
        reason=f"The panel found no acceptable evidence for {without} questions, which is too many to give a result",
        recorded_at=timezone.now(),
        recorded_by=by,
    )
    assessment.state, assessment.submission = State.DRAFT, None
    assessment.save(update_fields=["state", "submission"])
