"""What was submitted, word for word, and what the delivery group said of it."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from delegations.readiness.models.rounds import Assessment


@pghistory.track()
class Submission(models.Model):
    """The answers of an assessment as they were signed; ``answers`` and ``sha256`` never change.

    ``acting_for`` is the director when a deputy signs. A submission taken back before its review stays on record.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    acting_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    was_late = models.BooleanField()
    answers = models.JSONField()
    sha256 = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["assessment", "number"]
        constraints = [
            models.UniqueConstraint(name="one_submission_of_a_number", fields=["assessment", "number"]),
            models.CheckConstraint(
                name="submission_withdrawn_by_somebody",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_acts_for_themselves",
                condition=Q(acting_for=None) | ~Q(acting_for=models.F("submitted_by")),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="signed_stays",
                fields=[
                    "assessment",
                    "number",
                    "submitted_at",
                    "submitted_by",
                    "acting_for",
                    "was_late",
                    "answers",
                    "sha256",
                ],
            ),
            pgtrigger.Protect(name="is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """What people quote, such as "RA-0012-2": the assessment, then the number of the submission."""
        return f"RA-{self.assessment_id:04}-{self.number}"


class Verdict(models.Model):
    """What the delivery group said of an assessment, recorded by the programme manager; rows are added, never changed."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        RETURNED = "returned", "Returned"
        REFERRED = "referred", "Referred"

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="verdicts")
    submission = models.ForeignKey(
        "readiness.Submission", null=True, blank=True, on_delete=models.PROTECT, related_name="verdicts"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    reason = models.TextField()
    referred_to = models.CharField(max_length=160, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(name="verdict_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="only_what_is_submitted_is_accepted_or_returned",
                condition=Q(kind="referred") | Q(submission__isnull=False),
            ),
            models.CheckConstraint(
                name="verdict_refers_to_somebody",
                condition=Q(kind="referred") & ~Q(referred_to="") | ~Q(kind="referred") & Q(referred_to=""),
            ),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.reason}"
