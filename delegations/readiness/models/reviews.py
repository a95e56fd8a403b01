"""What others than the place say of a submission: partners, leads and the panel, each in a set of their own."""

from collections.abc import Mapping
from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from delegations.readiness.models.answers import Rated
from delegations.readiness.models.frameworks import Line, Section
from delegations.readiness.models.submissions import Submission

OVER = "This assessment is not in review, or these ratings have been given already"
OWN_WORK = "Nobody reviews their own work"


class Standing(models.TextChoices):
    """As what somebody reviews; the moderated ratings of the panel are the only ones that count."""

    PARTNER = "partner", "Partner"
    LEAD = "lead", "Lead"
    PANEL = "panel", "Panel"


@pghistory.track()
class Review(models.Model):
    """One person's ratings of one section of a submission; once given they stay."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="reviews")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="reviews")
    standing = models.CharField(max_length=8, choices=Standing.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews")
    started_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["submission", "section", "started_at"]
        constraints = [
            models.UniqueConstraint(
                name="one_review_of_a_section_each", fields=["submission", "section", "standing", "by"]
            ),
            models.UniqueConstraint(
                name="one_panel_rates_a_section", fields=["submission", "section"], condition=Q(standing="panel")
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="is_kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="not_of_own_work",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=f"""
                    IF EXISTS (
                        SELECT FROM readiness_submission AS submission
                        WHERE submission.id = NEW.submission_id AND (
                            submission.submitted_by_id = NEW.by_id OR submission.acting_for_id = NEW.by_id
                            OR EXISTS (
                                SELECT FROM readiness_answer AS answer
                                WHERE answer.assessment_id = submission.assessment_id AND answer.saved_by_id = NEW.by_id
                            )
                        )
                    ) THEN
                        RAISE EXCEPTION '{OWN_WORK}' USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section}, {self.get_standing_display()} {self.by}"


@pghistory.track()
class Rating(Rated):
    """A reviewer's word on one line; of a panel also whether the evidence will do, and what was left unresolved.

    ``lowest`` and ``highest`` keep the range of the sets the panel could not bring together.
    """

    FIELDS = ("rating", "reason", "condition", "evidence", "unresolved")

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="ratings")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="ratings")
    condition = models.TextField(blank=True, help_text="A condition the reviewer would set")
    has_evidence = models.BooleanField(null=True, blank=True)
    is_unresolved = models.BooleanField(default=False)
    lowest = models.PositiveSmallIntegerField(null=True, blank=True)
    highest = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["review", "line"]
        constraints = [
            models.UniqueConstraint(name="one_rating_of_a_line", fields=["review", "line"]),
            models.CheckConstraint(
                name="rating_is_a_level_or_does_not_apply", condition=Q(level=None) | Q(is_not_applicable=False)
            ),
            models.CheckConstraint(
                name="unresolved_keeps_the_lower_level",
                condition=Q(is_unresolved=False) | Q(level=models.F("lowest"), highest__gt=models.F("lowest")),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="only_while_in_review",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=f"""
                    PERFORM 1 FROM readiness_assessment AS assessment
                    JOIN readiness_review AS review ON review.submission_id = assessment.submission_id
                    WHERE review.id = COALESCE(NEW.review_id, OLD.review_id)
                        AND review.given_at IS NULL AND assessment.state = 'in review'
                    FOR SHARE OF assessment;
                    IF NOT FOUND THEN
                        RAISE EXCEPTION '{OVER}' USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN COALESCE(NEW, OLD);
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.rating or 'not rated'}"

    @property
    def evidence(self) -> str:
        """Whether the evidence will do, as a form gives it: "yes", "no" or nothing."""
        return {True: "yes", False: "no", None: ""}[self.has_evidence]

    @property
    def unresolved(self) -> str:
        """Whether the panel left the difference open, as a form gives it: "yes" or nothing."""
        return "yes" if self.is_unresolved else ""

    @classmethod
    def columns(cls, written: Mapping[str, str]) -> dict[str, Any]:
        """What fields of a form come to in columns."""
        columns = super().columns(written)
        if (evidence := columns.pop("evidence", None)) is not None:
            columns["has_evidence"] = {"yes": True, "no": False}.get(evidence)
        if (unresolved := columns.pop("unresolved", None)) is not None:
            columns["is_unresolved"] = unresolved == "yes"
        return columns


class Message(models.Model):
    """A question to the place about a line, or its answer; a thread that grows and never changes."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="messages")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="messages")
    text = models.TextField()
    is_answer = models.BooleanField()
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["sent_at", "pk"]
        constraints = [models.CheckConstraint(name="message_says_something", condition=~Q(text=""))]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class Panel(models.Model):
    """Who moderated a submission, what they had to declare, and why partners were not heard where they were not."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="panel")
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    interests = models.TextField(help_text="Interests declared, and what was done about them")
    author_left = models.BooleanField(help_text="Whoever presented the assessment left for the rating")
    without_partner_reason = models.TextField(blank=True)
    named_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="author_leaves_for_the_rating", condition=Q(author_left=True)),
            models.CheckConstraint(name="interests_are_declared", condition=~Q(interests="")),
        ]

    def __str__(self) -> str:
        return f"Panel on {self.submission}"
