"""The count of seed rows, tried on tests of its own."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT
from tests.seed_rows import ROWS

PROOFS = """
import pytest

@pytest.mark.seed("A1", "A2")
def test_well(): pass

@pytest.mark.seed("A2")
def test_ill(): assert False

@pytest.mark.seed("A3")
@pytest.mark.skip
def test_never_run(): pass

@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.seed("A4")
def test_twice(turn): pass

def test_of_nothing(): assert False
"""


def counted(folder: Path, tests: str, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_proofs.py").write_text(tests)
    (folder / "pytest.ini").write_text("[pytest]\naddopts = -p tests.seed_rows --strict-markers\n")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:django", "-p", "no:cacheprovider", *options, "."],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["alone", "by two workers"])
def test_every_row_has_a_line_and_the_last_counts_those_passed(tmp_path, options):
    done = counted(tmp_path, PROOFS, "--seed-rows", *options)
    lines = {found[1]: (found[2], found[3]) for found in re.finditer(r"^([A-Z]\d+) +(\w+) +(.*)$", done.stdout, re.M)}
    assert list(lines) == list(ROWS)
    assert {row: lines[row][0] for row in ("A1", "A2", "A3", "A4", "A5")} == {
        "A1": "passed",
        "A2": "failed",
        "A3": "failed",
        "A4": "passed",
        "A5": "none",
    }
    assert lines["A1"][1].endswith("test_proofs.py::test_well")
    assert lines["A2"][1].endswith("test_proofs.py::test_ill and 1 more")
    assert "test_of_nothing" not in done.stdout
    assert "2 of 326" in done.stdout.splitlines()


def test_a_mark_of_a_row_that_does_not_exist_fails_the_run(tmp_path):
    done = counted(tmp_path, PROOFS.replace('"A3"', '"A99"'))
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "test_never_run is marked with seed rows that do not exist: A99" in done.stderr + done.stdout


def test_there_are_as_many_rows_as_the_documents_were_read_for():
    assert len(ROWS) == 326
    assert all(name for name in ROWS.values())
