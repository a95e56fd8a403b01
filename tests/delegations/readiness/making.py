"""Rounds and what happens in them, made the way people make them: through the actions."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from delegations.readiness.actions import answers, conditions, moderation, reviews, rounds, submissions
from delegations.readiness.models import (
    Answer,
    Assessment,
    Condition,
    Evidence,
    Framework,
    Result,
    Round,
    Section,
    Standing,
    Submission,
    Support,
)
from delegations.register.models import Function, Phase
from lsc_places.documents.actions import keep_file
from lsc_places.documents.models import StoredFile
from lsc_places.kit.dates import today
from lsc_places.kit.merge import Change, LineChange
from lsc_places.people.models import User
from lsc_places.places.models import Place
from tests.lsc_places.documents import files

LEADS = ("governance-lead", "finance-lead", "quality-lead", "workforce-lead", "performance-lead")
NAME, SLUG = "Phase 1 round 1", "phase-1-round-1"


def user(name: str) -> User:
    """A demo account, read anew: what it may do is looked up once for each object."""
    return User.objects.get(username=name)


def opened(
    *, name: str = NAME, deadline_on: date | None = None, framework: Framework | None = None, places: int = 4
) -> Round:
    """A round for all places and the ICB, due in twelve days."""
    return rounds.open_round(
        framework or Framework.objects.get(source_key="place-readiness-1"),
        name=name,
        phase=Phase.objects.first(),
        places=list(Place.objects.all())[:places],
        with_icb=True,
        deadline_on=deadline_on or today() + timedelta(days=12),
        by=user("programme-manager"),
    )


def assessment_of(round: Round, place: str = "blackpool") -> Assessment:
    """The assessment of a place, or of "icb", as it is now."""
    whose = {"place": None} if place == "icb" else {"place__slug": place}
    return Assessment.objects.with_lock_words().get(round=round, **whose)


def writer_of(assessment: Assessment) -> User:
    return user(f"dhci-{assessment.slug}" if assessment.place else "accountable-officer")


def change(line: str, field: str, value: str, *bases: str) -> LineChange:
    return LineChange(line=line, change=Change(field=field, value=value, bases=bases or ("",)))


def changes_of(answer: Answer, **fields: str) -> list[LineChange]:
    """Changes of an answer from what it holds now."""
    return [change(answer.line.code, name, value, answer.written[name]) for name, value in fields.items()]


def stored_file(content: bytes | None = None) -> StoredFile:
    """A stored file whose bytes are on the disk."""
    return keep_file(SimpleUploadedFile("paper.pdf", content or files.pdf()), by=user("administrator"))


def add_evidence(
    assessment: Assessment, *, name: str = "Scope schedule", key: UUID | None = None, **details
) -> Evidence:
    """A piece of evidence, independent and dated today unless said otherwise."""
    given = {"shows": "", "document_on": today(), "publishable": "yes", "is_independent": True} | details
    made = Evidence(assessment=assessment, file=stored_file(), added_by=writer_of(assessment), name=name, **given)
    if key:
        made.key = key
    made.save()
    return made


def answered(
    assessment: Assessment,
    *,
    level: int = 3,
    levels: Mapping[str, int] | None = None,
    by: User | None = None,
    key: UUID | None = None,
) -> Assessment:
    """Everything answered at a level, but for the lines named, with evidence, the first under a key, and complete."""
    by = by or writer_of(assessment)
    proof = [add_evidence(assessment, key=key), add_evidence(assessment, name="Second opinion")]
    for section in sections_of(assessment):
        lines = list(section.lines.all())
        wanted = []
        for line in lines:
            if section.is_rated:
                wanted.append(change(line.code, "rating", str((levels or {}).get(line.code, level))))
            wanted.append(change(line.code, "reason", f"Because of {line.short.lower()}."))
        answers.save_answers(assessment, section=section, changes=wanted, by=by)
        if section.is_rated:
            behind = Answer.objects.filter(assessment=assessment, line__in=lines)
            Support.objects.bulk_create(
                Support(answer=answer, evidence=one, added_by=by) for answer in behind for one in proof
            )
        answers.complete_section(assessment, section=section, is_complete=True, by=by)
    return assessment_of(assessment.round, assessment.slug)


def submitted(round: Round, place: str = "blackpool", *, by: User | None = None, **answered_as) -> Submission:
    """An assessment answered and submitted."""
    assessment = answered(assessment_of(round, place), by=by, **answered_as)
    return submissions.submit_assessment(assessment, by=by or writer_of(assessment))


def sections_of(assessment: Assessment) -> Iterable[Section]:
    return assessment.round.framework.sections.select_related("framework").prefetch_related("lines")


def rate(
    assessment: Assessment,
    by: User,
    *,
    standing: Standing,
    level: int = 3,
    levels: Mapping[str, int] | None = None,
    only: Iterable[str] = (),
    give: bool = True,
    **more: str,
) -> None:
    """Rate every section somebody may rate in this standing, or only some, and give the ratings."""
    number = assessment.submission.number
    for section in sections_of(assessment):
        if not section.is_rated or (only and section.code not in only):
            continue
        if standing == Standing.LEAD and not by.holds(section.lead):
            continue
        fields = {"reason": "As seen in the papers."} | more
        wanted = [
            change(line.code, name, value)
            for line in section.lines.all()
            for name, value in (("rating", str((levels or {}).get(line.code, level))), *fields.items())
        ]
        where = {"submission": number, "section": section, "standing": standing, "by": by}
        reviews.save_ratings(assessment, changes=wanted, **where)
        if give:
            reviews.give_review(assessment, **where)


def reviewed(round: Round, place: str = "blackpool", *, levels: Mapping[str, int] | None = None, **more) -> Assessment:
    """An assessment submitted, with the views of its partner, where there is one, and of all leads."""
    submitted(round, place, **more)
    assessment = assessment_of(round, place)
    partner = User.objects.filter(username=f"partner-{place}").first() or (
        user("partner-blackpool") if place == "icb" else None
    )
    if partner:
        rate(assessment, partner, standing=Standing.PARTNER, levels=levels)
    for lead in LEADS:
        rate(assessment, user(lead), standing=Standing.LEAD, levels=levels)
    return assessment_of(round, place)


def with_panel(assessment: Assessment, **more) -> None:
    moderation.name_panel(
        assessment,
        **{
            "submission": assessment.submission.number,
            "members": [user("finance-lead"), user("quality-lead"), user("board-member")],
            "interests": "None declared",
            "author_left": True,
            "without_partner_reason": "No partner could be found in time",
            "by": user("panel-chair"),
        }
        | more,
    )


def moderated(assessment: Assessment, *, levels: Mapping[str, int] | None = None, evidence: str = "yes") -> Assessment:
    """Every section moderated by the panel."""
    rate(assessment, user("panel-chair"), standing=Standing.PANEL, levels=levels, evidence=evidence)
    with_panel(assessment)
    return assessment_of(assessment.round, assessment.slug)


def condition_on(
    assessment: Assessment, line: str = "4.2", *, functions: Iterable[str] = ("fn-bcf",), **more
) -> Condition:
    """A condition before activation, owned by the director and discharged by finance."""
    section = next(one for one in sections_of(assessment) if line in [each.code for each in one.lines.all()])
    return conditions.set_condition(
        assessment,
        **{
            "submission": assessment.submission.number,
            "section": section,
            "line": section.lines.get(code=line),
            "functions": Function.objects.filter(slug__in=functions),
            "text": "Limits and risk share signed into the schedule",
            "timing": "before",
            "owner": writer_of(assessment),
            "owner_role": "Director of Health and Care Integration",
            "due_on": today() + timedelta(days=30),
            "proof": "The signed schedule",
            "discharged_by_right": "finance_lead",
            "consequence": "It does not go live",
            "by": user("panel-chair"),
        }
        | more,
    )


def published(
    round: Round,
    place: str = "blackpool",
    *,
    levels: Mapping[str, int] | None = None,
    conditions_on: Iterable[str] = (),
) -> Result:
    """A result, from the answers to the panel, with conditions on the lines named."""
    assessment = moderated(reviewed(round, place, levels=levels), levels=levels)
    for line in conditions_on:
        condition_on(assessment, line, functions=["fn-phif", "fn-bcf"])
    result = moderation.publish_result(assessment, submission=assessment.submission.number, by=user("panel-chair"))
    assert result is not None
    return result


def accept(round: Round, place: str = "blackpool") -> None:
    assessment = assessment_of(round, place)
    rounds.record_verdict(
        assessment,
        kind="accepted",
        reason="Well founded",
        submission=assessment.submission.number,
        by=user("programme-manager"),
    )


def a_round() -> None:
    """A round in which the ICB has answered all, one place is submitted and one has its result, with a condition."""
    round = opened()
    answered(assessment_of(round, "icb"), key=UUID(int=1))
    submitted(round, "blackburn-with-darwen", key=UUID(int=2))
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('readiness_condition_id_seq', 999999)")
    published(round, "lancashire", levels={"4.2": 2}, conditions_on=["4.2"])
