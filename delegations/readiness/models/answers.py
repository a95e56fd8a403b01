"""What is written while an assessment is a draft: answers, which sections are complete, and the evidence behind answers."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Self

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from delegations.readiness.completeness import Written
from delegations.readiness.models.frameworks import Line, Section
from delegations.readiness.models.rounds import READERS, Assessment
from delegations.readiness.proof import Item
from lsc_places.documents.models import StoredFile
from lsc_places.people.models import Grant, User

MOST_HISTORY = 50
LOCKED = "The answers of this assessment are locked"


def _only_while_draft(assessment: str) -> pgtrigger.Trigger:
    """Refuse to write unless the assessment is a draft of an open round.

    The share locks make a submission, or the end of the round, wait for whoever is writing just now, and the other way
    round: what was answered with "saved" is in what is submitted.
    """
    return pgtrigger.Trigger(
        name="only_while_draft",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            PERFORM 1 FROM readiness_assessment AS assessment JOIN readiness_round AS round ON round.id = assessment.round_id
            WHERE assessment.id = {assessment} AND assessment.state = 'draft' AND round.closed_at IS NULL FOR SHARE;
            IF NOT FOUND THEN
                RAISE EXCEPTION '{LOCKED}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN COALESCE(NEW, OLD);
        """,
    )


class Rated(models.Model):
    """A level or the word that the line does not apply, with the reason; ``version`` goes up with every save."""

    level = models.PositiveSmallIntegerField(null=True, blank=True)
    is_not_applicable = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    NOT_APPLICABLE = "n/a"
    FIELDS: tuple[str, ...]

    @property
    def rating(self) -> str:
        """The level as a form gives it: a number, "n/a", or nothing when it is not rated."""
        return self.NOT_APPLICABLE if self.is_not_applicable else "" if self.level is None else str(self.level)

    @property
    def is_rated(self) -> bool:
        return self.level is not None or self.is_not_applicable

    @property
    def written(self) -> dict[str, str]:
        """What a form has of it, by name."""
        return {name: getattr(self, name) for name in self.FIELDS}

    @classmethod
    def columns(cls, written: Mapping[str, str]) -> dict[str, Any]:
        """What fields of a form come to in columns."""
        columns: dict[str, Any] = {name: text for name, text in written.items() if name != "rating"}
        if (rating := written.get("rating")) is not None:
            columns["is_not_applicable"] = rating == cls.NOT_APPLICABLE
            columns["level"] = int(rating) if rating.isdigit() else None
        return columns


class AnswerQuerySet(models.QuerySet):
    def with_evidence(self) -> Self:
        """Each with its line and the evidence behind it; three queries in all."""
        return self.select_related("line", "saved_by").prefetch_related(
            models.Prefetch("supports", queryset=Support.objects.select_related("evidence__file", "evidence__added_by"))
        )


