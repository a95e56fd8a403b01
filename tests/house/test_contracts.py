"""The contracts of imports know every app and every rule there is, and a wrong import breaks them."""

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.apps import apps

from tests.house.tree import FLOORS, ROOT, modules, tree_of

# What Django itself calls, by its path in the settings.
DJANGOS_DOORS = {"__init__", "apps", "context", "backends", "uploads"}
PLAIN_KIT = {"lsc_places.kit.words", "lsc_places.kit.changes", "lsc_places.kit.merge"}
NEVER_IN_RULES = ("django", "pghistory", "pgtrigger", "rules", "celery", "jinja2")

LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
CONTRACTS = {contract["name"]: contract for contract in LINTER["contracts"]}
OURS = {app.name for app in apps.get_app_configs() if app.name.split(".")[0] in FLOORS}


def named(layers: list[str]) -> set[str]:
    return {name.strip(" ()") for layer in layers for name in layer.replace("|", ":").split(":")}


ROOMS = named(CONTRACTS["Inside an app, data flow one way"]["layers"])


def test_every_app_is_on_a_storey_and_has_rooms():
    storeys = {
        f"{contract['containers'][0]}.{name}"
        for contract in CONTRACTS.values()
        if "storeys" in contract["name"]
        for name in named(contract["layers"])
    }
    assert OURS - storeys == set()
    assert set(CONTRACTS["Inside an app, data flow one way"]["containers"]) == OURS - {"lsc_places.kit"}


def test_apps_stand_in_the_order_of_their_floors():
    order = [app.name for app in apps.get_app_configs() if app.name in OURS]
    assert [FLOORS.index(name.split(".")[0]) for name in order] == sorted(
        FLOORS.index(name.split(".")[0]) for name in order
    )


def rule_modules() -> dict[str, Path]:
    """The modules of apps that are no rooms: what is true of the nouns without any database."""
    found = {}
    for path in modules():
        floor, *rest = path.relative_to(ROOT).with_suffix("").parts
        if (
            len(rest) == 2
            and f"{floor}.{rest[0]}" in OURS - {"lsc_places.kit"}
            and rest[1] not in ROOMS | DJANGOS_DOORS
        ):
            found[".".join((floor, *rest))] = path
    return found


def test_every_rule_is_kept_plain_by_a_contract():
    assert set(CONTRACTS["Rules are plain Python"]["source_modules"]) == set(rule_modules())
    assert set(NEVER_IN_RULES) <= set(CONTRACTS["Rules are plain Python"]["forbidden_modules"])


@pytest.mark.parametrize("path", rule_modules().values(), ids=list(rule_modules()))
def test_a_rule_asks_no_database(path):
    imported = {
        name
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names])
    }
    ours = {name for name in imported if name.split(".")[0] in FLOORS}
    assert ours <= PLAIN_KIT | set(rule_modules())
    assert not {name for name in imported if name.split(".")[0] in NEVER_IN_RULES}


@pytest.fixture(scope="module")
def copy_of_the_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("house")
    for floor in FLOORS:
        shutil.copytree(ROOT / floor, folder / floor, ignore=shutil.ignore_patterns("__pycache__", "data"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_are_kept(copy_of_the_house):
    done = lint(copy_of_the_house)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("where", "what", "contract"),
    [
        ("lsc_places/boards/models.py", "delegations.register.models", "The house has floors, and an arrow goes down"),
        ("lsc_places/kit/dates.py", "lsc_places.people.models", "The ground floor has storeys"),
        ("delegations/risks/models.py", "delegations.workplan.models", "Delegations have storeys"),
        ("lsc_places/boards/queries/bodies.py", "lsc_places.boards.views", "Inside an app, data flow one way"),
        ("lsc_places/people/actions.py", "lsc_places.people.queries", "Inside an app, data flow one way"),
        ("delegations/register/moves.py", "django.db", "Rules are plain Python"),
    ],
)
def test_a_wrong_import_breaks_its_contract(copy_of_the_house, where, what, contract):
    path = copy_of_the_house / where
    kept = path.read_text()
    path.write_text(f"{kept}\nimport {what}\n")
    done = lint(copy_of_the_house)
    path.write_text(kept)
    assert done.returncode == 1
    assert f"{contract} BROKEN" in done.stdout
