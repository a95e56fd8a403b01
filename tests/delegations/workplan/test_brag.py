"""The rules of BRAG, at and beside each of their edges."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delegations.workplan.brag import (
    LOCAL_CHOICE,
    ORDER,
    Brag,
    Facts,
    Needed,
    Stated,
    Thresholds,
    is_better,
    judge,
    key,
    moved,
    refusal,
    stands_until,
    tally,
)

TODAY = date(2026, 6, 15)
DUE = date(2026, 7, 31)
BEGUN = Facts(has_begun=True, due_on=DUE, forecast_on=DUE, updated_on=TODAY)


def days(count: int) -> timedelta:
    return timedelta(days=count)


def judged(**changed) -> Brag:
    return judge(replace(BEGUN, **changed), as_at=TODAY).brag


@pytest.mark.parametrize(
    ("changed", "brag", "why"),
    [
        ({}, Brag.ON_TRACK, ""),
        ({"is_completed": True, "actual_on": TODAY}, Brag.COMPLETE, ""),
        ({"is_completed": True, "is_stated": True, "due_on": None, "forecast_on": None}, Brag.COMPLETE, "As stated"),
        ({"is_completed": True}, Brag.AT_RISK, "Said to be completed, without its actual date"),
        (
            {"is_completed": True, "actual_on": TODAY, "is_completed_by_owner": True},
            Brag.AT_RISK,
            "Said to be completed by its owner, and by nobody else yet",
        ),
        ({"is_closed_otherwise": True}, Brag.CLOSED, ""),
        ({"due_on": TODAY, "forecast_on": None}, Brag.ON_TRACK, ""),
        ({"due_on": TODAY - days(1), "forecast_on": None}, Brag.OFF_TRACK, "1 day past its due date"),
        ({"due_on": None, "forecast_on": TODAY - days(2)}, Brag.OFF_TRACK, "2 days past its forecast"),
        ({"forecast_on": DUE + days(28), "recovers_by": "Two more people"}, Brag.AT_RISK, "Forecast 28 days late"),
        ({"forecast_on": DUE + days(29), "recovers_by": "Two more people"}, Brag.OFF_TRACK, "Forecast 29 days late"),
        ({"forecast_on": DUE + days(1)}, Brag.OFF_TRACK, "Forecast 1 day late, with no next step to recover"),
        (
            {"forecast_on": DUE + days(1), "recovers_by": "Hurry", "is_committed": True},
            Brag.OFF_TRACK,
            "Forecast 1 day after a date that a board was told",
        ),
        ({"forecast_on": DUE - days(9)}, Brag.ON_TRACK, ""),
        ({"risk_score": 12}, Brag.AT_RISK, "A linked risk scores 12"),
        ({"risk_score": 11}, Brag.ON_TRACK, ""),
        ({"updated_on": TODAY - days(34)}, Brag.ON_TRACK, ""),
        ({"updated_on": TODAY - days(35)}, Brag.AT_RISK, "No update since 11 May 2026"),
        ({"updated_on": TODAY - days(35), "has_begun": False}, Brag.ON_TRACK, ""),
        ({"has_begun": False, "starts_on": TODAY + days(1)}, Brag.NOT_DUE, "Starts on 16 June 2026"),
        ({"has_begun": False, "starts_on": TODAY}, Brag.ON_TRACK, ""),
        (
            {"has_begun": False, "starts_on": TODAY + days(1), "due_on": None, "forecast_on": None},
            Brag.NOT_DUE,
            "Starts on 16 June 2026",
        ),
        ({"due_on": None, "forecast_on": None}, Brag.NO_DATE, ""),
        (
            {"due_on": None, "forecast_on": None, "updated_on": date(2023, 11, 8)},
            Brag.NO_DATE,
            "No update since 8 November 2023",
        ),
        ({"needs": (Needed(reference="WP-0002", is_done=True),)}, Brag.ON_TRACK, ""),
        ({"needs": (Needed(reference="WP-0002"),)}, Brag.ON_TRACK, ""),
        (
            {"needs": (Needed(reference="WP-0002", has_failed=True),)},
            Brag.OFF_TRACK,
            "Needs WP-0002, which was closed and not delivered",
        ),
        (
            {"needs": (Needed(reference="WP-0002", is_agreed=False),)},
            Brag.AT_RISK,
            "Needs WP-0002, which is not agreed",
        ),
        (
            {"needs": (Needed(reference="WP-0002", expected_on=DUE + days(1)),)},
            Brag.AT_RISK,
            "Needs WP-0002, which is expected after it, on 1 August 2026",
        ),
        (
            {"needs": (Needed(reference="WP-0002", expected_on=TODAY - days(1)),)},
            Brag.AT_RISK,
            "Needs WP-0002, which is late",
        ),
    ],
)
def test_the_word_and_its_reason(changed, brag, why):
    verdict = judge(replace(BEGUN, **changed), as_at=TODAY)
    assert (verdict.brag, "; ".join(verdict.reasons)) == (brag, why)


def test_every_reason_is_told_and_the_worst_gives_the_word():
    facts = replace(BEGUN, due_on=TODAY - days(3), forecast_on=None, risk_score=20, updated_on=TODAY - days(50))
    assert judge(facts, as_at=TODAY).reasons == ("3 days past its due date",)
    facts = replace(BEGUN, risk_score=20, updated_on=TODAY - days(50))
    assert judge(facts, as_at=TODAY).reasons == ("A linked risk scores 20", "No update since 26 April 2026")


def test_thresholds_are_data_and_the_key_tells_them():
    late = replace(BEGUN, forecast_on=DUE + days(10), recovers_by="More people")
    strict = Thresholds(days_late=7, days_without_update=14, risk_score=9)
    assert judge(late, as_at=TODAY).brag == Brag.AT_RISK
    assert judge(late, as_at=TODAY, by=strict).brag == Brag.OFF_TRACK
    told = " ".join(meaning for _, meaning in key(strict))
    assert all(words in told for words in ("more than 7 days", "for 14 days", "risk of 9 or more"))
    assert [brag for brag, _ in key()] == [*ORDER, Brag.NO_DATE]


class TestStatedByAPerson:
    WORSE = Stated(brag=Brag.OFF_TRACK, reason="The supplier has gone", stated_on=TODAY)
    BETTER = Stated(brag=Brag.ON_TRACK, reason="The risk is held elsewhere", stated_on=TODAY, is_approved=True)

    def test_worse_stands_with_its_reason(self):
        verdict = judge(replace(BEGUN, stated=self.WORSE), as_at=TODAY + days(30))
        assert (verdict.brag, verdict.computed, verdict.is_overridden) == (Brag.OFF_TRACK, Brag.ON_TRACK, True)
        assert verdict.reasons[0] == "Stated on 15 June 2026 in place of on track: The supplier has gone"

    def test_better_stands_only_when_approved_and_only_for_its_days(self):
        facts = replace(BEGUN, risk_score=15, stated=self.BETTER)
        last = TODAY + days(LOCAL_CHOICE.days_a_judgement_stands)
        assert judge(facts, as_at=TODAY).brag == Brag.ON_TRACK
        kept_up = replace(facts, updated_on=last, due_on=last + days(9), forecast_on=None)
        assert judge(kept_up, as_at=last).brag == Brag.ON_TRACK
        assert judge(kept_up, as_at=last + days(1)).brag == Brag.AT_RISK
        assert judge(replace(facts, stated=replace(self.BETTER, is_approved=False)), as_at=TODAY).brag == Brag.AT_RISK

    def test_complete_not_due_and_no_date_follow_from_the_facts_alone(self):
        for changed in (
            {"is_completed": True, "actual_on": TODAY},
            {"due_on": None, "forecast_on": None},
            {"has_begun": False, "starts_on": TODAY + days(5)},
        ):
            assert judged(**changed, stated=self.WORSE) == judged(**changed)

    @pytest.mark.parametrize(
        ("stated", "reason", "computed", "words"),
        [
            (Brag.OFF_TRACK, "It is late", Brag.ON_TRACK, ""),
            (Brag.OFF_TRACK, "  ", Brag.ON_TRACK, "Enter the reason"),
            (Brag.ON_TRACK, "It is well", Brag.AT_RISK, ""),
            (Brag.AT_RISK, "It is so", Brag.AT_RISK, "The rules say at risk already"),
            (Brag.COMPLETE, "It is done", Brag.AT_RISK, "follows from the dates and the status"),
            (Brag.AT_RISK, "Worried", Brag.NO_DATE, "“No date set” follows from the dates"),
        ],
    )
    def test_what_can_be_stated(self, stated, reason, computed, words):
        refused = refusal(stated, reason, computed=computed)
        assert words in refused
        assert bool(words) == bool(refused)

    def test_only_what_is_better_than_the_rules_has_an_end(self):
        last = TODAY + days(LOCAL_CHOICE.days_a_judgement_stands)
        assert stands_until(self.BETTER, computed=Brag.AT_RISK) == last
        assert stands_until(self.WORSE, computed=Brag.AT_RISK) is None

    def test_what_was_worse_hides_nothing_when_the_rules_get_worse_still(self):
        stated = Stated(brag=Brag.AT_RISK, reason="The supplier is slow", stated_on=TODAY)
        assert judged(stated=stated) == Brag.AT_RISK
        assert judged(stated=stated, due_on=TODAY - days(1), forecast_on=None) == Brag.OFF_TRACK


def test_direction_is_said_in_words():
    assert moved(Brag.AT_RISK, was=Brag.ON_TRACK) == "Worse: was on track"
    assert moved(Brag.COMPLETE, was=Brag.OFF_TRACK) == "Better: was off track"
    assert moved(Brag.AT_RISK, was=Brag.AT_RISK) == "No change"
    assert moved(Brag.AT_RISK, was=None) == moved(Brag.AT_RISK, was=Brag.NO_DATE) == ""


def test_shares_are_of_items_that_are_due():
    found = tally([Brag.COMPLETE, Brag.COMPLETE, Brag.AT_RISK, Brag.NOT_DUE, Brag.NO_DATE, Brag.CLOSED])
    assert (found.due, found[Brag.NO_DATE], found.worst) == (3, 1, Brag.AT_RISK)
    assert found.share(Brag.COMPLETE) == "2 of 3 due"
    assert tally([]).worst is None


dates = st.one_of(st.none(), st.dates(TODAY - days(90), TODAY + days(90)))


@given(
    facts=st.builds(
        Facts,
        is_completed=st.booleans(),
        is_stated=st.booleans(),
        has_begun=st.booleans(),
        starts_on=dates,
        due_on=dates,
        forecast_on=dates,
        actual_on=dates,
        updated_on=dates,
        recovers_by=st.sampled_from(["", "A step"]),
        risk_score=st.one_of(st.none(), st.integers(1, 25)),
    ),
    worse_by=st.integers(1, 60),
)
def test_a_later_forecast_never_looks_better_and_a_word_is_always_explained(facts, worse_by):
    verdict = judge(facts, as_at=TODAY)
    if verdict.brag in (Brag.OFF_TRACK, Brag.AT_RISK, Brag.NOT_DUE):
        assert verdict.reasons
    if facts.due_on and facts.forecast_on and verdict.brag in ORDER:
        later = judge(replace(facts, forecast_on=facts.forecast_on + days(worse_by)), as_at=TODAY)
        assert later.brag == verdict.brag or is_better(verdict.brag, than=later.brag)
