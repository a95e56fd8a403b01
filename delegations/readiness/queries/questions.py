"""Questions of reviewers and the answers of the place, as threads by line."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404

from delegations.readiness.models import Assessment, Line, Message, Section, Submission
from delegations.readiness.permissions import ANSWER, ASK
from delegations.readiness.queries.signed import readable_assessment
from delegations.readiness.steps import State
from lsc_places.people.models import User


@dataclass(frozen=True, kw_only=True)
class Said:
    """A message of a thread."""

    text: str
    is_answer: bool
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Thread:
    """The questions and answers on a line."""

    line: Line
    said: tuple[Said, ...]

    @property
    def is_answered(self) -> bool:
        return bool(self.said) and self.said[-1].is_answer


@dataclass(frozen=True, kw_only=True)
class QuestionsPage:
    """Every thread of an assessment."""

    assessment: Assessment
    threads: tuple[Thread, ...]
    may_answer: bool


@dataclass(frozen=True, kw_only=True)
class ThreadPage:
    """One thread, and what somebody may add to it: a question, an answer, or nothing."""

    assessment: Assessment
    thread: Thread
    asks: bool
    answers: bool


def questions_page(round: str, *, place: str, reader: User) -> QuestionsPage:
    """Every thread, for those who may read the assessment; three queries."""
    assessment = _submitted(round, place=place, reader=reader)
    assert assessment.submission is not None
    found = threads(assessment.submission)
    lines = Line.objects.filter(section__framework=assessment.round.framework_id, code__in=found)
    return QuestionsPage(
        assessment=assessment,
        threads=tuple(Thread(line=line, said=found[line.code]) for line in lines.select_related("section")),
        may_answer=reader.has_perm(ANSWER, assessment),
    )


def thread_page(round: str, *, place: str, line: str, reader: User) -> ThreadPage:
    """One thread, for those who may read the assessment; Http404 for a line there is not."""
    assessment = _submitted(round, place=place, reader=reader)
    lines = Line.objects.filter(section__framework=assessment.round.framework_id).select_related("section")
    found = get_object_or_404(lines, code=line)
    assert assessment.submission is not None
    said = threads(assessment.submission, section=found.section).get(line, ())
    is_open = assessment.state != State.MODERATED
    return ThreadPage(
        assessment=assessment,
        thread=Thread(line=found, said=said),
        asks=is_open and reader.has_perm(ASK, assessment),
        answers=is_open and bool(said) and reader.has_perm(ANSWER, assessment),
    )


def threads(submission: Submission, *, section: Section | None = None) -> dict[str, tuple[Said, ...]]:
    """Questions and answers by line, in order; one query."""
    messages = Message.objects.filter(submission=submission).select_related("line", "sent_by")
    if section is not None:
        messages = messages.filter(line__section=section)
    found: dict[str, tuple[Said, ...]] = {}
    for one in messages:
        said = Said(text=one.text, is_answer=one.is_answer, by=str(one.sent_by), at=one.sent_at)
        found[one.line.code] = (*found.get(one.line.code, ()), said)
    return found


def _submitted(round: str, *, place: str, reader: User) -> Assessment:
    assessment = readable_assessment(round, place=place, reader=reader)
    if assessment.submission is None:
        raise Http404("Nothing is submitted")
    return assessment
