"""Submitting an assessment, once however often it is sent, and taking it back before its review."""

import hashlib
import json
from typing import Any

from django.db import transaction
from django.utils import timezone

from delegations.readiness.actions.answers import require_open
from delegations.readiness.models import Answer, Assessment, Section, Submission
from delegations.readiness.permissions import ANSWER, acting_for
from delegations.readiness.reckoning import gaps_in
from delegations.readiness.refusals import Incomplete, Refused
from delegations.readiness.steps import State
from delegations.readiness.words import RECEIPT
from lsc_places.jobs.actions import ask
from lsc_places.kit.permissions import require
from lsc_places.people.models import User

STARTED = "The review has started, so this assessment cannot be withdrawn. Ask the programme manager to return it"


@transaction.atomic
def submit_assessment(assessment: Assessment, *, by: User) -> Submission:
    """Sign and lock the answers as they are; a second submission at the same time answers the first one.

    Raises Incomplete with all that is missing, Locked when the round is over.
    """
    assessment = Assessment.objects.locked(assessment.pk)
    require(by, ANSWER, assessment)
    if assessment.submission:
        return assessment.submission
    require_open(assessment)
    sections = tuple(assessment.round.framework.sections.select_related("framework").prefetch_related("lines"))
    if gaps := gaps_in(assessment, sections=sections):
        raise Incomplete(gaps)
    now = timezone.now()
    content = _content(assessment, sections)
    assessment.submission = Submission.objects.create(
        assessment=assessment,
        number=assessment.submissions.count() + 1,
        submitted_at=now,
        submitted_by=by,
        acting_for=acting_for(by, place=assessment.place),
        was_late=now > assessment.round.deadline_at,
        answers=content,
        sha256=hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest(),
    )
    assessment.state = State.SUBMITTED
    assessment.save(update_fields=["state", "submission"])
    ask(
        RECEIPT,
        subject=assessment.submission.reference,
        title=f"Receipt of {assessment.submission.reference}, {assessment.subject}",
        params={"submission": assessment.submission.pk},
        by=by,
    )
    return assessment.submission


@transaction.atomic
def withdraw_assessment(assessment: Assessment, *, submission: int, by: User) -> Assessment:
    """Take a submission back to go on writing, until somebody has begun to review it; ``submission`` is its number."""
    assessment = Assessment.objects.locked(assessment.pk)
    require(by, ANSWER, assessment)
    current = assessment.submission
    if current is None or current.number != submission:
        return assessment
    if assessment.state != State.SUBMITTED:
        raise Refused(STARTED)
    current.withdrawn_at, current.withdrawn_by = timezone.now(), by
    current.save(update_fields=["withdrawn_at", "withdrawn_by"])
    assessment.state, assessment.submission = State.DRAFT, None
    assessment.save(update_fields=["state", "submission"])
    return assessment


def _content(assessment: Assessment, sections: tuple[Section, ...]) -> dict[str, Any]:
    """What is signed, word for word."""
    answers = {answer.line_id: answer for answer in Answer.objects.filter(assessment=assessment).with_evidence()}
    return {
        "round": assessment.round.slug,
        "framework": assessment.round.framework.source_key,
        "subject": assessment.slug,
        "sections": [
            {
                "code": section.code,
                "title": section.title,
                "lines": [_signed(answers[line.pk]) for line in section.lines.all()],
            }
            for section in sections
        ],
    }


def _signed(answer: Answer) -> dict[str, Any]:
    return {
        "code": answer.line.code,
        "question": answer.line.question,
        "rating": answer.rating,
        "reason": answer.reason,
        "next_step": answer.next_step,
        "evidence": [
            {
                "key": str(support.evidence.key),
                "name": support.evidence.name,
                "shows": support.evidence.shows,
                "document_on": support.evidence.document_on.isoformat() if support.evidence.document_on else None,
                "is_independent": support.evidence.is_independent,
                "sha256": support.evidence.file.sha256,
            }
            for support in answer.supports.all()
        ],
    }
