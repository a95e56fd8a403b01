"""Writing answers: any number of people at once, each field by itself, and only while the assessment is open."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from delegations.readiness.models import Answer, Assessment, Completion, Section
from delegations.readiness.models.answers import LOCKED
from delegations.readiness.permissions import ANSWER
from delegations.readiness.reckoning import gaps_of
from delegations.readiness.refusals import Incomplete, Locked, Refused
from delegations.readiness.words import locked_words
from lsc_places.kit.merge import Change, Conflict, LineChange, Merged, merge
from lsc_places.kit.permissions import require
from lsc_places.people.models import User

TRIES = 20


@dataclass(frozen=True, kw_only=True)
class Told:
    """A conflict, with who wrote the other text and when, where that is known."""

    line: str
    conflict: Conflict
    by: str | None
    at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What came of a save: when, what only a person can settle, and what others have written since somebody last saved."""

    at: datetime
    conflicts: tuple[Told, ...]
    others: tuple[Answer, ...]


def save_answers(
    assessment: Assessment,
    *,
    section: Section,
    changes: Iterable[LineChange],
    by: User,
    since: datetime | None = None,
) -> Saved:
    """Save changed fields, each answer in one conditional update; raises Locked when the answers are not open any more.

    Nothing is checked but what the database needs: half a thought is worth keeping. ``since`` asks for what others wrote.
    """
    require(by, ANSWER, assessment)
    require_open(assessment)
    of_lines = _by_line(changes)
    theirs = Q(saved_at__gte=since) & ~Q(saved_by=by) if since else Q(pk__in=[])
    answers = Answer.objects.filter(Q(line__code__in=of_lines) | theirs, assessment=assessment, line__section=section)
    found = {answer.line.code: answer for answer in answers.select_related("line", "saved_by").order_by("pk")}
    now = timezone.now()
    told: list[Told] = []
    with unless_locked(assessment):
        for code in sorted(of_lines):
            merged = _save(found[code], of_lines[code], by=by, at=now)
            told += [_told(found[code], conflict) for conflict in merged.conflicts]
    others = tuple(
        answer
        for answer in found.values()
        if since and answer.saved_at and answer.saved_at >= since and answer.saved_by_id != by.pk
    )
    return Saved(at=now, conflicts=tuple(told), others=others)


def complete_section(assessment: Assessment, *, section: Section, is_complete: bool, by: User) -> None:
    """Write down that a section is complete, or not yet; raises Incomplete with what it still needs."""
    require(by, ANSWER, assessment)
    require_open(assessment)
    completion = Completion.objects.filter(assessment=assessment, section=section)
    with unless_locked(assessment):
        completion.delete()
        if not is_complete:
            return
        answers = Answer.objects.filter(assessment=assessment, line__section=section).with_evidence()
        if gaps := gaps_of(answers, section=section, is_marked_complete=True):
            raise Incomplete(gaps)
        Completion.objects.create(assessment=assessment, section=section, completed_at=timezone.now(), completed_by=by)


def require_open(assessment: Assessment) -> None:
    """Stop with words when the answers are not open."""
    if words := locked_words(assessment):
        raise Locked(words)


@contextmanager
def unless_locked(assessment: Assessment) -> Iterator[None]:
    """One transaction; when the database finds that the answers were locked meanwhile, say by whom and when."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as refused:
        if LOCKED not in str(refused):
            raise
        now = Assessment.objects.with_lock_words().get(pk=assessment.pk)
        raise Locked(locked_words(now) or LOCKED) from refused


def _by_line(changes: Iterable[LineChange]) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for one in changes:
        found.setdefault(one.line, []).append(one.change)
    return found


def _save(answer: Answer, changes: Sequence[Change], *, by: User, at: datetime) -> Merged:
    """One conditional update; when somebody else was quicker, compare again with what they wrote."""
    for _ in range(TRIES):
        merged = merge(answer.written, changes)
        if not merged.accepted:
            return merged
        columns = Answer.columns(merged.accepted)
        unchanged = Answer.objects.filter(pk=answer.pk, version=answer.version)
        if unchanged.update(**columns, version=F("version") + 1, saved_at=at, saved_by=by):
            return merged
        answer.refresh_from_db()
    raise Refused("Many people are saving this answer at once. Try again.")


def _told(answer: Answer, conflict: Conflict) -> Told:
    by, at = answer.last_change_of(conflict.field) or (None, None)
    return Told(line=answer.line.code, conflict=conflict, by=by, at=at)
