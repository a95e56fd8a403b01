"""A job: what was asked for, how far it is, and what came of it; and what somebody is told."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from lsc_places.people.models import Grant, User


class JobQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """The jobs somebody asked for; a board secretary sees everybody's."""
        return self.all() if user.holds(Grant.Right.SECRETARY) else self.filter(asked_by=user)

    def open(self) -> Self:
        return self.filter(state__in=Job.OPEN)


class Job(models.Model):
    """Long work, done by whichever worker holds its lease; every instant in it is the database's own.

    Each claim of a job is an attempt of the next number, and only the holder of the last number may end it.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    OPEN = (State.QUEUED, State.RUNNING)

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=120, help_text="What it is about, as its kind names it")
    title = models.CharField(max_length=250, help_text="What was asked for, in words")
    params = models.JSONField(default=dict)
    idempotency_key = models.CharField(max_length=200)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="jobs"
    )
    asked_at = models.DateTimeField(db_default=Now())
    woken_at = models.DateTimeField(db_default=Now(), help_text="When the queue was last told of it")
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempt = models.PositiveSmallIntegerField(default=0)
    lease_ends_at = models.DateTimeField(null=True, blank=True)
    step = models.CharField(max_length=120, blank=True)
    step_number = models.PositiveSmallIntegerField(default=0)
    step_count = models.PositiveSmallIntegerField(default=0)
    words = models.TextField(blank=True, help_text="Why it failed, for the person who asked")
    file = models.FileField(upload_to="exports/", blank=True)
    file_name = models.CharField(max_length=150, blank=True)
    file_size = models.PositiveBigIntegerField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    detail = models.JSONField(default=dict, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                name="job_open", fields=["state", "lease_ends_at"], condition=Q(state__in=["queued", "running"])
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_open_job_of_a_key",
                fields=["asked_by", "idempotency_key"],
                condition=Q(state__in=["queued", "running"]),
            ),
            models.CheckConstraint(
                name="job_runs_on_a_lease",
                condition=Q(state="running", lease_ends_at__isnull=False)
                | (~Q(state="running") & Q(lease_ends_at=None)),
            ),
            models.CheckConstraint(
                name="job_done_has_its_file", condition=~Q(state="done") | (~Q(file="") & ~Q(sha256=""))
            ),
            models.CheckConstraint(name="job_failed_says_why", condition=~Q(state="failed") | ~Q(words="")),
            models.CheckConstraint(
                name="job_ended_says_when",
                condition=Q(state__in=["queued", "running"], ended_at=None)
                | Q(state__in=["done", "failed"], ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class NoticeQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """What still holds."""
        return self.filter(cancelled_at=None)


class Notice(models.Model):
    """Something somebody is told once; one that no longer holds is cancelled, and stands again when it does.

    ``key`` says what it is about, beginning with the kind, so that the same is never told twice.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    key = models.CharField(max_length=200)
    words = models.TextField()
    address = models.CharField(max_length=200, help_text="The page it is about")
    told_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-told_at", "-pk"]
        constraints = [models.UniqueConstraint(name="told_once", fields=["user", "key"])]

    def __str__(self) -> str:
        return self.words
