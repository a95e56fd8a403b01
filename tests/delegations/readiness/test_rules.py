"""Evidence, merging and the way of an assessment: plain rules."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delegations.readiness.proof import Item, Lack, Needs, is_stale, lacking
from delegations.readiness.steps import State, may_go
from lsc_places.kit.merge import Change, merge, plain

TODAY = date(2027, 3, 26)
NEEDS = Needs(items={3: 1, 4: 2}, independent={4: 1}, fresh_months=12)
FRESH = Item(document_on=date(2027, 1, 9), is_independent=False)
OUTSIDE = Item(document_on=date(2027, 1, 9), is_independent=True)
STALE = Item(document_on=date(2026, 3, 25), is_independent=False)


class TestEvidence:
    @pytest.mark.parametrize(
        ("level", "items", "lacks"),
        [
            (None, [], ()),
            (1, [], ()),
            (2, [], ()),
            (3, [], (Lack.ITEMS,)),
            (3, [FRESH], ()),
            (3, [STALE], (Lack.FRESH,)),
            (3, [STALE, STALE], (Lack.FRESH,)),
            (3, [STALE, FRESH], ()),
            (4, [FRESH], (Lack.ITEMS, Lack.INDEPENDENT)),
            (4, [OUTSIDE], (Lack.ITEMS,)),
            (4, [FRESH, FRESH], (Lack.INDEPENDENT,)),
            (4, [FRESH, OUTSIDE], ()),
        ],
    )
    def test_what_a_level_needs(self, level, items, lacks):
        assert lacking(level, items, needs=NEEDS, on=TODAY) == lacks

    @pytest.mark.parametrize(
        ("document_on", "stale"),
        [(date(2026, 3, 26), False), (date(2026, 3, 25), True), (date(2027, 3, 26), False), (None, False)],
    )
    def test_evidence_is_stale_after_twelve_months_and_a_day(self, document_on, stale):
        assert is_stale(document_on, on=TODAY, fresh_months=12) is stale

    def test_a_leap_day_is_counted_like_any_other(self):
        assert not is_stale(date(2028, 2, 29), on=date(2029, 2, 28), fresh_months=12)
        assert is_stale(date(2028, 2, 29), on=date(2029, 3, 1), fresh_months=12)


def change(field: str, value: str, *bases: str) -> Change:
    return Change(field=field, value=value, bases=bases)


class TestMerging:
    def test_different_fields_are_both_kept(self):
        held = {"reason": "theirs", "next": "was"}
        assert merge(held, [change("next", "mine", "was")]).accepted == {"next": "mine"}

    def test_the_same_field_is_a_conflict_that_keeps_all_three_texts(self):
        merged = merge({"reason": "theirs"}, [change("reason", "mine", "was")])
        assert not merged.accepted
        (conflict,) = merged.conflicts
        assert (conflict.base, conflict.theirs, conflict.yours) == ("was", "theirs", "mine")

    def test_the_same_words_from_both_are_no_conflict(self):
        merged = merge({"reason": "agreed"}, [change("reason", "agreed", "was")])
        assert not merged.accepted
        assert not merged.conflicts

    def test_a_field_nobody_touched_here_never_overwrites(self):
        merged = merge({"reason": "theirs"}, [change("reason", "was", "was")])
        assert not merged.accepted
        assert not merged.conflicts

    def test_an_own_save_still_on_its_way_is_no_conflict(self):
        """The answer to the first save was lost, or has not come yet; the second began from it."""
        second = change("reason", "one two three", "one", "one two")
        assert merge({"reason": "one"}, [second]).accepted == {"reason": "one two three"}
        assert merge({"reason": "one two"}, [second]).accepted == {"reason": "one two three"}

    @given(st.text(max_size=5), st.text(max_size=5), st.text(max_size=5))
    def test_words_are_written_kept_or_shown_and_never_lost(self, base, theirs, yours):
        merged = merge({"reason": theirs}, [change("reason", yours, base)])
        written = merged.accepted.get("reason")
        in_conflict = [(one.theirs, one.yours) for one in merged.conflicts]
        if yours != base and theirs != base and theirs != yours:
            assert in_conflict == [(theirs, yours)]
        elif yours not in (base, theirs):
            assert written == yours
        else:
            assert written is None or written == yours
            assert not in_conflict

    @given(st.text())
    def test_line_ends_are_of_one_kind(self, text):
        assert "\r" not in plain(text)
        assert plain(plain(text)) == plain(text)
        assert plain("a\r\nb\rc\n") == "a\nb\nc\n"


@pytest.mark.parametrize(
    ("here", "there", "allowed"),
    [
        (State.DRAFT, State.SUBMITTED, True),
        (State.SUBMITTED, State.DRAFT, True),
        (State.SUBMITTED, State.IN_REVIEW, True),
        (State.IN_REVIEW, State.DRAFT, True),
        (State.IN_REVIEW, State.MODERATED, True),
        (State.DRAFT, State.IN_REVIEW, False),
        (State.SUBMITTED, State.MODERATED, False),
        (State.MODERATED, State.DRAFT, False),
        (State.MODERATED, State.IN_REVIEW, False),
    ],
)
def test_an_assessment_goes_step_by_step(here, there, allowed):
    assert may_go(here, there) is allowed
