"""The table of moves: its shape, and what follows from it."""

from itertools import pairwise

import pytest

from delegations.register import words
from delegations.register.moves import (
    BEFORE_LIVE,
    ENDED,
    NOT_YET,
    OPTIONAL,
    PASSAGES,
    PATH,
    TAKES_TWO,
    State,
    next_on_path,
    passages_from,
)
from lsc_places.people.models import Grant


def test_every_state_can_be_entered_and_only_the_ended_ones_not_left():
    assert {passage.enters for passage in PASSAGES.values()} == set(State)
    assert {state for state in State if not passages_from(state)} == ENDED


def test_the_way_to_live_skips_nothing_but_shadow():
    ways = {(leaves, enters) for leaves, enters in PASSAGES if leaves in PATH and enters in PATH}
    forward = {way for way in ways if PATH.index(way[1]) > PATH.index(way[0])}
    assert forward == {*pairwise(PATH), (State.MOBILISING, State.LIVE)}
    assert {State.SHADOW} == OPTIONAL


def test_a_delegation_begins_as_a_proposal():
    assert [passage.enters for passage in passages_from(NOT_YET)] == [State.PROPOSED]


def test_every_move_to_live_takes_two_people_with_different_rights_and_no_other_move_does():
    two = [passage for passage in PASSAGES.values() if passage.takes_two]
    assert {passage.enters for passage in two} == TAKES_TWO == {State.LIVE}
    assert len(two) == sum(passage.enters == State.LIVE for passage in PASSAGES.values())
    assert not any(set(passage.made_by) & set(passage.second_by) for passage in two)


def test_a_hold_stops_what_goes_towards_live_and_nothing_that_leaves_the_way():
    stopped = {passage.enters for passage in PASSAGES.values() if passage.is_forward}
    assert stopped == set(PATH) - {State.PROPOSED}


def test_whatever_is_not_live_yet_may_be_cancelled():
    assert {leaves for leaves, enters in PASSAGES if enters == State.CANCELLED} == set(BEFORE_LIVE)


@pytest.mark.parametrize(
    ("state", "following"),
    [
        (State.PROPOSED, State.SCOPED),
        (State.ASSESSING, State.MODERATED),
        (State.MOBILISING, State.LIVE),
        (State.SHADOW, State.LIVE),
        (State.DEFERRED, State.SCOPED),
        (State.SUSPENDED, State.LIVE),
    ],
)
def test_what_comes_next_passes_what_is_optional(state, following):
    passage = next_on_path(state)
    assert passage is not None
    assert passage.enters == following


@pytest.mark.parametrize("state", [State.LIVE, State.UNDER_REVIEW, State.VARYING, *sorted(ENDED)])
def test_nothing_comes_next_for_what_is_in_force_or_ended(state):
    assert next_on_path(state) is None


def test_every_right_of_the_table_is_one_that_is_granted():
    rights = {right for passage in PASSAGES.values() for right in (*passage.made_by, *passage.second_by)}
    assert rights <= set(Grant.Right.values)
    assert all(passage.made_by for passage in PASSAGES.values())


def test_every_state_has_its_own_word():
    assert set(words.STATES) == set(State)
    assert len({word.text for word in words.STATES.values()}) == len(State)
