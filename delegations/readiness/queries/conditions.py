"""Conditions as the panel sets them and as they are then met."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404

from delegations.readiness import words
from delegations.readiness.models import Assessment, Condition, Line, Rating, Section, Submission
from delegations.readiness.permissions import DISCHARGE, LEADS, MAKE_ITEM, MODERATE
from delegations.readiness.queries.drafts import of_address, section_of
from delegations.register.models import Function
from lsc_places.kit.dates import today
from lsc_places.kit.permissions import may, require
from lsc_places.kit.words import Word
from lsc_places.people.models import Grant, User

Right = Grant.Right


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Somebody who may sit on a panel or own a condition; ``role`` is the right they hold, in words."""

    user: User
    role: str

    @property
    def words(self) -> str:
        return f"{self.user.name}, {self.role}"


@dataclass(frozen=True, kw_only=True)
class ConditionShown:
    """A condition, and what this person may do about it."""

    condition: Condition
    reference: str
    where: str
    functions: tuple[str, ...]
    word: Word
    item: str | None
    may_discharge: bool
    may_make_item: bool


@dataclass(frozen=True, kw_only=True)
class ConditionPage:
    """Setting a condition on a section, or on a line of it."""

    assessment: Assessment
    section: Section
    line: Line | None
    functions: tuple[Function, ...]
    owners: tuple[Candidate, ...]
    dischargers: tuple[tuple[str, str], ...]
    initial: dict[str, Any]


def condition_page(round: str, *, place: str, section: str, line: str, reader: User) -> ConditionPage:
    """Setting a condition, for the chair of the panel; Http404 when there is no such section or line."""
    seen = Assessment.objects.visible_to(reader).filter(submission__isnull=False).with_lock_words()
    assessment = get_object_or_404(seen, **of_address(round, place=place))
    require(reader, MODERATE, assessment)
    of = section_of(assessment, slug=section)
    found = get_object_or_404(of.lines, code=line) if line else None
    submission = assessment.submission
    assert submission is not None
    return ConditionPage(
        assessment=assessment,
        section=of,
        line=found,
        functions=tuple(one.function for one in assessment.round.functions.select_related("function")),
        owners=owners_of(assessment),
        dischargers=tuple((right.value, str(right.label)) for right in (*LEADS, Right.ACCOUNTABLE_OFFICER)),
        initial={"submission": submission.number, "timing": "before", "text": _suggested(submission, found)},
    )


def owners_of(assessment: Assessment) -> tuple[Candidate, ...]:
    """Who may own a condition: the people of the place, or for the ICB its own; one query."""
    grants = Grant.objects.as_at(today()).select_related("user", "place", "organisation")
    if assessment.place:
        grants = grants.filter(place=assessment.place)
    else:
        grants = grants.filter(right__in=[Right.ACCOUNTABLE_OFFICER, Right.PROGRAMME_MANAGER, *LEADS])
    return tuple(Candidate(user=grant.user, role=str(grant)) for grant in grants.order_by("right", "user__name"))


def conditions_shown(submission: Submission, *, reader: User | None = None) -> tuple[ConditionShown, ...]:
    """The conditions of a submission; two queries."""
    held = submission.conditions.select_related("section", "line", "owner", "discharged_by", "item")
    return tuple(_shown(one, reader=reader) for one in held.prefetch_related("functions"))


def condition_of(round: str, *, place: str, condition: int) -> Condition:
    """A condition of a published result; Http404 when there is none of this address."""
    held = Condition.objects.filter(submission__result__isnull=False).select_related(
        "section", "line", "owner", "submission__assessment__place", "submission__assessment__round__framework"
    )
    where = {f"submission__assessment__{name}": value for name, value in of_address(round, place=place).items()}
    return get_object_or_404(held, pk=condition, **where)


def _shown(one: Condition, *, reader: User | None) -> ConditionShown:
    is_published = hasattr(one.submission, "result")
    word = words.DISCHARGED if not one.is_open else words.OVERDUE if one.due_on < today() else words.OPEN
    return ConditionShown(
        condition=one,
        reference=words.condition_reference(one),
        where=str(one.line or one.section),
        functions=tuple(function.short_name for function in one.functions.all()),
        word=word,
        item=one.item.reference if one.item else None,
        may_discharge=is_published and one.is_open and may(reader, DISCHARGE, one),
        may_make_item=is_published and one.item is None and may(reader, MAKE_ITEM, one.submission.assessment),
    )


def _suggested(submission: Submission, line: Line | None) -> str:
    """What reviewers would set on a line."""
    if line is None:
        return ""
    given = Rating.objects.filter(review__submission=submission, review__given_at__isnull=False, line=line)
    return "\n".join(_texts(given.exclude(condition="").values_list("condition", flat=True)))


def _texts(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found))
