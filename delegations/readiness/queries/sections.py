"""A section to be answered: each question with the last answer, the records of the day and the evidence beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import F
from django.utils import timezone

from delegations.readiness import words
from delegations.readiness.models import Answer, Assessment, Completion, Line, Rating, Section, Standing, Submission
from delegations.readiness.queries.drafts import Functions, Need, functions_of, levels_of, needs_of
from delegations.readiness.queries.evidence import EvidenceShown, evidence_shown
from delegations.readiness.queries.live import LivePanel, drawn_in
from lsc_places.kit.dates import today
from lsc_places.people.models import User

PRESENT = timedelta(minutes=2)


@dataclass(frozen=True, kw_only=True)
class LevelShown:
    """A level of the framework, as somebody chooses it."""

    number: int
    name: str
    meaning: str
    evidence: str


@dataclass(frozen=True, kw_only=True)
class LastAnswer:
    """What was signed on a line in the round before, and what the panel made of it, both in words."""

    round: str
    on: date
    rating: str
    reason: str
    moderated: str


@dataclass(frozen=True, kw_only=True)
class Theirs:
    """What somebody else wrote in a field meanwhile."""

    text: str
    by: str
    at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field of a question as the page has it: its text, the texts it began from, and what is wrong with it."""

    name: str
    value: str
    bases: tuple[str, ...]
    error: str = ""
    theirs: Theirs | None = None


@dataclass(frozen=True, kw_only=True)
class Question:
    """A line with everything that helps to answer it."""

    line: Line
    rating: Field
    reason: Field
    next_step: Field
    saved_by: str
    saved_at: datetime | None
    evidence: tuple[EvidenceShown, ...]
    last: LastAnswer | None
    live: tuple[LivePanel, ...]
    meanings: tuple[str, ...]
    suggestion: str
    evidence_error: str = ""

    @property
    def evidence_id(self) -> str:
        return words.field_name("evidence", line=self.line.code)

    @property
    def fields(self) -> tuple[Field, ...]:
        return (self.rating, self.reason, self.next_step)


@dataclass(frozen=True, kw_only=True)
class SectionPage:
    """A section to be answered; ``others`` are the people who saved in it a moment ago."""

    assessment: Assessment
    section: Section
    position: int
    of: int
    before: Section | None
    after: Section | None
    questions: tuple[Question, ...]
    levels: tuple[LevelShown, ...]
    needs: tuple[Need, ...]
    is_complete: bool
    others: tuple[str, ...]
    saved_at: datetime | None
    locked: str
    opened_at: datetime
    completion_error: str = ""

    @property
    def errors(self) -> tuple[tuple[str, str], ...]:
        """What is wrong, and the id of the control to go to."""
        found = [
            (f"{question.line.code}: {error}", id)
            for question in self.questions
            for error, id in (
                (question.rating.error, f"{question.rating.name}-1"),
                (question.reason.error, question.reason.name),
                (question.evidence_error, question.evidence_id),
                (question.next_step.error, question.next_step.name),
            )
            if error
        ]
        return (*found, *([(self.completion_error, "completed-yes")] if self.completion_error else []))

    @property
    def has_conflict(self) -> bool:
        return any(field.theirs for question in self.questions for field in question.fields)


def section_page(assessment: Assessment, *, section: Section, reader: User) -> SectionPage:
    """A section to be answered; a fixed number of queries, however many lines it has."""
    round = assessment.round
    now = timezone.now()
    functions = functions_of(round)
    sections = list(round.framework.sections.all())
    at = sections.index(section)
    answers = list(
        Answer.objects.filter(assessment=assessment, line__section=section).with_evidence().order_by("line__order")
    )
    last = last_answers(assessment, section=section)
    live = drawn_in(
        assessment.place, subjects={subject for answer in answers for subject in answer.line.live}, as_at=today()
    )
    saved = [answer for answer in answers if answer.saved_at]
    return SectionPage(
        assessment=assessment,
        section=section,
        position=at + 1,
        of=len(sections),
        before=sections[at - 1] if at else None,
        after=sections[at + 1] if at + 1 < len(sections) else None,
        questions=tuple(_question(answer, section, functions, last, live) for answer in answers),
        levels=tuple(LevelShown(**level) for level in round.framework.levels),
        needs=needs_of(section, functions=functions, tiers=round.framework.tiers),
        is_complete=Completion.objects.filter(assessment=assessment, section=section).exists(),
        others=tuple(
            sorted(
                {
                    str(answer.saved_by)
                    for answer in saved
                    if answer.saved_by_id != reader.pk and answer.saved_at and answer.saved_at > now - PRESENT
                }
            )
        ),
        saved_at=max((answer.saved_at for answer in saved if answer.saved_at), default=None),
        locked=words.locked_words(assessment),
        opened_at=now,
    )


