"""Whether a target is met."""

from decimal import Decimal

import pytest

from priorities.metrics import judge
from priorities.metrics.judge import judged, on_target

FIVE = Decimal(5)


def values(*numbers: float) -> list[Decimal]:
    return [Decimal(str(number)) for number in numbers]


@pytest.mark.seed("O4")
def test_of_three_sites_one_is_on_target():
    words = [judged(values(one), comparison="at most", target=FIVE) for one in (5, 6, 30)]
    assert [word.text for word in words] == ["Met", "Not met", "Not met"]
    assert on_target(words) == "1 of 3 on target"


@pytest.mark.parametrize(
    ("comparison", "numbers", "word"),
    [
        ("at least", (4, 5), judge.MET),
        ("at least", (5, 4.9), judge.NOT_MET),
        ("at most", (30, 5), judge.MET),
        ("at most", (), judge.NO_VALUE),
        ("by year", (3,), judge.NOT_JUDGED),
        ("maintain or improve", (3, 4), judge.NOT_JUDGED),
    ],
)
def test_the_last_value_is_judged(comparison, numbers, word):
    assert judged(values(*numbers), comparison=comparison, target=FIVE) == word


@pytest.mark.seed("O5")
@pytest.mark.parametrize(
    ("comparison", "numbers", "word"),
    [
        ("increase", (1, 2), judge.BETTER),
        ("increase", (2, 1), judge.WORSE),
        ("decrease", (2, 1), judge.BETTER),
        ("decrease", (1, 2), judge.WORSE),
        ("decrease", (9, 1, 1), judge.THE_SAME),
        ("increase", (7,), judge.NO_EARLIER),
        ("increase", (), judge.NO_VALUE),
    ],
)
def test_a_direction_is_judged_by_what_came_before_and_never_against_a_number(comparison, numbers, word):
    assert judged(values(*numbers), comparison=comparison, target=None) == word
    assert judged(values(*numbers), comparison=comparison, target=FIVE) == word
    assert on_target([word]) == ""


def test_no_area_is_not_none_on_target():
    assert on_target([]) == ""
    assert on_target([judge.MET, judge.NO_VALUE]) == ""
