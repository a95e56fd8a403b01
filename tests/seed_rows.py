"""Which rows of ``seed_rows.yaml`` the tests prove: ``@pytest.mark.seed("D8")``, and ``--seed-rows`` to count them.

A row is passed when every test marked with it passed, failed when one did not, and none when no test is marked with it.
"""

from collections import defaultdict
from pathlib import Path

import pytest
import yaml

ROWS: dict[str, str] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
_PROPERTY = "seed"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--seed-rows", action="store_true", help="run the tests that prove seed rows, and list the rows")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "seed(*ids): the test proves these rows of tests/seed_rows.yaml")
    if config.getoption("--seed-rows") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Tally(), "seed-rows-tally")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        ids = sorted({row for mark in item.iter_markers(_PROPERTY) for row in mark.args})
        if unknown := [row for row in ids if row not in ROWS]:
            raise pytest.UsageError(f"{item.nodeid} is marked with seed rows that do not exist: {', '.join(unknown)}")
        item.user_properties += [(_PROPERTY, row) for row in ids]
    if config.getoption("--seed-rows"):
        marked = [item for item in items if item.get_closest_marker(_PROPERTY)]
        config.hook.pytest_deselected(items=[item for item in items if item not in marked])
        items[:] = marked


class Tally:
    """What became of the tests of each row."""

    def __init__(self) -> None:
        self.outcomes: dict[str, dict[str, bool]] = defaultdict(dict)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test has passed a row when it ran and none of its phases failed; a skipped test proves nothing."""
        for name, row in report.user_properties:
            if name == _PROPERTY:
                so_far = self.outcomes[str(row)].get(report.nodeid, True)
                self.outcomes[str(row)][report.nodeid] = so_far and report.passed

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        passed = 0
        terminalreporter.section("seed rows")
        for row, name in ROWS.items():
            tests = self.outcomes.get(row, {})
            outcome = "none" if not tests else "passed" if all(tests.values()) else "failed"
            passed += outcome == "passed"
            proof = next((test for test, well in tests.items() if not well), next(iter(tests), ""))
            more = f" and {len(tests) - 1} more" if len(tests) > 1 else ""
            terminalreporter.write_line(f"{row:4} {outcome:6} {name}" + (f": {proof}{more}" if proof else ""))
        terminalreporter.write_line(f"{passed} of {len(ROWS)}")
