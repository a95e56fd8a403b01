"""Make the PDF of a paper, the way the service makes it."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import Http404
from kombu.exceptions import OperationalError

from lsc_places.celery import app
from lsc_places.jobs import leases, tasks
from lsc_places.jobs.models import Job
from reporting.papers import actions, queries

MADE, UNKNOWN, FAILED = 0, 2, 3
PATIENCE_SECONDS = 600
SWEEP_EVERY_SECONDS = 5
LOOK_EVERY_SECONDS = 0.25


class Command(BaseCommand):
    """Asks a worker for the paper, starting one for the time of the command when none takes jobs.

    Exit status: 0 made, 2 unknown paper or date, 3 failed. The last line of output is JSON.
    """

    help = "Make the PDF of a paper and save it to a file"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", help="the last part of the paper's address")
        parser.add_argument("--output", type=Path, required=True, metavar="FILE", help="where to save the PDF")
        parser.add_argument("--as-at", default="", metavar="DATE", help="like 2023-11-08; else the paper's own date")

    def handle(self, *, id: str, output: Path, **options: Any) -> None:
        try:
            paper, as_at = queries.paper_to_export(id, asked=options["as_at"])
        except BadRequest as unreadable:
            raise CommandError(str(unreadable), returncode=UNKNOWN) from unreadable
        except Http404 as unknown:
            words = f"No paper called {id} is composed here on that day"
            raise CommandError(words, returncode=UNKNOWN) from unknown
        self.stdout.write(f"Making {paper.title}, as at {as_at:%Y-%m-%d}")
        job = actions.ask(paper, as_at=as_at, by=None)
        with _a_worker():
            job = _when_ended(job)
        if job.state != Job.State.DONE:
            raise CommandError(job.words or "No worker made it in time", returncode=FAILED)
        try:
            output.write_bytes(job.file.read())
        except OSError as unwritable:
            raise CommandError(f"It was made, but could not be saved: {unwritable}", returncode=FAILED) from unwritable
        self.stdout.write(json.dumps({"export": str(output), "pages": job.detail["pages"], "sha256": job.sha256}))


def _when_ended(job: Job) -> Job:
    """The job when it has ended; meanwhile what a sweeper does is done here, for there may be no beat."""
    until = time.monotonic() + PATIENCE_SECONDS
    swept = time.monotonic()
    while job.is_open and time.monotonic() < until:
        time.sleep(LOOK_EVERY_SECONDS)
        if time.monotonic() - swept > SWEEP_EVERY_SECONDS:
            swept = time.monotonic()
            for waiting in leases.sweep():
                tasks.wake(waiting)
        job.refresh_from_db()
    return job


@contextmanager
def _a_worker() -> Iterator[None]:
    """A worker for the time of the block: one that is there, else our own."""
    if _one_takes_jobs():
        yield
        return
    words = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "lsc_places",
        "worker",
        "--concurrency",
        "1",
        "--loglevel",
        "WARNING",
    ]
    ours = subprocess.Popen([*words, "--without-gossip", "--without-mingle"], stdout=sys.stderr, cwd=settings.BASE_DIR)
    try:
        yield
    finally:
        ours.terminate()
        try:
            ours.wait(30)
        except subprocess.TimeoutExpired:
            ours.kill()
            ours.wait(10)


def _one_takes_jobs() -> bool:
    """Whether a worker is there and takes what is in the queue; one that was told to pause answers, and takes none."""
    try:
        queues_of_workers = app.control.inspect(timeout=1.5).active_queues() or {}
    except OperationalError:
        return False
    return any(queues_of_workers.values())
