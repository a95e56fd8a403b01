"""What beat asks of readiness."""

from celery import shared_task

from delegations.readiness import telling


@shared_task(name="readiness.tell_those_asked")
def tell_those_asked() -> int:
    """Tell everybody what waits for them, and take back what is done; answers how much was new."""
    return telling.tell_those_asked()