def with_fields(
    page: SectionPage, *, change: Callable[[Field], Field], evidence_errors: Mapping[str, str], completion_error: str
) -> SectionPage:
    """The same page with its fields changed, such as to what somebody typed, and with what is wrong."""
    return replace(
        page,
        questions=tuple(
            replace(
                one,
                rating=change(one.rating),
                reason=change(one.reason),
                next_step=change(one.next_step),
                evidence_error=evidence_errors.get(one.evidence_id, ""),
            )
            for one in page.questions
        ),
        completion_error=completion_error,
    )


def ratings_of(section: Section) -> dict[str, tuple[str, ...]]:
    """What the rating of each line of a section may be, as a form gives it; one query."""
    levels = tuple(str(level["number"]) for level in section.framework.levels)
    return {
        line.code: () if not section.is_rated else levels if line.is_critical else (*levels, Answer.NOT_APPLICABLE)
        for line in section.lines.all()
    }


def _question(
    answer: Answer,
    section: Section,
    functions: Functions,
    last: Mapping[str, LastAnswer],
    live: Mapping[str, LivePanel],
) -> Question:
    line, framework = answer.line, section.framework
    rating, reason, next_step = (
        Field(name=words.field_name(name, line=line.code), value=answer.written[name], bases=(answer.written[name],))
        for name in Answer.FIELDS
    )
    return Question(
        line=line,
        rating=rating,
        reason=reason,
        next_step=next_step,
        saved_by=str(answer.saved_by) if answer.saved_by else "",
        saved_at=answer.saved_at,
        evidence=evidence_shown(
            (support.evidence for support in answer.supports.all()), fresh_months=framework.needs.fresh_months
        ),
        last=last.get(line.code),
        live=tuple(live[subject] for subject in line.live if subject in live),
        meanings=words.meanings(line, section=section, functions=functions, tiers=framework.tiers),
        suggestion=line.development if _is_low(answer, section, functions) else "",
    )


def _is_low(answer: Answer, section: Section, functions: Functions) -> bool:
    """Whether the rating is below the highest level any function needs of the section."""
    needs = needs_of(section, functions=functions, tiers=section.framework.tiers)
    return answer.level is not None and any(answer.level < need.level for need in needs)


def last_answers(assessment: Assessment, *, section: Section) -> dict[str, LastAnswer]:
    """What was signed on the lines of this section in the round before, by line; two queries."""
    return last_answers_of_all(assessment, section=section)


def last_answers_of_all(assessment: Assessment, *, section: Section | None = None) -> dict[str, LastAnswer]:
    """What was signed in the round before, by line, of one section or of all; two queries."""
    before = last_submission(assessment)
    if before is None:
        return {}
    levels = levels_of(before.assessment.round)
    moderated = Rating.objects.filter(
        review__submission=before, review__standing=Standing.PANEL, review__given_at__isnull=False
    )
    by_line = {rating.line.code: words.rated(rating, levels=levels) for rating in moderated.select_related("line")}
    return {
        line["code"]: LastAnswer(
            round=before.assessment.round.name,
            on=timezone.localdate(before.submitted_at),
            rating=words.rating_words(line["rating"], levels=levels),
            reason=line["reason"],
            moderated=by_line.get(line["code"], ""),
        )
        for signed in before.answers["sections"]
        if section is None or signed["code"] == section.code
        for line in signed["lines"]
    }


def last_submission(assessment: Assessment) -> Submission | None:
    """What the same side submitted in the latest earlier round under the same framework, of any version."""
    return (
        Submission.objects.filter(
            assessment__submission=F("pk"),
            assessment__place=assessment.place,
            assessment__round__framework__name=assessment.round.framework.name,
            assessment__round__opened_at__lt=assessment.round.opened_at,
        )
        .select_related("assessment__round__framework")
        .order_by("-assessment__round__opened_at")
        .first()
    )
