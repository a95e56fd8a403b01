"""The three programs of the service, as data: the launcher starts them and docker-compose.yml names the same commands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Part:
    """A program of the service.

    Attributes:
        name: As in process ids, logs and Compose services.
        words: The command after `python -m`; `{bind}` and `{schedule}` are filled in by whoever starts it.
        patience: Seconds it may take to stop.
        environment: What it needs beside the addresses.
    """

    name: str
    words: tuple[str, ...]
    patience: int
    environment: Mapping[str, str] = field(default_factory=dict)

    def command(self, *, bind: str = "", schedule: str = "") -> list[str]:
        """The words to run it with, from `python` on."""
        return ["python", "-m", *(word.format(bind=bind, schedule=schedule) for word in self.words)]


WEB = Part(
    "web",
    (
        *("gunicorn", "lsc_places.wsgi", "--bind", "{bind}"),
        *("--worker-class", "gthread", "--workers", "2", "--threads", "4"),
        *("--timeout", "60", "--graceful-timeout", "10", "--preload", "--no-control-socket"),
    ),
    patience=20,
)
WORKER = Part(
    "worker",
    (
        *("celery", "-A", "lsc_places", "worker", "--loglevel", "INFO", "--concurrency", "2"),
        *("--without-gossip", "--without-mingle"),
    ),
    patience=30,
    environment={"REMAP_SIGTERM": "SIGQUIT"},  # unfinished work goes back to the queue instead of being waited for
)
BEAT = Part(
    "beat",
    ("celery", "-A", "lsc_places", "beat", "--loglevel", "INFO", "--schedule", "{schedule}", "--pidfile="),
    patience=10,
)
PARTS = (WEB, WORKER, BEAT)
