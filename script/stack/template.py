"""A database with all migrations applied, kept between test runs, because to apply them takes longer than most tests."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from script.stack.installation import hash_of
from script.stack.postgres import programs
from script.stack.processes import run
from script.stack.state import ROOT, State

_KEPT = 3


class DatabaseTemplate:
    """The data folder of a PostgreSQL that was stopped after these migrations were applied."""

    def __init__(self, state: State) -> None:
        self._shelf = state.folder / "test-databases"
        self._folder = self._shelf / _key()

    @property
    def exists(self) -> bool:
        """Whether one was kept for the migrations as they are now."""
        return self._folder.is_dir()

    def copy_to(self, data: Path) -> None:
        """Make a data folder that does not exist yet a copy of the one that was kept."""
        _copy(self._folder, data)
        os.utime(self._folder)

    def keep(self, data: Path) -> None:
        """Keep a copy of the data folder of a stopped server, and of those kept before only the latest used."""
        self._shelf.mkdir(exist_ok=True, mode=0o700)
        coming = self._shelf / f"coming-{os.getpid()}"
        _copy(data, coming)
        if self.exists:  # somebody else was quicker
            shutil.rmtree(coming)
        else:
            coming.rename(self._folder)
            os.utime(self._folder)
        by_use = sorted(self._shelf.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in by_use[_KEPT:]:
            shutil.rmtree(old, ignore_errors=True)


def _key() -> str:
    migrations = [path for app in ROOT.glob("*/*/migrations") for path in app.glob("*.py")]
    files = [*sorted(migrations), ROOT / "requirements.lock", Path(__file__).with_name("roles.sql")]
    return hashlib.sha256(f"{programs()} {hash_of(files)}".encode()).hexdigest()[:16]


def _copy(source: Path, target: Path) -> None:
    if run(["cp", "--archive", "--reflink=auto", source, target]) != 0:
        shutil.rmtree(target, ignore_errors=True)
        raise RuntimeError(f"{source} could not be copied to {target}")
