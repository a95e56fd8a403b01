"""Holding a job: a lease that ends by itself when its worker dies, so that somebody else may begin again.

Every change is one conditional update that names the state and the attempt it expects. A worker that lost its lease finds
that no row answers, and stops.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from lsc_places.jobs.kinds import Made
from lsc_places.jobs.models import Job

LEASE = timedelta(seconds=20)
WAKE_AGAIN_AFTER = timedelta(seconds=15)
MOST_ATTEMPTS = 3
STOPPED_TOO_OFTEN = (
    f"Making it stopped without a word {MOST_ATTEMPTS} times. Try again, and if it happens again tell whoever looks "
    "after the service."
)
STARTING_AGAIN = "Starting again"

logger = logging.getLogger(__name__)
State = Job.State


class Lost(Exception):
    """Somebody else holds the job now, or it has ended."""


@dataclass(frozen=True)
class Lease:
    """A worker's hold on a job; it is a ``Watch`` for whoever does the work."""

    job: Job

    def step(self, words: str, *, number: int, of: int) -> None:
        self._update(lease_ends_at=Now() + LEASE, step=words, step_number=number, step_count=of)

    def renew(self) -> None:
        self._update(lease_ends_at=Now() + LEASE)

    def finish(self, made: Made) -> None:
        """Keep the file and end the job; a file whose job was lost meanwhile is not kept."""
        name = f"exports/{uuid4()}"
        try:
            default_storage.save(name, ContentFile(made.content))
            self._end(
                state=State.DONE,
                file=name,
                file_name=made.name,
                file_size=len(made.content),
                sha256=hashlib.sha256(made.content).hexdigest(),
                detail=dict(made.detail),
                words="",
            )
        except BaseException:
            default_storage.delete(name)
            raise

    def fail(self, words: str) -> None:
        """End the job with the reason, in words for who asked."""
        self._end(state=State.FAILED, words=words)

    def _end(self, **values: object) -> None:
        self._update(lease_ends_at=None, ended_at=Now(), **values)

    def _update(self, **values: object) -> None:
        mine = Job.objects.filter(pk=self.job.pk, state=State.RUNNING, attempt=self.job.attempt)
        if not mine.update(**values):
            raise Lost(f"job {self.job.pk}, attempt {self.job.attempt}")


@transaction.atomic
def claim(job_id: int) -> Lease | None:
    """Take a waiting job; None when it is not waiting, as when the queue names it twice."""
    taken = Job.objects.filter(pk=job_id, state=State.QUEUED).update(
        state=State.RUNNING, attempt=F("attempt") + 1, lease_ends_at=Now() + LEASE
    )
    return Lease(Job.objects.get(pk=job_id)) if taken else None


def sweep() -> list[int]:
    """Take back what dead workers hold, and answer the ids of waiting jobs the queue should be told of again."""
    abandoned = Job.objects.filter(state=State.RUNNING, lease_ends_at__lt=Now())
    abandoned.filter(attempt__gte=MOST_ATTEMPTS).update(
        state=State.FAILED, lease_ends_at=None, ended_at=Now(), words=STOPPED_TOO_OFTEN
    )
    taken_back = abandoned.filter(attempt__lt=MOST_ATTEMPTS).update(
        state=State.QUEUED, lease_ends_at=None, woken_at=Now() - WAKE_AGAIN_AFTER * 2, step=STARTING_AGAIN
    )
    if taken_back:
        logger.warning("Took back %s jobs whose worker had gone", taken_back)
    asleep = Job.objects.filter(state=State.QUEUED, woken_at__lt=Now() - WAKE_AGAIN_AFTER)
    waiting = list(asleep.order_by("pk").values_list("pk", flat=True))
    asleep.filter(pk__in=waiting).update(woken_at=Now())
    return waiting
