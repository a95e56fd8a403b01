"""Who decides on a date that moves, by plain rules."""

import pytest

from delegations.workplan.tolerances import Approver, Tolerances, key, moved_words, route


@pytest.mark.parametrize(
    ("days", "is_committed", "pushes", "approver", "reason"),
    [
        (14, False, (), Approver.MANAGER, "It moves by 14 days, not more than 14"),
        (-14, True, (), Approver.MANAGER, "It moves by 14 days, not more than 14"),
        (15, False, (), Approver.GROUP, "It moves by 15 days, more than 14"),
        (1, False, ("WP-0002",), Approver.GROUP, "WP-0002 needs it before the new date"),
        (1, False, ("WP-0002", "WP-0003"), Approver.GROUP, "WP-0002, WP-0003 need it before the new date"),
        (28, False, (), Approver.GROUP, "It moves by 28 days, more than 14"),
        (29, False, (), Approver.OFFICER, "It moves by 29 days, more than 28"),
        (-29, False, (), Approver.OFFICER, "It moves by 29 days, more than 28"),
        (1, True, (), Approver.OFFICER, "It moves 1 day after a date that a board was told"),
    ],
)
def test_the_further_a_date_moves_the_higher_it_is_decided(days, is_committed, pushes, approver, reason):
    found = route(days, is_committed=is_committed, pushes=pushes)
    assert (found.approver, found.reason) == (approver, reason)


@pytest.mark.parametrize(
    ("moved", "approver", "reason"),
    [
        (14, Approver.GROUP, "It moves by 24 days in all since the baseline, more than 14"),
        (19, Approver.OFFICER, "It moves by 29 days in all since the baseline, more than 28"),
        (-10, Approver.MANAGER, "It moves by 10 days, not more than 14"),
    ],
)
def test_small_moves_one_after_another_count_as_one(moved, approver, reason):
    found = route(10, is_committed=False, moved=moved)
    assert (found.approver, found.reason) == (approver, reason)


def test_the_numbers_are_settings_and_are_told_with_the_rules():
    strict = Tolerances(days_of_manager=1, days_of_group=7)
    assert route(5, is_committed=False, by=strict).approver == Approver.GROUP
    assert route(8, is_committed=False, by=strict).approver == Approver.OFFICER
    told = " ".join(words for _, words in key(strict))
    assert "Up to 1 days" not in told
    assert "Up to 7 days" in told
    assert [approver for approver, _ in key()] == list(Approver)


def test_a_move_in_words():
    assert (moved_words(30), moved_words(-1), moved_words(0)) == ("30 days later", "1 day earlier", "")
