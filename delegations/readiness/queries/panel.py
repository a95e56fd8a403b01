"""The table of the panel: how far reviewers have come, where they differ, and what it would come to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404

from delegations.readiness import words
from delegations.readiness.judge import Judgement, Shortfall
from delegations.readiness.models import Assessment, Panel, Review, RoundFunction, Section, Standing, Submission
from delegations.readiness.permissions import LEADS, MODERATE, VIEW_RATINGS
from delegations.readiness.queries.conditions import Candidate, ConditionShown, conditions_shown
from delegations.readiness.queries.drafts import of_address
from delegations.readiness.queries.reviews import IN_HAND
from delegations.readiness.reckoning import Range, judgements, ranges_of
from delegations.register.models import Function
from lsc_places.kit.dates import today
from lsc_places.kit.permissions import require
from lsc_places.kit.words import Word
from lsc_places.people.models import Grant, User

Right = Grant.Right


@dataclass(frozen=True, kw_only=True)
class SectionModerated:
    """How far a section has come: views of partners, the lead's, and the panel's."""

    section: Section
    partners: int
    leads: int
    is_moderated: bool
    is_started: bool
    differing: int
    wide: int


@dataclass(frozen=True, kw_only=True)
class ShortfallShown:
    """Where a level is lower than needed, in words."""

    where: str
    words: str
    is_met: bool
    can_be_met: bool
    section: str
    line: str


@dataclass(frozen=True, kw_only=True)
class JudgementShown:
    """What the ratings come to for a function as they stand."""

    function: Function
    tier: str
    word: Word
    effect: str
    shortfalls: tuple[ShortfallShown, ...]
    counts: str


@dataclass(frozen=True, kw_only=True)
class PanelHub:
    """A submission on the table of the panel."""

    assessment: Assessment
    submission: Submission
    sections: tuple[SectionModerated, ...]
    panel: Panel | None
    members: tuple[str, ...]
    conditions: tuple[ConditionShown, ...]
    judgements: tuple[JudgementShown, ...]
    partners: int
    may_moderate: bool

    @property
    def could_meet(self) -> int:
        """How many shortfalls, of all functions, a condition could meet and none does yet."""
        return len(
            {
                (short.section, short.line)
                for one in self.judgements
                for short in one.shortfalls
                if short.can_be_met and not short.is_met
            }
        )

    @property
    def moderated(self) -> int:
        return sum(1 for one in self.sections if one.is_moderated)


@dataclass(frozen=True, kw_only=True)
class PanelPage:
    """Naming the panel."""

    assessment: Assessment
    people: tuple[Candidate, ...]
    initial: dict[str, Any]


def panel_assessment(round: str, *, place: str, reader: User) -> Assessment:
    """A submitted assessment as those see it who oversee its review.

    Http404 for whoever must not know of it, PermissionDenied for whoever knows of it and does not oversee.
    """
    seen = Assessment.objects.visible_to(reader).filter(submission__isnull=False).with_lock_words()
    assessment = get_object_or_404(seen, **of_address(round, place=place))
    require(reader, VIEW_RATINGS, assessment)
    return assessment


def panel_hub(round: str, *, place: str, reader: User) -> PanelHub:
    """A submission on the table of the panel; a fixed number of queries."""
    assessment = panel_assessment(round, place=place, reader=reader)
    submission = assessment.submission
    assert submission is not None
    submission.assessment = assessment
    sections = tuple(assessment.round.framework.sections.select_related("framework").prefetch_related("lines"))
    ranges = ranges_of(submission)
    reviews = list(Review.objects.filter(submission=submission))
    panel = Panel.objects.filter(submission=submission).prefetch_related("members").first()
    return PanelHub(
        assessment=assessment,
        submission=submission,
        sections=tuple(_section(one, reviews, ranges) for one in sections if one.is_rated),
        panel=panel,
        members=tuple(str(member) for member in panel.members.all()) if panel else (),
        conditions=conditions_shown(submission, reader=reader),
        judgements=tuple(
            judgement_shown(of, judgement=judgement, sections=sections)
            for of, judgement in judgements(submission, sections=sections).items()
        ),
        partners=len({one.by_id for one in reviews if one.standing == Standing.PARTNER and one.given_at}),
        may_moderate=assessment.state in IN_HAND and reader.has_perm(MODERATE, assessment),
    )


def panel_page(round: str, *, place: str, reader: User) -> PanelPage:
    """Naming the panel, for its chair; the people who may sit on it are those of the ICB and of other places."""
    assessment = panel_assessment(round, place=place, reader=reader)
    require(reader, MODERATE, assessment)
    submission = assessment.submission
    assert submission is not None
    grants = Grant.objects.as_at(today()).select_related("user", "place", "organisation").exclude(user=reader)
    fit = grants.filter(right__in=[*LEADS, Right.BOARD_MEMBER, Right.ACCOUNTABLE_OFFICER, Right.DHCI])
    if assessment.place:
        fit = fit.exclude(place=assessment.place)
    panel = Panel.objects.filter(submission=submission).first()
    initial: dict[str, Any] = {"submission": submission.number}
    if panel:
        initial |= {
            "members": [str(member.pk) for member in panel.members.all()],
            "interests": panel.interests,
            "author_left": panel.author_left,
            "without_partner_reason": panel.without_partner_reason,
        }
    people = tuple(Candidate(user=grant.user, role=str(grant)) for grant in fit.order_by("right", "user__name"))
    return PanelPage(assessment=assessment, people=people, initial=initial)


def judgement_shown(of: RoundFunction, *, judgement: Judgement, sections: Sequence[Section]) -> JudgementShown:
    """A judgement in words; the sections come with their lines."""
    return JudgementShown(
        function=of.function,
        tier=of.tier,
        word=words.OUTCOMES[judgement.outcome],
        effect=words.EFFECTS[judgement.outcome],
        shortfalls=tuple(shortfall_shown(one, sections=sections) for one in judgement.shortfalls),
        counts=words.counts(judgement),
    )


def shortfall_shown(one: Shortfall, *, sections: Sequence[Section]) -> ShortfallShown:
    """A shortfall in words."""
    section = next(section for section in sections if section.code == one.section)
    line = next((line for line in section.lines.all() if line.code == one.line), None)
    return ShortfallShown(
        where=str(line) if line else section.title,
        words=words.shortfall(one),
        is_met=not one.is_open,
        can_be_met=one.can_be_met_by_condition,
        section=section.slug,
        line=one.line or "",
    )


def _section(section: Section, reviews: Sequence[Review], ranges: Mapping[str, Range]) -> SectionModerated:
    here = [one for one in reviews if one.section_id == section.pk]
    of_lines = [ranges[line.code] for line in section.lines.all() if line.code in ranges]
    panel = [one for one in here if one.standing == Standing.PANEL]
    return SectionModerated(
        section=section,
        partners=sum(1 for one in here if one.standing == Standing.PARTNER and one.given_at),
        leads=sum(1 for one in here if one.standing == Standing.LEAD and one.given_at),
        is_moderated=any(one.given_at for one in panel),
        is_started=bool(panel),
        differing=sum(1 for one in of_lines if one.highest > one.lowest),
        wide=sum(1 for one in of_lines if one.is_wide),
    )
