"""The programs of the service on this machine: their environment and their processes."""

from __future__ import annotations

import os

from script.stack.installation import venv_folder
from script.stack.parts import Part
from script.stack.processes import Child
from script.stack.state import ROOT, State
from script.stack.stores import Addresses


def environment(state: State, addresses: Addresses) -> dict[str, str]:
    """What every program of the service is told."""
    return {
        "DJANGO_SETTINGS_MODULE": "lsc_places.settings",
        "ENVIRONMENT": "demo",
        "SECRET_KEY": state.secret_key(),
        "DEMO_PASSWORD": state.demo_password(),
        "DATABASE_URL": addresses.app,
        "REDIS_URL": addresses.queue,
        "MEDIA_ROOT": str(state.media),
        "STATIC_ROOT": str(state.static),
        "PATH": f"{venv_folder() / 'bin'}:{os.environ.get('PATH', os.defpath)}",
        "PYTHONUNBUFFERED": "1",
    }


def owner_environment(state: State, addresses: Addresses) -> dict[str, str]:
    """What manage.py is told, which runs as the database's owner where it must."""
    return {**environment(state, addresses), "DATABASE_OWNER_URL": addresses.owner}


def child_of(part: Part, state: State, addresses: Addresses, *, bind: str) -> Child:
    """The process of a part on this machine, to be started."""
    words = part.command(bind=bind, schedule=str(state.beat_schedule))
    return Child(
        part.name,
        [str(venv_folder() / "bin" / words[0]), *words[1:]],
        log=state.log(part.name),
        pid_file=state.pid_file(part.name),
        environment={**environment(state, addresses), "DATABASE_OWNER_URL": "", **part.environment},
        folder=ROOT,
        patience=part.patience,
    )
