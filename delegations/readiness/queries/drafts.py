"""An assessment as those who write it see it: what is left to do, and all of it before it is signed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from delegations.readiness import words
from delegations.readiness.models import (
    ICB_SLUG,
    Answer,
    Assessment,
    Completion,
    Line,
    Round,
    RoundFunction,
    Section,
    Verdict,
)
from delegations.readiness.permissions import acting_for
from delegations.readiness.personal import has_nhs_number
from delegations.readiness.reckoning import gaps_in
from lsc_places.kit.dates import today
from lsc_places.people.models import User

Functions = tuple[RoundFunction, ...]


@dataclass(frozen=True, kw_only=True)
class Need:
    """A level that functions need of a section, with their short names."""

    level: int
    functions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SectionTask:
    """A section in the list of what is left to do."""

    section: Section
    answered: int
    total: int
    critical: tuple[str, ...]
    needs: tuple[Need, ...]
    is_complete: bool
    is_started: bool


@dataclass(frozen=True, kw_only=True)
class TasksPage:
    """What is left to do before an assessment can be submitted; ``returned`` is why it came back, if it did."""

    assessment: Assessment
    groups: tuple[tuple[str, tuple[SectionTask, ...]], ...]
    functions: Functions
    days_left: int
    returned: str
    locked: str
    evidence_count: int

    @property
    def tasks(self) -> tuple[SectionTask, ...]:
        return tuple(task for _, tasks in self.groups for task in tasks)

    @property
    def completed(self) -> int:
        return sum(1 for task in self.tasks if task.is_complete)


@dataclass(frozen=True, kw_only=True)
class GapShown:
    """Something left to do, in words, and where to do it."""

    words: str
    section: Section
    line: str | None


@dataclass(frozen=True, kw_only=True)
class CheckPage:
    """Everything that would be signed, section by section, and what is left to do first.

    ``personal`` are answers, with their sections, in which something looks like the number of a patient.
    """

    assessment: Assessment
    sections: tuple[tuple[Section, tuple[Answer, ...]], ...]
    gaps: tuple[GapShown, ...]
    personal: tuple[tuple[Section, Answer], ...]
    locked: str
    acting_for: str
    levels: Mapping[int, str]


def own_assessment(round: str, *, place: str, reader: User) -> Assessment:
    """The assessment this person writes; Http404 for anybody else, and when there is none of this address."""
    mine = Assessment.objects.answerable_by(reader).with_lock_words()
    return get_object_or_404(mine, **of_address(round, place=place))


def of_address(round: str, *, place: str) -> dict[str, Any]:
    """How an assessment is found by its address."""
    whose = {"place": None} if place == ICB_SLUG else {"place__slug": place}
    return {"round__slug": round, **whose}


def section_of(assessment: Assessment, *, slug: str) -> Section:
    """The section of this address; Http404 when there is none."""
    sections = Section.objects.select_related("framework").filter(framework=assessment.round.framework_id)
    return get_object_or_404(sections, slug=slug)


def line_of(assessment: Assessment, *, code: str) -> Line:
    """The line of this code; Http404 when there is none."""
    return get_object_or_404(Line.objects.filter(section__framework=assessment.round.framework_id), code=code)


def functions_of(round: Round) -> Functions:
    """The functions a round judges, with their tiers; one query."""
    return tuple(round.functions.select_related("function"))


def needs_of(section: Section, *, functions: Functions, tiers: Iterable[Mapping[str, Any]]) -> tuple[Need, ...]:
    """The levels functions need of a section, highest first."""
    minimums = {tier["code"]: tier["minimums"].get(section.code) for tier in tiers}
    by_level: dict[int, list[str]] = {}
    for of in functions:
        if level := minimums.get(of.tier):
            by_level.setdefault(level, []).append(of.function.short_name)
    return tuple(Need(level=level, functions=tuple(by_level[level])) for level in sorted(by_level, reverse=True))


def levels_of(round: Round) -> dict[int, str]:
    """The names of the levels by number."""
    return {level["number"]: level["name"] for level in round.framework.levels}


def tasks_page(assessment: Assessment) -> TasksPage:
    """What is left to do; seven queries."""
    round = assessment.round
    functions = functions_of(round)
    counts = _counts(assessment)
    complete = set(Completion.objects.filter(assessment=assessment).values_list("section_id", flat=True))
    groups: dict[str, list[SectionTask]] = {}
    for section in round.framework.sections.prefetch_related("lines"):
        lines = section.lines.all()
        count = counts.get(section.pk, {})
        task = SectionTask(
            section=section,
            answered=count.get("rated" if section.is_rated else "worded", 0),
            total=len(lines),
            critical=tuple(line.code for line in lines if line.is_critical),
            needs=needs_of(section, functions=functions, tiers=round.framework.tiers),
            is_complete=section.pk in complete,
            is_started=bool(count.get("started")),
        )
        groups.setdefault(section.group, []).append(task)
    last = assessment.verdicts.order_by("-recorded_at").first()
    return TasksPage(
        assessment=assessment,
        groups=tuple((title, tuple(tasks)) for title, tasks in groups.items()),
        functions=functions,
        days_left=(timezone.localdate(round.deadline_at) - today()).days,
        returned=last.reason if last and last.kind == Verdict.Kind.RETURNED else "",
        locked=words.locked_words(assessment),
        evidence_count=assessment.evidence.filter(removed_at=None).count(),
    )


def check_page(assessment: Assessment, *, reader: User) -> CheckPage:
    """Everything that would be signed; seven queries."""
    sections = tuple(assessment.round.framework.sections.select_related("framework").prefetch_related("lines"))
    answers: dict[int, list[Answer]] = {}
    for answer in Answer.objects.filter(assessment=assessment).with_evidence().order_by("line__order"):
        answers.setdefault(answer.line.section_id, []).append(answer)
    deputised = acting_for(reader, place=assessment.place)
    return CheckPage(
        assessment=assessment,
        sections=tuple((section, tuple(answers.get(section.pk, ()))) for section in sections),
        gaps=gaps_shown(assessment, sections=sections),
        personal=tuple(
            (section, answer)
            for section in sections
            for answer in answers.get(section.pk, ())
            if has_nhs_number(answer.reason) or has_nhs_number(answer.next_step)
        ),
        locked=words.locked_words(assessment),
        acting_for=str(deputised) if deputised else "",
        levels=levels_of(assessment.round),
    )


def gaps_shown(assessment: Assessment, *, sections: Sequence[Section]) -> tuple[GapShown, ...]:
    """What is left to do, in the order of the sections."""
    by_slug = {section.slug: section for section in sections}
    return tuple(
        GapShown(words=words.GAPS[gap.cause], section=by_slug[gap.section], line=gap.line)
        for gap in gaps_in(assessment, sections=sections)
    )


def _counts(assessment: Assessment) -> dict[int, dict[str, Any]]:
    """How many lines of each section are rated, have words, and have been touched, by the id of the section."""
    rows = (
        Answer.objects.filter(assessment=assessment)
        .order_by()
        .values("line__section")
        .annotate(
            rated=Count("pk", filter=Q(level__isnull=False) | Q(is_not_applicable=True)),
            worded=Count("pk", filter=~Q(reason="")),
            started=Count("pk", filter=Q(saved_at__isnull=False)),
        )
    )
    return {row["line__section"]: dict(row) for row in rows}
