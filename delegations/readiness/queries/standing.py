"""Where each assessment of a round stands on a day: written, submitted, late, missing, in review, accepted."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from delegations.readiness import words
from delegations.readiness.models import Answer, Assessment, FunctionOutcome, Result, Round, Submission, Verdict
from delegations.readiness.permissions import VIEW_ANSWERS
from delegations.readiness.queries.gating import end_of
from delegations.readiness.steps import State
from lsc_places.kit.dates import today
from lsc_places.kit.words import Word
from lsc_places.people.models import User
from lsc_places.places.models import Place


@dataclass(frozen=True, kw_only=True)
class OutcomeShown:
    """What a result says of a function."""

    function: str
    short: str
    slug: str
    tier: str
    word: Word
    outcome: str


@dataclass(frozen=True, kw_only=True)
class VerdictShown:
    """What the delivery group said last, and why."""

    word: Word
    reason: str
    referred_to: str
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class Standing:
    """An assessment on a day; ``submission`` is the number of the one that counted, none while it was being written.

    ``page`` is the name of the page the reader may open: their own answers, a result, or answers they may read; or nothing.
    """

    slug: str
    subject: str
    place: Place | None
    word: Word
    sub: str
    submission: int | None
    is_late: bool
    is_missing: bool
    is_published: bool
    verdict: VerdictShown | None
    outcomes: tuple[OutcomeShown, ...]
    page: str = ""

    def outcome_of(self, function: str) -> OutcomeShown | None:
        return next((one for one in self.outcomes if one.slug == function), None)


def standings(rounds: Iterable[Round], *, as_at: date, reader: User | None = None) -> dict[int, tuple[Standing, ...]]:
    """The assessments of each round, by the id of the round, as they stood when the day ended; seven queries."""
    day = end_of(as_at)
    assessments = Assessment.objects.filter(round__in=list(rounds)).select_related("round", "place")
    found: dict[int, tuple[Standing, ...]] = {}
    for assessment in assessments.prefetch_related(*_told_by(day)):
        shown = _standing(assessment, day=day, now=min(day, timezone.now()) if as_at < today() else timezone.now())
        shown = replace(shown, page=_page(assessment, reader, is_published=shown.is_published))
        found[assessment.round_id] = (*found.get(assessment.round_id, ()), shown)
    return found


def _told_by(day: datetime) -> tuple[Prefetch, ...]:
    """What had happened to an assessment when a day ended."""
    results: QuerySet[Result] = Result.objects.filter(published_at__lt=day).prefetch_related(
        Prefetch("outcomes", queryset=FunctionOutcome.objects.select_related("function"))
    )
    submissions = (
        Submission.objects.filter(submitted_at__lt=day)
        .select_related("submitted_by", "acting_for")
        .defer("answers")
        .prefetch_related(Prefetch("result", queryset=results), "reviews")
        .order_by("number")
    )
    verdicts = Verdict.objects.filter(recorded_at__lt=day).select_related("recorded_by")
    written = Answer.objects.filter(saved_at__lt=day).only("assessment_id")
    return (
        Prefetch("submissions", queryset=submissions, to_attr="told_submissions"),
        Prefetch("verdicts", queryset=verdicts, to_attr="told_verdicts"),
        Prefetch("answers", queryset=written, to_attr="told_answers"),
    )


def _standing(assessment: Assessment, *, day: datetime, now: datetime) -> Standing:
    verdicts: list[Verdict] = assessment.told_verdicts  # type: ignore[attr-defined]
    last = verdicts[-1] if verdicts else None
    current = _current(assessment, verdicts, day)
    result: Result | None = getattr(current, "result", None) if current else None
    is_missing = current is None and now > assessment.round.deadline_at
    word, sub = _word(assessment, current, last, result, is_missing=is_missing, day=day)
    return Standing(
        slug=assessment.slug,
        subject=assessment.subject,
        place=assessment.place,
        word=word,
        sub=sub,
        submission=current.number if current else None,
        is_late=bool(current and current.was_late),
        is_missing=is_missing,
        is_published=result is not None,
        verdict=verdict_shown(last) if last else None,
        outcomes=tuple(_outcome(one) for one in result.outcomes.all()) if result else (),
    )


def _page(assessment: Assessment, reader: User | None, *, is_published: bool) -> str:
    if reader is None:
        return ""
    if is_published:
        return "readiness:result"
    return "readiness:assessment" if reader.has_perm(VIEW_ANSWERS, assessment) else ""


def _current(assessment: Assessment, verdicts: list[Verdict], day: datetime) -> Submission | None:
    submissions: list[Submission] = assessment.told_submissions  # type: ignore[attr-defined]
    returned = {verdict.submission_id for verdict in verdicts if verdict.kind == Verdict.Kind.RETURNED}
    standing = [
        one for one in submissions if one.pk not in returned and (one.withdrawn_at is None or one.withdrawn_at >= day)
    ]
    return standing[-1] if standing else None


def _word(
    assessment: Assessment,
    current: Submission | None,
    last: Verdict | None,
    result: Result | None,
    *,
    is_missing: bool,
    day: datetime,
) -> tuple[Word, str]:
    """How far it is, and the line under that."""
    if current is None:
        if last is not None and last.kind == Verdict.Kind.RETURNED:
            return words.RETURNED, "To be written again" if assessment.round.is_open else "The round is closed"
        if is_missing:
            return words.MISSING, "Not submitted by the deadline"
        started = assessment.told_answers  # type: ignore[attr-defined]
        return (words.STATES[State.DRAFT], "") if started else (words.NOT_STARTED, "")
    at = words.when(current.submitted_at)
    by = words.signed_by(current)
    if result is not None:
        return words.STATES[State.MODERATED], f"At {words.when(result.published_at)}"
    if any(review.started_at < day for review in current.reviews.all()):
        return words.STATES[State.IN_REVIEW], f"Submitted {at}{', late' if current.was_late else ''}"
    return (words.LATE if current.was_late else words.STATES[State.SUBMITTED]), f"{at}, by {by}"


def verdict_shown(verdict: Verdict) -> VerdictShown:
    """A verdict as pages show it."""
    return VerdictShown(
        word=words.VERDICTS[verdict.kind],
        reason=verdict.reason,
        referred_to=verdict.referred_to,
        at=verdict.recorded_at,
        by=str(verdict.recorded_by),
    )


def _outcome(one: FunctionOutcome) -> OutcomeShown:
    return OutcomeShown(
        function=one.function.name,
        short=one.function.short_name,
        slug=one.function.slug,
        tier=one.tier,
        word=words.OUTCOMES[one.outcome],
        outcome=one.outcome,
    )
