"""What workers do when the queue wakes them."""

import logging

from celery import shared_task
from kombu.exceptions import OperationalError

from lsc_places.jobs import kinds, leases

OUR_FAULT = "Something went wrong that we did not expect. Try again, and if it happens again tell whoever looks after the service."
NOT_KEPT = (
    "It was made, but there was no room to keep it. Tell whoever looks after the service, and try again when there is."
)
_AT_ONCE = {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0}

logger = logging.getLogger(__name__)


@shared_task(name="jobs.run", time_limit=300)
def run(job_id: int) -> None:
    """Do a job, if it is still waiting; the row tells what came of it."""
    lease = leases.claim(job_id)
    if lease is None:
        return
    job = lease.job
    try:
        try:
            made = kinds.maker_of(job.kind)(job.subject, job.params, lease)
        except kinds.NotMade as refused:
            lease.fail(str(refused))
        except leases.Lost:
            raise
        except Exception:
            logger.exception("Job %s failed", job_id)
            lease.fail(OUR_FAULT)
        else:
            _finish(lease, made)
    except leases.Lost as lost:
        logger.warning("Left %s: it is no longer ours", lost)


def _finish(lease: leases.Lease, made: kinds.Made) -> None:
    try:
        lease.finish(made)
    except OSError:
        logger.exception("The file of job %s could not be kept", lease.job.pk)
        lease.fail(NOT_KEPT)


@shared_task(name="jobs.sweep")
def sweep() -> None:
    """Take back what dead workers hold and wake workers for what waits."""
    for job_id in leases.sweep():
        wake(job_id)


def wake(job_id: int) -> None:
    """Tell the queue of a waiting job; whatever is wrong with the queue, the row waits and the sweeper tells it later."""
    try:
        run.apply_async((job_id,), retry=True, retry_policy=_AT_ONCE)
    except OperationalError as away:
        logger.warning("The queue is away, job %s waits: %s", job_id, away)
    except Exception:
        logger.exception("The queue could not be told of job %s, which waits", job_id)
