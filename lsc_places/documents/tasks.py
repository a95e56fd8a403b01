"""What the worker does for files: it asks the scanner again, and clears away uploads that broke off."""

from datetime import timedelta
from pathlib import Path

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from lsc_places.documents import scanning
from lsc_places.documents.models import StoredFile

PATIENCE = 60.0  # seconds for one file, when nobody waits
AT_ONCE = 20
State = StoredFile.State


@shared_task(name="documents.scan_waiting")
def scan_waiting() -> int:
    """Ask the scanner about files it has not answered for; answers how many it did. One that is silent is left alone."""
    if not settings.CLAMD_ADDRESS:
        return 0
    waiting = StoredFile.objects.filter(state__in=[State.WAITING, State.UNSCANNED]).order_by("scan_tries", "pk")
    answered = 0
    for stored in waiting[:AT_ONCE]:
        if scanning.ask(stored, seconds=PATIENCE) == State.WAITING:
            break
        answered += 1
    return answered


@shared_task(name="documents.remove_leftovers")
def remove_leftovers() -> int:
    """Delete the temporary files of uploads that broke off more than an hour ago; answers how many."""
    folder = Path(settings.MEDIA_ROOT) / "documents"
    before = (timezone.now() - timedelta(hours=1)).timestamp()
    left = [path for path in folder.glob("*/*.part") if path.stat().st_mtime < before]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)
