"""What is written while an assessment is a draft: answers, which sections are complete, and the evidence behind answers."""

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from delegations.readiness.models.frameworks import Line, Section
from delegations.readiness.models.rounds import Assessment
from lsc_places.documents.models import StoredFile

LOCKED = "The answers of this assessment are locked"


def _only_while_draft(assessment: str) -> pgtrigger.Trigger:
    """Refuse to write unless the assessment is a draft; the share lock lets a submission wait for who is writing."""
    return pgtrigger.Trigger(
        name="only_while_draft",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            PERFORM 1 FROM readiness_assessment
            WHERE id = {assessment} AND state = 'draft' FOR SHARE;
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

    @property
    def rating(self) -> str:
        """The level as a form gives it: a number, "n/a", or nothing when it is not rated."""
        return self.NOT_APPLICABLE if self.is_not_applicable else "" if self.level is None else str(self.level)

    @property
    def is_rated(self) -> bool:
        return self.level is not None or self.is_not_applicable


@pghistory.track()
class Answer(Rated):
    """What an assessment says on one line; on a statement only the words count."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="answers")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="answers")
    next_step = models.TextField(blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

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
