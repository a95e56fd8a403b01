"""Each room has one purpose and refuses what belongs to another."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import ROOT, at, files, modules, room, tree_of

LONGEST_FILE = 300
LONGEST_VIEW = 15
FORBIDDEN_MODULES = {"utils", "helpers", "common", "core", "services", "constants", "managers", "signals", "misc"}
WRITES = {"save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "delete"}
READS = {"objects", "_default_manager", "_base_manager", "raw", "cursor"}
PERMISSIONS = {"has_perm", "has_perms", "holds", "holds_anywhere", "is_superuser", "is_staff", "current_grants"}
ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)


def attributes(paths: Iterator[Path], forbidden: set[str]) -> list[str]:
    """Where one of these is asked of something: ``thing.save``."""
    return [
        f"{at(path, node)} .{node.attr}"
        for path in paths
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr in forbidden
    ]


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.FunctionDef))


def test_there_is_something_to_look_at():
    assert len(list(modules())) > 80
    assert len(list(room("views"))) >= 5
    assert len(list(room("models"))) >= 8


def test_views_neither_read_nor_write_the_database_nor_decide_who_may():
    assert attributes(room("views"), READS | WRITES | PERMISSIONS) == []


def test_views_do_no_arithmetic():
    sums = [
        at(path, node)
        for path in room("views")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ARITHMETIC)
    ]
    assert sums == []


def test_a_view_is_short():
    long = [
        f"{at(path, view)} {view.name}"
        for path in room("views")
        for view in functions(path)
        if (view.end_lineno or 0) - view.lineno + 1 > LONGEST_VIEW
    ]
    assert long == []


@pytest.mark.parametrize("name", ["queries", "permissions", "forms"])
def test_rooms_that_read_do_not_write(name):
    assert attributes(room(name), WRITES) == []


@pytest.mark.parametrize("name", ["queries", "actions"])
def test_what_follows_the_first_argument_is_named(name):
    unnamed = [
        f"{at(path, function)} {function.name}"
        for path in room(name)
        for function in functions(path)
        if not function.name.startswith("_") and len([one for one in function.args.args if one.arg != "self"]) > 1
    ]
    assert unnamed == []


def test_models_do_not_override_save_and_nothing_listens_to_signals():
    overridden = [at(path, one) for path in room("models") for one in functions(path) if one.name in {"save", "delete"}]
    listening = [
        at(path, node)
        for path in modules()
        for node in ast.walk(tree_of(path))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").endswith((".signals", "django.dispatch")))
        or (isinstance(node, ast.ImportFrom) and node.module == "django.dispatch")
    ]
    assert overridden == []
    assert listening == []


def test_modules_are_named_by_a_noun_of_ours():
    named = [path for path in files() if path.suffix == ".py" and FORBIDDEN_MODULES & set(path.with_suffix("").parts)]
    assert named == []


def test_no_file_is_long():
    long = [
        f"{path.relative_to(ROOT)}: {count} lines"
        for path in files()
        if path.suffix in {".py", ".jinja", ".js", ".scss"}
        and not {"migrations", "tests"} & set(path.relative_to(ROOT).parts)
        and (count := path.read_text(encoding="utf-8").count("\n")) > LONGEST_FILE
    ]
    assert long == []