@pghistory.track()
class Answer(Rated):
    """What an assessment says on one line; on a statement only the words count."""

    FIELDS = ("rating", "reason", "next_step")

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="answers")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="answers")
    next_step = models.TextField(blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["assessment", "line"]
        constraints = [
            models.UniqueConstraint(name="one_answer_to_a_line", fields=["assessment", "line"]),
            models.CheckConstraint(
                name="answer_is_a_level_or_does_not_apply", condition=Q(level=None) | Q(is_not_applicable=False)
            ),
            models.CheckConstraint(
                name="answer_saved_by_somebody",
                condition=Q(saved_at=None, saved_by=None) | Q(saved_at__isnull=False, saved_by__isnull=False),
            ),
        ]
        triggers = [_only_while_draft("COALESCE(NEW.assessment_id, OLD.assessment_id)")]

    def __str__(self) -> str:
        return f"{self.line}: {self.rating or 'not rated'}"

    def as_written(self, *, is_statement: bool) -> Written:
        """What it says as the rules see it; the evidence must have been fetched."""
        return Written(
            code=self.line.code,
            is_statement=is_statement,
            level=self.level,
            is_not_applicable=self.is_not_applicable,
            reason=self.reason,
            items=tuple(support.evidence.as_item for support in self.supports.all()),
        )

    def last_change_of(self, field: str) -> tuple[str, datetime] | None:
        """Who gave a field the words it has now, by name, and when; none when nobody has."""
        found = None
        history = self.events.select_related("saved_by").order_by("-pgh_id")[:MOST_HISTORY]  # type: ignore[attr-defined]
        for event in history:
            if Answer.of_event(event).written[field] != self.written[field] or event.saved_by is None:
                break
            found = (event.saved_by.name, event.saved_at)
        return found

    @classmethod
    def of_event(cls, event: Any) -> "Answer":
        """The answer as it was at an event of its history."""
        return cls(
            level=event.level,
            is_not_applicable=event.is_not_applicable,
            reason=event.reason,
            next_step=event.next_step,
        )


@pghistory.track()
class Completion(models.Model):
    """The word of whoever writes that a section is complete."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="completions")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="completions")
    completed_at = models.DateTimeField()
    completed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="section_completed_once", fields=["assessment", "section"])]
        triggers = [_only_while_draft("COALESCE(NEW.assessment_id, OLD.assessment_id)")]

    def __str__(self) -> str:
        return f"{self.section}, complete"


class EvidenceQuerySet(models.QuerySet):
    def of_subject(self, assessment: Assessment) -> Self:
        """What may be used in an assessment: all that was added for the same place, or for the ICB, in any round."""
        return self.filter(assessment__place=assessment.place, removed_at=None)

    def visible_to(self, person: User | AnonymousUser) -> Self:
        """The evidence this person may open: their own side's, and of others what a submission relies on.

        Members of the board and administrators know of a submission, and open nothing of it.
        """
        if not person.is_authenticated:
            return self.none()
        mine = Q(assessment__in=Assessment.objects.answerable_by(person))
        partner = [grant.place_id for grant in person.current_grants if grant.right == Grant.Right.PARTNER]
        if person.holds(*READERS):
            theirs = Q()
        else:
            theirs = Q(assessment__place__in=partner) | (Q(assessment__place=None) if partner else Q(pk__in=[]))
        signed = Support.objects.filter(evidence=models.OuterRef("pk"), answer__assessment__submission__isnull=False)
        return self.filter(mine | (theirs & models.Exists(signed)))


@pghistory.track()
class Evidence(models.Model):
    """A file with what it shows, added for one assessment and open to every later one of the same place."""

    class Publishable(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        UNSURE = "unsure", "Not sure"

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="evidence")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="evidence")
    name = models.CharField(max_length=160)
    shows = models.TextField(blank=True)
    document_on = models.DateField(null=True, blank=True)
    publishable = models.CharField(max_length=8, choices=Publishable.choices, default=Publishable.UNSURE)
    is_independent = models.BooleanField(default=False)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-added_at", "-pk"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                name="evidence_removed_by_somebody",
                condition=Q(removed_at=None, removed_by=None) | Q(removed_at__isnull=False, removed_by__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="file_stays", fields=["key", "assessment", "file", "added_by", "added_at"]),
            pgtrigger.Protect(name="is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def as_item(self) -> Item:
        """What the rules of evidence ask of it."""
        return Item(document_on=self.document_on, is_independent=self.is_independent)


@pghistory.track()
class Support(models.Model):
    """The use of a piece of evidence behind an answer."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="supports")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="supports")
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="evidence_behind_an_answer_once", fields=["answer", "evidence"])]
        triggers = [
            _only_while_draft(
                "(SELECT assessment_id FROM readiness_answer WHERE id = COALESCE(NEW.answer_id, OLD.answer_id))"
            )
        ]

    def __str__(self) -> str:
        return f"{self.evidence} behind {self.answer}"
