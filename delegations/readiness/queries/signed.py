"""What was signed, or was left when a round closed, as those who may can read it."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from delegations.readiness import words
from delegations.readiness.models import Answer, Assessment, Line, Message, Section, Submission
from delegations.readiness.permissions import ANSWER, VIEW_ANSWERS
from delegations.readiness.queries.drafts import TasksPage, levels_of, of_address, section_of, tasks_page
from delegations.readiness.queries.evidence import EvidenceShown, evidence_shown
from delegations.readiness.queries.sections import SectionPage, section_page
from delegations.readiness.steps import State
from lsc_places.kit.permissions import require
from lsc_places.kit.words import Word
from lsc_places.people.models import User


@dataclass(frozen=True, kw_only=True)
class SignedLine:
    """A line as it was answered; ``rating`` is in words, empty on a statement."""

    line: Line
    rating: str
    reason: str
    next_step: str
    evidence: tuple[EvidenceShown, ...]


@dataclass(frozen=True, kw_only=True)
class SignedSection:
    """A section to be read."""

    assessment: Assessment
    section: Section
    position: int
    of: int
    before: Section | None
    after: Section | None
    lines: tuple[SignedLine, ...]
    status: str


@dataclass(frozen=True, kw_only=True)
class SignedPage:
    """An assessment to be read: what it says of itself, and what can be done with it now."""

    assessment: Assessment
    submission: Submission | None
    word: Word
    status: str
    sections: tuple[Section, ...]
    is_mine: bool
    may_withdraw: bool
    questions: int
    unanswered: int
    has_result: bool


def readable_assessment(round: str, *, place: str, reader: User) -> Assessment:
    """An assessment whose answers this person may read.

    Http404 for whoever must not know of it, PermissionDenied for whoever knows of it and may not read.
    """
    seen = Assessment.objects.visible_to(reader).with_lock_words()
    assessment = get_object_or_404(seen, **of_address(round, place=place))
    require(reader, VIEW_ANSWERS, assessment)
    return assessment


def assessment_for(round: str, *, place: str, reader: User) -> TasksPage | SignedPage:
    """An assessment: what is left to do for those who write it, and what was signed for everybody who may read it."""
    assessment = readable_assessment(round, place=place, reader=reader)
    if assessment.state == State.DRAFT:
        return tasks_page(assessment)
    return signed_page(assessment, reader=reader)


def section_for(round: str, *, place: str, section: str, reader: User) -> SectionPage | SignedSection:
    """A section, to be answered by those who write it while it is open, and otherwise to be read."""
    assessment = readable_assessment(round, place=place, reader=reader)
    of = section_of(assessment, slug=section)
    if assessment.state == State.DRAFT and assessment.round.is_open:
        return section_page(assessment, section=of, reader=reader)
    return signed_section(assessment, section=of)


def signed_page(assessment: Assessment, *, reader: User) -> SignedPage:
    """What was signed and where it is now; four queries."""
    submission = assessment.submission
    asked = Message.objects.filter(submission=submission) if submission else Message.objects.none()
    last_words = dict(asked.order_by("sent_at").values_list("line", "is_answer"))
    is_mine = reader.has_perm(ANSWER, assessment)
    return SignedPage(
        assessment=assessment,
        submission=submission,
        word=words.STATES[assessment.state],
        status=words.locked_words(assessment),
        sections=tuple(assessment.round.framework.sections.all()),
        is_mine=is_mine,
        may_withdraw=is_mine and assessment.state == State.SUBMITTED and assessment.round.is_open,
        questions=len(last_words),
        unanswered=sum(1 for is_answer in last_words.values() if not is_answer),
        has_result=assessment.state == State.MODERATED,
    )


def signed_section(assessment: Assessment, *, section: Section) -> SignedSection:
    """A section as it was answered; five queries."""
    sections = list(assessment.round.framework.sections.all())
    at = sections.index(section)
    return SignedSection(
        assessment=assessment,
        section=section,
        position=at + 1,
        of=len(sections),
        before=sections[at - 1] if at else None,
        after=sections[at + 1] if at + 1 < len(sections) else None,
        lines=signed_lines(assessment, section=section),
        status=words.locked_words(assessment),
    )


def signed_lines(assessment: Assessment, *, section: Section) -> tuple[SignedLine, ...]:
    """The lines of a section as they were answered, with the evidence behind them; three queries."""
    levels, needs = levels_of(assessment.round), assessment.round.framework.needs
    answers = Answer.objects.filter(assessment=assessment, line__section=section).with_evidence()
    return tuple(
        SignedLine(
            line=answer.line,
            rating=words.rated(answer, levels=levels) if section.is_rated else "",
            reason=answer.reason,
            next_step=answer.next_step,
            evidence=evidence_shown(
                (support.evidence for support in answer.supports.all()), fresh_months=needs.fresh_months
            ),
        )
        for answer in answers.order_by("line__order")
    )
