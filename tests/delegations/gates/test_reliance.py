"""Which changes of what an approval relied on are material."""

import pytest

from delegations.gates.reliance import Difference, Relied, checksum, differences, frozen


def one(section: str, value: str | None) -> list[Relied]:
    return [] if value is None else [Relied(section, "key", "What", value)]


@pytest.mark.parametrize(
    ("section", "was", "now", "is_material"),
    [
        ("terms", "A", "A", False),
        ("terms", "A", "B", True),
        ("terms", "A", "", True),
        ("figures", None, "£5", True),
        ("answers", "2", "3", True),
        ("evidence", "a", "removed", True),
        ("evidence", "a", None, True),
        ("conditions", "open", "discharged", False),
        ("conditions", None, "open", True),
        ("conditions", None, "discharged", False),
        ("approvals", "", "The Board", False),
        ("approvals", "The Board", "", True),
        ("risks", "12", "8", False),
        ("risks", "8", "12", True),
        ("risks", "", "4", True),
        ("risks", "8", None, False),
        ("risks", None, "", True),
    ],
)
def test_what_makes_it_safer_is_no_material_change(section, was, now, is_material):
    found = differences(frozen(one(section, was)), one(section, now))
    assert found == ((Difference("What", was, now),) if is_material else ())


def test_the_checksum_changes_with_what_is_kept():
    kept, other = frozen(one("terms", "A")), frozen(one("terms", "B"))
    assert checksum(kept) == checksum(list(kept)) != checksum(other)
