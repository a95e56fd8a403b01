"""Adding evidence, using it behind answers, and removing it; the file itself is kept by ``documents``."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Sum
from django.utils import timezone

from delegations.readiness.actions.answers import require_open, unless_locked
from delegations.readiness.models import Answer, Assessment, Evidence, Support
from delegations.readiness.permissions import ANSWER
from delegations.readiness.refusals import Refused
from lsc_places.documents.actions import keep_file
from lsc_places.documents.kinds import Refused as FileRefused
from lsc_places.kit.permissions import require
from lsc_places.people.models import User

MOST_FILES = 20
MOST_BYTES = 500 * 1024 * 1024
TOO_MANY = f"You can only add up to {MOST_FILES} files to an answer"
TOO_MUCH = "The files of this assessment come to 500MB, which is the most that can be kept. Remove one that is not used"
SIGNED = "This evidence is part of what was submitted, so it stays"


def add_evidence(
    assessment: Assessment, *, upload: UploadedFile, details: Mapping[str, Any], line: str | None, by: User
) -> Evidence:
    """Keep a file with what it shows, and where a line is named use it there; raises Refused with words for the person.

    ``details`` has the fields name, shows, document_on, publishable and is_independent.
    """
    require(by, ANSWER, assessment)
    require_open(assessment)
    answer = _answer(assessment, line) if line else None
    _require_room(assessment, answer, size=upload.size or 0)
    try:
        stored = keep_file(upload, by=by)
    except FileRefused as refused:
        raise Refused(str(refused)) from refused
    with unless_locked(assessment):
        evidence = Evidence.objects.create(assessment=assessment, file=stored, added_by=by, **details)
        if answer:
            Support.objects.create(answer=answer, evidence=evidence, added_by=by)
    return evidence


def use_evidence(assessment: Assessment, *, line: str, keys: Collection[UUID], by: User) -> None:
    """Use exactly these pieces of evidence behind an answer; others it used stay in the list of evidence."""
    require(by, ANSWER, assessment)
    require_open(assessment)
    answer = _answer(assessment, line)
    chosen = Evidence.objects.of_subject(assessment).filter(key__in=keys)
    if len(chosen) > MOST_FILES:
        raise Refused(TOO_MANY)
    with unless_locked(assessment):
        answer.supports.exclude(evidence__in=chosen).delete()
        Support.objects.bulk_create(
            (Support(answer=answer, evidence=evidence, added_by=by) for evidence in chosen), ignore_conflicts=True
        )


def stop_using(assessment: Assessment, *, line: str, key: UUID, by: User) -> None:
    """Take a piece of evidence away from an answer; it stays in the list."""
    require(by, ANSWER, assessment)
    require_open(assessment)
    with unless_locked(assessment):
        Support.objects.filter(answer=_answer(assessment, line), evidence__key=key).delete()


def describe_evidence(evidence: Evidence, *, assessment: Assessment, details: Mapping[str, Any], by: User) -> None:
    """Say better what a piece of evidence is; what was signed with it keeps the words it had."""
    require(by, ANSWER, assessment)
    Evidence.objects.filter(pk=evidence.pk, removed_at=None).update(**details)


def remove_evidence(evidence: Evidence, *, assessment: Assessment, by: User) -> None:
    """Remove evidence from the list and from every draft answer; what was submitted with it keeps it."""
    require(by, ANSWER, assessment)
    require_open(assessment)
    with unless_locked(assessment):
        if Support.objects.filter(evidence=evidence, answer__assessment__submission__isnull=False).exists():
            raise Refused(SIGNED)
        Support.objects.filter(evidence=evidence).delete()
        Evidence.objects.filter(pk=evidence.pk, removed_at=None).update(removed_at=timezone.now(), removed_by=by)


def _answer(assessment: Assessment, line: str) -> Answer:
    return Answer.objects.get(assessment=assessment, line__code=line)


def _require_room(assessment: Assessment, answer: Answer | None, *, size: int) -> None:
    if answer and answer.supports.count() >= MOST_FILES:
        raise Refused(TOO_MANY)
    kept = Evidence.objects.filter(assessment=assessment, removed_at=None).aggregate(sum=Sum("file__size"))["sum"] or 0
    if kept + size > MOST_BYTES:
        raise Refused(TOO_MUCH)
