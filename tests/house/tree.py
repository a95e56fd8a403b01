"""The files of the house, for tests that read them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("lsc_places", "priorities", "delegations", "reporting")


@cache
def files() -> tuple[Path, ...]:
    """Every file that is, or would be, kept in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    return tuple(path for path in (ROOT / name for name in listed if name) if path.is_file())


def words_of(path: Path) -> str:
    """The text of a file, empty for a picture or another file that has none."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def modules() -> Iterator[Path]:
    """The Python files of the four floors, without migrations."""
    for path in files():
        parts = path.relative_to(ROOT).parts
        if parts[0] in FLOORS and path.suffix == ".py" and "migrations" not in parts:
            yield path


def room(name: str) -> Iterator[Path]:
    """The files of a room in every app: ``views.py``, or the files of ``views/``."""
    for path in modules():
        if path.stem == name or path.parent.name == name:
            yield path


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def at(path: Path, node: ast.AST) -> str:
    """Where a node stands, as editors understand it."""
    return f"{path.relative_to(ROOT)}:{node.lineno}"  # type: ignore[attr-defined]
