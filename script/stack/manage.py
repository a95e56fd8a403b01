"""Runs manage.py against the stores of script/server, whether or not it is up."""

from __future__ import annotations

import os
import shlex

from script.stack.installation import Installation, venv_folder
from script.stack.processes import run
from script.stack.service import owner_environment
from script.stack.state import ROOT, State
from script.stack.stores import borrowed_stores


def manage(arguments: list[str]) -> int:
    """Run one management command and answer its exit status."""
    state = State.of_environment()
    Installation(state).complete()
    words = shlex.join(["script/manage", *arguments[:1]])
    with borrowed_stores(state, note=f"{words} (process {os.getpid()})") as addresses:
        return run(
            [venv_folder() / "bin" / "python", "manage.py", *arguments],
            environment=owner_environment(state, addresses),
            folder=ROOT,
            minds_ctrl_c=True,
        )
