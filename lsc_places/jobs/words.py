"""How a job's state is said."""

from collections.abc import Mapping

from lsc_places.jobs.models import Job
from lsc_places.kit.words import Shape, Tone, Word

STATES: Mapping[str, Word] = {
    Job.State.QUEUED: Word("Waiting", Tone.IDLE, Shape.CLOCK),
    Job.State.RUNNING: Word("Being made", Tone.NOW, Shape.HALF),
    Job.State.DONE: Word("Ready", Tone.GOOD, Shape.TICK),
    Job.State.FAILED: Word("Could not be made", Tone.BAD, Shape.CROSS),
}


def size(job: Job) -> str:
    """What the file is and how big: "PDF, 134 KB, 15 pages"; empty before there is one."""
    if job.file_size is None:
        return ""
    kind = job.file_name.rpartition(".")[2].upper()
    weight = (
        f"{max(1, round(job.file_size / 1000)):,} KB" if job.file_size < 1_000_000 else f"{job.file_size / 1e6:.1f} MB"
    )
    pages = job.detail.get("pages")
    return ", ".join([kind, weight, *([f"{pages:,} page{'s' if pages != 1 else ''}"] if pages else [])])
