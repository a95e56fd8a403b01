"""Asking for long work, and asking again."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from lsc_places.jobs.models import Job, Notice
from lsc_places.jobs.permissions import ASK_AGAIN
from lsc_places.jobs.tasks import wake
from lsc_places.kit.permissions import require
from lsc_places.people.models import User


@transaction.atomic
def ask(kind: str, *, subject: str, title: str, params: Mapping[str, Any], by: User | None) -> Job:
    """Ask for a job, in one row; asking again for the same while it is open answers the same job.

    Whoever calls this has made sure that the person may have what comes of it.
    """
    key = ":".join([kind, subject, *(f"{name}={params[name]}" for name in sorted(params))])
    mine = Job.objects.filter(asked_by=by, idempotency_key=key)
    job = mine.open().first() if by else None
    if job is None:
        try:
            with transaction.atomic():
                job = Job.objects.create(
                    kind=kind, subject=subject, title=title, params=dict(params), idempotency_key=key, asked_by=by
                )
        except IntegrityError:  # asked for twice in the same moment
            return mine.latest("pk")
        transaction.on_commit(partial(wake, job.pk))
    return job


@transaction.atomic
def ask_again(job: Job, *, by: User) -> Job:
    """Let a job that failed begin anew; when the same was asked for meanwhile, answer that one."""
    require(by, ASK_AGAIN, job)
    failed = Job.objects.filter(pk=job.pk, state=Job.State.FAILED)
    anew = {"state": Job.State.QUEUED, "attempt": 0, "words": "", "step": "", "step_number": 0}
    try:
        with transaction.atomic():
            begun = failed.update(**anew, ended_at=None, seen_at=None, woken_at=Now())
    except IntegrityError:
        return Job.objects.open().get(asked_by=by, idempotency_key=job.idempotency_key)
    if begun:
        transaction.on_commit(partial(wake, job.pk))
    return job


def mark_seen(job: Job, *, by: User) -> None:
    """Remember that who asked has seen how it ended."""
    if not job.is_open and job.seen_at is None and job.asked_by_id == by.pk:
        Job.objects.filter(pk=job.pk, seen_at=None).update(seen_at=Now())


def mark_all_read(*, by: User) -> int:
    """Remember that somebody has read what they were told; answers how much of it was new."""
    return Notice.objects.standing().filter(user=by, seen_at=None).update(seen_at=Now())
