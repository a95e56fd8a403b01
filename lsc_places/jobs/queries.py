"""Jobs as pages show them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404

from lsc_places.jobs import words
from lsc_places.jobs.models import Job, Notice
from lsc_places.kit.words import Word
from lsc_places.people.models import User

QUICK_POLL, SLOW_POLL = 2, 5
SLOW_AFTER_SECONDS = 60
LONGER_THAN_USUAL_SECONDS = 20
MOST_LISTED = 100


@dataclass(frozen=True)
class JobShown:
    """A job as a page shows it now; ``mark`` changes whenever what is shown would."""

    job: Job
    word: Word
    size: str
    ahead: int = 0
    waited_seconds: float = 0

    @property
    def mark(self) -> str:
        job = self.job
        return f"{job.state}-{job.attempt}-{job.step_number}-{self.ahead}-{int(self.takes_longer)}"

    @property
    def takes_longer(self) -> bool:
        return self.job.state == Job.State.QUEUED and self.waited_seconds > LONGER_THAN_USUAL_SECONDS

    @property
    def starts_again(self) -> bool:
        """A worker began it before and went away."""
        return self.job.is_open and self.job.attempt > (self.job.state == Job.State.RUNNING)

    @property
    def poll_seconds(self) -> int:
        return SLOW_POLL if self.waited_seconds > SLOW_AFTER_SECONDS else QUICK_POLL


def jobs_of(user: User) -> tuple[JobShown, ...]:
    """What somebody asked for, newest first; one query."""
    return tuple(_shown(job) for job in Job.objects.filter(asked_by=user)[:MOST_LISTED])


def job_of(pk: int, *, user: User) -> Job:
    """One job; Http404 when there is none that this person may see."""
    return get_object_or_404(Job.objects.visible_to(user).select_related("asked_by"), pk=pk)


def finished_job_of(pk: int, *, user: User) -> Job:
    """One job with its file; Http404 when there is none that this person may have."""
    return get_object_or_404(Job.objects.visible_to(user).filter(state=Job.State.DONE), pk=pk)


def job_shown(job: Job, *, now: datetime) -> JobShown:
    """A job with its place among those that wait; at most one query."""
    waits = job.state == Job.State.QUEUED
    ahead = Job.objects.filter(state=Job.State.QUEUED, pk__lt=job.pk).count() if waits else 0
    return _shown(job, ahead=ahead, waited_seconds=(now - job.asked_at).total_seconds())


def news_for(user: User) -> tuple[int, int]:
    """How many jobs of somebody ended since they last looked, and how many notices they have not read; one query."""
    ended = Q(jobs__ended_at__isnull=False, jobs__seen_at=None)
    unread = Q(notices__seen_at=None, notices__cancelled_at=None, notices__pk__isnull=False)
    counted = User.objects.filter(pk=user.pk).annotate(
        ended=Count("jobs", filter=ended, distinct=True), unread=Count("notices", filter=unread, distinct=True)
    )
    found: tuple[int, int] = counted.values_list("ended", "unread").get()
    return found


def notices_of(user: User) -> tuple[Notice, ...]:
    """What somebody is told and still holds, newest first; one query."""
    return tuple(Notice.objects.standing().filter(user=user)[:MOST_LISTED])


def _shown(job: Job, *, ahead: int = 0, waited_seconds: float = 0) -> JobShown:
    return JobShown(job, words.STATES[job.state], words.size(job), ahead, waited_seconds)
