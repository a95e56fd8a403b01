"""What the scanner says of a file, written down; asked while somebody waits, and again by the worker."""

import logging

from django.conf import settings
from django.utils import timezone

from lsc_places.documents import clamd
from lsc_places.documents.models import StoredFile

State = StoredFile.State
log = logging.getLogger(__name__)


def ask(stored: StoredFile, *, seconds: float) -> str:
    """Ask clamd about a file and write down what it says; a virus is deleted at once. Answers the state it is in now.

    A scanner that cannot be reached leaves the file waiting.
    """
    try:
        with stored.path.open("rb") as content:
            verdict = clamd.scan(content, address=settings.CLAMD_ADDRESS, seconds=seconds)
    except (clamd.Unavailable, OSError) as failed:
        log.warning("file %s waits for its scan: %s", stored.key, failed)
        stored.scan_said(state=State.WAITING, scan_tries=stored.scan_tries + 1)
        return State.WAITING
    found = State.INFECTED if verdict == clamd.Verdict.INFECTED else State.CLEAN
    stored.scan_said(state=found, scanned_at=timezone.now())
    if found == State.INFECTED:
        stored.path.unlink(missing_ok=True)
        log.warning("file %s, added by account %s, contains a virus and was deleted", stored.key, stored.stored_by_id)
    return found
