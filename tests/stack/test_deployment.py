"""The deployment description runs the same programs as the launcher, with nothing secret in it."""

import json
import re
import subprocess
from typing import Any

import pytest
import yaml

from script.stack.installation import venv_folder
from script.stack.parts import PARTS, WEB, Part
from script.stack.state import ROOT

SECRETS = {"SECRET_KEY", "LSC_PLACES_APP_PASSWORD", "LSC_PLACES_OWNER_PASSWORD", "POSTGRES_PASSWORD", "ALLOWED_HOSTS"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def pins(name: str) -> dict[str, str]:
    """The version of each package in a lock file."""
    return dict(re.findall(r"^([\w.-]+(?:\[[\w,-]+\])?)==([^\s;]+)", (ROOT / name).read_text(), re.MULTILINE))


def test_compose_follows_its_schema() -> None:
    program = venv_folder() / "bin" / "check-jsonschema"
    argv = [program, "--builtin-schema", "vendor.compose-spec", ROOT / "docker-compose.yml"]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_service_runs_what_the_launcher_runs(compose: dict[str, Any], part: Part) -> None:
    service = compose["services"][part.name]
    assert service["command"] == part.command(bind="0.0.0.0:8000", schedule="/tmp/beat-schedule")
    assert part.environment.items() <= service["environment"].items()
    assert service["stop_grace_period"] == f"{part.patience}s"


@pytest.mark.parametrize("name", ["web", "worker", "beat", "migrate"])
def test_our_programs_may_do_little(compose: dict[str, Any], name: str) -> None:
    service = compose["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_only_the_migration_has_the_owners_password(compose: dict[str, Any]) -> None:
    holders = {name for name, service in compose["services"].items() if "OWNER_PASSWORD" in json.dumps(service)}
    assert holders == {"migrate", "postgres"}


def test_every_secret_must_be_given() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    assert set(re.findall(r"\$\{(\w+):\?", text)) == SECRETS
    assert set(re.findall(r"\$\{(\w+):-", text)) == {"LSC_PLACES_VERSION", "PORT"}


def test_every_service_says_whether_it_is_well(compose: dict[str, Any]) -> None:
    silent = {name for name, service in compose["services"].items() if "healthcheck" not in service}
    assert silent == {"migrate"}


def test_the_image_runs_the_web_server_without_rights() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    command = next(line for line in lines if line.startswith("CMD "))
    assert json.loads(command.removeprefix("CMD ")) == WEB.command(bind="0.0.0.0:8000")
    assert lines.index("USER lsc-places") < lines.index(command)


def test_the_image_has_the_packages_that_were_tested() -> None:
    deployed, tested = pins("requirements-deploy.lock"), pins("requirements.lock")
    assert len(deployed) > 30
    assert deployed.items() <= tested.items()
    assert not {"pytest", "ruff", "mypy", "playwright"} & deployed.keys()
