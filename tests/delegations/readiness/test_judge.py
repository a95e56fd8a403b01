"""What ratings add up to, by the table of the standards and by properties that hold of every set of ratings."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from delegations.readiness.judge import Cause, Condition, Given, Limits, Line, Outcome, Tier, judge, section_level
from delegations.readiness.models.frameworks import tier_of

DATA = Path(__file__).parents[3] / "lsc_places/data/lancashire-and-south-cumbria/readiness_frameworks.yaml"
FRAMEWORK = yaml.safe_load(DATA.read_text(encoding="utf-8"))["frameworks"][0]
LINES = tuple(
    Line(code=line["code"], section=section["code"], is_critical=line.get("critical", False))
    for section in FRAMEWORK["sections"]
    if section.get("kind") != "statements"
    for line in section["lines"]
)
TIERS: dict[str, Tier] = {tier["code"]: tier_of(tier) for tier in FRAMEWORK["tiers"]}
A, B, C = (TIERS[code] for code in "ABC")
CODES = [line.code for line in LINES]
CRITICAL = {line.code for line in LINES if line.is_critical}


def rated(level: int = 3, **levels: int | None) -> dict[str, Given]:
    """Every line at a level, but for those named: ``rated(3, _4_2=2)``."""
    named = {code.lstrip("_").replace("_", "."): found for code, found in levels.items()}
    assert set(named) <= set(CODES)
    return {code: Given(level=named.get(code, level)) for code in CODES}


def on(code: str, *, before: bool = True) -> Condition:
    return Condition(
        section=next(line.section for line in LINES if line.code == code), line=code, before_activation=before
    )


class TestTheFramework:
    def test_it_has_eight_domains_of_four_lines_and_the_critical_lines_of_the_standards(self):
        assert len(LINES) == 32
        assert len({line.section for line in LINES}) == 8
        assert {"1.1", "2.1", "2.2", "2.3", "3.1", "4.1", "4.2", "5.1", "6.1", "7.1", "8.1", "8.4"} == CRITICAL

    def test_its_minimum_levels_are_those_of_the_standards(self):
        domains = [f"D{number}" for number in range(1, 9)]
        assert [A.minimums.get(one) for one in domains] == [3, 2, 2, None, 2, 2, 3, 2]
        assert [B.minimums.get(one) for one in domains] == [3, 3, 3, 3, 2, 2, 2, 3]
        assert [C.minimums.get(one) for one in domains] == [3] * 8

    def test_its_functions_have_the_tiers_of_the_standards(self):
        assert {tier["code"]: tier["functions"] for tier in FRAMEWORK["tiers"]} == {
            "A": ["fn-phm"],
            "B": ["fn-phif"],
            "C": ["fn-bcf"],
        }

    def test_it_says_that_it_is_a_local_choice(self):
        assert FRAMEWORK["origin"].startswith("Local choice")


class TestTheLevelOfASection:
    @pytest.mark.parametrize(
        ("levels", "critical", "expected"),
        [
            ([3, 3, 3, 3], [], 3),
            ([2, 3, 3, 4], [], 3),
            ([2, 2, 3, 3], [], 2),  # the middle of 2 and 3, rounded down
            ([1, 2, 4, 4], [], 3),
            ([1, 1, 4, 4], [], 2),
            ([4, 4, 4, 2], [3], 2),  # the lowest critical line caps it
            ([4, 4, 4, 1], [3], 1),
            ([3, None, None, None], [], 3),
            ([2, 3, 4, None], [], 3),
            ([None, None, None, None], [], None),
        ],
    )
    def test_it_is_the_middle_one_capped_by_the_lowest_critical_line(self, levels, critical, expected):
        lines = [Line(code=str(at), section="S", is_critical=at in critical) for at in range(len(levels))]
        assert section_level(lines, {str(at): Given(level=level) for at, level in enumerate(levels)}) == expected


class TestTheOutcome:
    @pytest.mark.parametrize("tier", TIERS.values(), ids=TIERS)
    def test_ready_when_all_minimums_are_met(self, tier):
        judgement = judge(LINES, rated(3), tier=tier)
        assert judgement.outcome == Outcome.READY
        assert judgement.shortfalls == ()

    def test_ready_with_conditions_when_each_shortfall_of_one_level_has_a_condition(self):
        given_levels = rated(3, _4_2=2)
        assert judge(LINES, given_levels, tier=C).outcome == Outcome.NOT_YET_READY
        judgement = judge(LINES, given_levels, tier=C, conditions=[on("4.2")])
        assert judgement.outcome == Outcome.READY_WITH_CONDITIONS
        assert {(one.cause, one.section, one.line) for one in judgement.shortfalls} == {
            (Cause.BELOW_MINIMUM, "D4", None),
            (Cause.CRITICAL, "D4", "4.2"),
        }

    def test_a_critical_line_at_2_needs_a_condition_before_activation(self):
        judgement = judge(LINES, rated(3, _4_2=2), tier=B, conditions=[on("4.2", before=False)])
        assert judgement.outcome == Outcome.NOT_YET_READY
        assert [one.line for one in judgement.needs_condition] == ["4.2"]

    def test_a_domain_two_levels_below_cannot_be_met_by_a_condition(self):
        levels = rated(3, _5_1=1)
        judgement = judge(LINES, levels, tier=C, conditions=[on("5.1")])
        assert judgement.outcome == Outcome.NOT_YET_READY
        assert not judgement.needs_condition

    @pytest.mark.parametrize("tier", [B, C], ids=["B", "C"])
    @pytest.mark.parametrize("code", sorted(CRITICAL))
    def test_a_critical_line_at_1_is_not_yet_ready_whatever_else_is_at_4(self, tier, code):
        levels = rated(4) | {code: Given(level=1)}
        assert judge(LINES, levels, tier=tier, conditions=[on(code)]).outcome == Outcome.NOT_YET_READY

    def test_in_tier_a_a_critical_line_at_1_caps_its_domain_and_may_be_met_where_that_is_one_below(self):
        assert judge(LINES, rated(3, _8_1=1), tier=A, conditions=[on("8.1")]).outcome == Outcome.READY_WITH_CONDITIONS
        assert judge(LINES, rated(3, _1_1=1), tier=A, conditions=[on("1.1")]).outcome == Outcome.NOT_YET_READY

    @pytest.mark.parametrize(
        ("tier", "code"),
        [(A, "2.1"), (A, "7.1"), (B, "2.1"), (B, "4.1"), (B, "7.1"), (C, "2.1"), (C, "4.1"), (C, "7.1")],
    )
    def test_three_lines_must_be_ready_and_no_condition_stands_in_for_them(self, tier, code):
        levels = rated(4) | {code: Given(level=2)}
        judgement = judge(LINES, levels, tier=tier, conditions=[on(code)])
        assert judgement.outcome == Outcome.NOT_YET_READY
        assert Cause.MUST in {one.cause for one in judgement.shortfalls}

    def test_tier_a_leaves_finance_out_altogether(self):
        assert judge(LINES, rated(3, _4_1=1, _4_2=1, _4_3=1, _4_4=1), tier=A).outcome == Outcome.READY

    def test_more_than_six_conditions_are_too_many(self):
        codes = ["1.1", "2.2", "3.1", "5.1", "6.1", "8.1"]
        levels = rated(3) | {code: Given(level=2) for code in codes}
        assert (
            judge(LINES, levels, tier=C, conditions=[on(code) for code in codes]).outcome
            == Outcome.READY_WITH_CONDITIONS
        )
        levels["4.2"], codes = Given(level=2), [*codes, "4.2"]
        judgement = judge(LINES, levels, tier=C, conditions=[on(code) for code in codes])
        assert judgement.outcome == Outcome.NOT_YET_READY
        assert judgement.has_too_many_conditions

    def test_more_than_two_conditions_on_a_domain_are_too_many(self):
        three = [on("5.1"), on("5.2"), on("5.3")]
        levels = rated(3, _5_1=2, _5_2=2, _5_3=2)
        assert judge(LINES, levels, tier=C, conditions=three[:2]).outcome == Outcome.READY_WITH_CONDITIONS
        assert judge(LINES, levels, tier=C, conditions=three).outcome == Outcome.NOT_YET_READY

    def test_over_a_fifth_without_evidence_is_insufficient_and_a_fifth_is_not(self):
        def without(count: int, among: list[str]) -> dict[str, Given]:
            return {code: Given(level=3, has_evidence=code not in among[:count]) for code in CODES}

        assert judge(LINES, without(6, CODES), tier=C).outcome == Outcome.READY  # 6 of 32 are under 20%
        assert judge(LINES, without(7, CODES), tier=C).outcome == Outcome.INSUFFICIENT_EVIDENCE
        no_finance = [code for code in CODES if not code.startswith("4.")]
        assert judge(LINES, without(5, no_finance), tier=A).outcome == Outcome.READY  # of 28 that count
        assert judge(LINES, without(6, no_finance), tier=A).outcome == Outcome.INSUFFICIENT_EVIDENCE

    def test_a_fifth_to_the_line_is_still_enough(self):
        five = [Line(code=str(number), section="S") for number in range(5)]
        levels = {line.code: Given(level=3, has_evidence=line.code != "0") for line in five}
        tier = Tier(code="T", minimums={"S": 3})
        assert judge(five, levels, tier=tier).outcome == Outcome.READY
        assert judge(five, levels, tier=tier, limits=Limits(without_evidence_percent=19)).outcome != Outcome.READY

    def test_an_assessment_in_which_nothing_applies_is_not_ready(self):
        lines = [Line(code="1", section="S")]
        tier = Tier(code="T", minimums={"S": 3})
        assert judge(lines, {"1": Given(level=None)}, tier=tier).outcome == Outcome.INSUFFICIENT_EVIDENCE

    def test_a_line_without_a_rating_is_no_assessment(self):
        levels = rated(3)
        del levels["4.3"]
        with pytest.raises(KeyError):
            judge(LINES, levels, tier=C)


levels = st.integers(1, 4)
ratings = st.fixed_dictionaries(
    {
        code: st.builds(Given, level=levels if code in CRITICAL else levels | st.none(), has_evidence=st.booleans())
        for code in CODES
    }
)
with_evidence = st.fixed_dictionaries({code: st.builds(Given, level=levels) for code in CODES})
conditions = st.lists(st.builds(on, st.sampled_from(CODES), before=st.booleans()), max_size=8)
tiers = st.sampled_from(list(TIERS.values()))


class TestWhatHoldsOfAllRatings:
    @settings(max_examples=300)
    @given(ratings, conditions, tiers, st.sampled_from(CODES))
    def test_raising_a_level_never_worsens_the_outcome(self, given_levels, set_conditions, tier, code):
        level = given_levels[code].level
        if level is None or level == 4:
            return
        raised = given_levels | {code: Given(level=level + 1, has_evidence=given_levels[code].has_evidence)}
        before = judge(LINES, given_levels, tier=tier, conditions=set_conditions)
        after = judge(LINES, raised, tier=tier, conditions=set_conditions)
        assert after.outcome.rank >= before.outcome.rank
        assert all(
            (after.section_levels[section] or 0) >= (found or 0) for section, found in before.section_levels.items()
        )

    @given(with_evidence, tiers, st.sampled_from(sorted(CRITICAL)))
    def test_no_average_ever_decides(self, given_levels, tier, code):
        """However high everything else, one critical line holds its section down to its own level."""
        section = next(line.section for line in LINES if line.code == code)
        best = {other: Given(level=4) for other in CODES} | {code: given_levels[code]}
        judgement = judge(LINES, best, tier=tier)
        if section in tier.minimums:
            assert judgement.section_levels[section] == given_levels[code].level
        if given_levels[code].level == 1 and section in tier.minimums:
            assert judgement.outcome == Outcome.NOT_YET_READY

    @given(with_evidence, conditions, tiers, st.data())
    def test_equal_section_and_critical_levels_give_the_same_outcome_whatever_the_average(
        self, given_levels, set_conditions, tier, data
    ):
        """A line that neither is critical nor moves the middle of its section may go up or down without any effect."""
        code = data.draw(st.sampled_from(sorted(set(CODES) - CRITICAL)))
        other = given_levels | {code: Given(level=data.draw(levels))}
        one = judge(LINES, given_levels, tier=tier, conditions=set_conditions)
        two = judge(LINES, other, tier=tier, conditions=set_conditions)
        if one.section_levels == two.section_levels:
            assert one.outcome == two.outcome

    @given(ratings, conditions, tiers)
    def test_ready_means_that_every_minimum_is_met_without_a_condition(self, given_levels, set_conditions, tier):
        judgement = judge(LINES, given_levels, tier=tier, conditions=set_conditions)
        if judgement.outcome == Outcome.READY:
            assert judgement.conditions == 0
            assert all(
                found is None or found >= tier.minimums[section] for section, found in judgement.section_levels.items()
            )

    @given(ratings, tiers)
    def test_without_conditions_nobody_is_ready_with_conditions(self, given_levels, tier):
        assert judge(LINES, given_levels, tier=tier).outcome != Outcome.READY_WITH_CONDITIONS

    @given(ratings, conditions, tiers)
    def test_what_does_not_count_in_a_tier_changes_nothing(self, given_levels, set_conditions, tier):
        left_out = [line.code for line in LINES if line.section not in tier.minimums]
        other = given_levels | {code: Given(level=1, has_evidence=False) for code in left_out}
        assert judge(LINES, given_levels, tier=tier, conditions=set_conditions) == judge(
            LINES, other, tier=tier, conditions=set_conditions
        )
