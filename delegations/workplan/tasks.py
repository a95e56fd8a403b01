"""What beat asks of the workplan."""

from celery import shared_task

from delegations.workplan import telling
from lsc_places.kit.dates import today


@shared_task(name="workplan.tell_owners")
def tell_owners() -> int:
    """Tell owners what is due or overdue today, a day that begins at midnight in London, and who decides what waits.

    Answers how much was new.
    """
    return telling.tell_owners(today()) + telling.tell_deciders(today())
