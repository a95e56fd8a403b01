"""Every check and test, as the last word on whether a change is good."""

from __future__ import annotations

import os
import secrets
import subprocess
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from script.stack.console import complain, say, write
from script.stack.installation import Installation, venv_folder
from script.stack.processes import clean_environment, run
from script.stack.state import ROOT, State
from script.stack.throwaway import ThrowAwayStores

# Slow tests start whole services and mostly wait for them; a group shares one, and two other workers, for as many
# cores, go on with the quick ones meanwhile.
WHOLE_SUITE = ("-n", "3", "--dist", "loadgroup")


@dataclass(frozen=True)
class Check:
    """A program that finds faults without running the service, as the words of its command."""

    name: str
    words: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


def check(arguments: list[str]) -> int:
    """Run all checks and tests, or with arguments only pytest; answers 0 when all is well."""
    state = State.of_environment()
    Installation(state, browser=True).complete()
    if arguments:
        return _pytest(arguments)
    with ThrowAwayStores() as stores:
        environment = stores.environment()
        os.environ.update(environment)
        say("Running the checks")
        with ThreadPoolExecutor(max_workers=2) as pool:
            failed = [name for name in pool.map(_run, _checks(stores.app_url)) if name]
        say("Running the tests")
        status = _pytest(list(WHOLE_SUITE))
    if failed:
        complain(f"Checks that failed, shown above the tests: {', '.join(failed)}")
    return status or bool(failed)


def _checks(app_url: str) -> list[Check]:
    production = {
        "ENVIRONMENT": "production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "places.example.org",
        "DEMO_PASSWORD": "",
        "DEBUG": "false",
        "STATIC_MANIFEST": "true",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "",  # browser tests need it, a deployment must not
        "DATABASE_URL": app_url,
    }
    return [
        Check("mypy", ("mypy", ".")),
        Check("ruff check", ("ruff", "check", ".")),
        Check("ruff format", ("ruff", "format", "--check", ".")),
        Check("lint-imports", ("lint-imports",)),
        Check("djlint", ("djlint", "--lint", "--quiet", "templates")),
        Check("makemigrations", ("django-admin", "makemigrations", "--check", "--dry-run")),
        Check("check --deploy", ("django-admin", "check", "--deploy", "--fail-level", "WARNING"), production),
    ]


def _run(check: Check) -> str:
    """Run a check, show what it says when it fails, and answer its name then, else nothing."""
    done = subprocess.run(
        [venv_folder() / "bin" / check.words[0], *check.words[1:]],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=ROOT,
        env=clean_environment(
            {"DJANGO_SETTINGS_MODULE": "lsc_places.settings", "PYTHONPATH": str(ROOT), **check.environment}
        ),
        check=False,
    )
    say(f"{check.name}: {'well' if done.returncode == 0 else 'FAILED'}")
    if done.returncode == 0:
        return ""
    write(done.stdout.rstrip())
    return check.name


def _pytest(arguments: list[str]) -> int:
    return run(
        [venv_folder() / "bin" / "python", "-m", "pytest", *arguments],
        folder=ROOT,
        minds_ctrl_c=True,
        environment={"PATH": f"{venv_folder() / 'bin'}:{os.environ.get('PATH', os.defpath)}"},
    )
