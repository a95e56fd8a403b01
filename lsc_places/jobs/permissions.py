"""Who may do what with a job."""

import rules

from lsc_places.jobs.models import Job
from lsc_places.people.models import User


@rules.predicate
def asked_for_it(user: User, job: Job | None) -> bool:
    return job is not None and job.asked_by_id == user.pk


ASK_AGAIN = "jobs.ask_again"

rules.add_perm(ASK_AGAIN, asked_for_it)
