"""Keeping files. Nothing else in this app writes, but for the scanner's word."""

import hashlib
import io
import logging
import os
import shutil
from typing import BinaryIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from lsc_places.documents import scanning
from lsc_places.documents.images import without_metadata
from lsc_places.documents.kinds import Refused, kind_of
from lsc_places.documents.models import StoredFile
from lsc_places.people.models import User

NOT_STORED = "The selected file could not be uploaded. Try again"
VIRUS = "The selected file contains a virus"
FIRST_WAIT = 3.0  # seconds somebody waits for the scanner; after that the worker asks

log = logging.getLogger(__name__)
State = StoredFile.State


def keep_file(upload: UploadedFile, *, by: User) -> StoredFile:
    """Check a file, store it once under a random name and ask the scanner; raises Refused with words for the person.

    A scanner that does not answer soon leaves the file waiting, and the worker asks again. Call it outside a
    transaction: somebody else's scanner is no reason to hold locks.
    """
    content: BinaryIO = upload.file if upload.file is not None else upload  # type: ignore[assignment]
    kind = kind_of(upload.name or "", content)
    if kind.suffix == "jpg":
        content = without_metadata(content)
    digest, size = _digest(content)
    stored = StoredFile.objects.filter(sha256=digest).first() or _store(
        content,
        StoredFile(
            sha256=digest,
            kind=kind.suffix,
            size=size,
            state=State.WAITING if settings.CLAMD_ADDRESS else State.UNSCANNED,
            stored_by=by,
        ),
    )
    if stored.state == State.WAITING:
        stored.state = scanning.ask(stored, seconds=FIRST_WAIT)
    if stored.state == State.INFECTED:
        raise Refused(VIRUS)
    return stored


def _digest(content: BinaryIO) -> tuple[str, int]:
    content.seek(0)
    digest = hashlib.file_digest(content, "sha256")  # type: ignore[arg-type]
    return digest.hexdigest(), content.seek(0, io.SEEK_END)


def _store(content: BinaryIO, stored: StoredFile) -> StoredFile:
    _write(content, stored)
    try:
        with transaction.atomic():
            stored.save()
    except IntegrityError:  # somebody added the same bytes meanwhile
        stored.path.unlink(missing_ok=True)
        return StoredFile.objects.get(sha256=stored.sha256)
    except Exception:
        stored.path.unlink(missing_ok=True)
        raise
    return stored


def _write(content: BinaryIO, stored: StoredFile) -> None:
    """Whole or not at all: to a temporary name beside its own, to disk, then renamed."""
    part = stored.path.with_suffix(".part")
    try:
        part.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        content.seek(0)
        with part.open("xb") as target:
            os.fchmod(target.fileno(), 0o600)
            shutil.copyfileobj(content, target)
            target.flush()
            os.fsync(target.fileno())
        part.rename(stored.path)
    except OSError as failed:
        log.error("file %s could not be stored: %s", stored.key, failed)
        part.unlink(missing_ok=True)
        raise Refused(NOT_STORED) from failed
