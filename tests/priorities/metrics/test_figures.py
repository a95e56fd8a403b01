"""Figures in words."""

from decimal import Decimal

import pytest

from priorities.metrics.figures import comparison, decimals_of, figure


@pytest.mark.seed("V8")
@pytest.mark.parametrize(
    ("value", "unit", "also", "words"),
    [
        ("56.9", "%", {}, "56.9%"),
        ("40", "%", {"qualifier": "nearly"}, "Nearly 40%"),
        ("16.2", "% of people 18+", {}, "16.2% of people 18+"),
        ("79.0", "years", {}, "79.0 years"),
        ("1800000", "people", {"qualifier": "nearly"}, "Nearly 1,800,000 people"),
        ("19.4", "per 100000", {}, "19.4 per 100,000"),
        ("3", "rank of 316", {}, "Rank 3 of 316"),
        ("30", "rank (1 highest)", {}, "Rank 30 (1 highest)"),
        ("6", "of 12 districts", {}, "6 of 12 districts"),
        ("76", "", {}, "76"),
        (None, "share", {"text": "almost a third"}, "Almost a third"),
        (None, "years", {}, ""),
    ],
)
def test_a_number_is_never_alone(value, unit, also, words):
    number = Decimal(value) if value else None
    assert figure(number, unit, decimals=decimals_of(number), **also) == words


@pytest.mark.seed("O9")
@pytest.mark.parametrize(
    ("comparator", "value", "unit", "how", "words"),
    [
        ("England", "10.4", "per 100000", "", "England: 10.4 per 100,000"),
        ("national average", None, "years", "lower", "Lower than national average"),
        ("national average", None, "years", "5 years lower", "5 years lower than national average"),
        ("national average", "1", "times national average", "", "National average: 1"),
        ("earlier period of 57.1", "57.1", "years", "", "Earlier period of 57.1"),
        ("North West", None, "rank (1 highest)", "", "North West"),
        ("England", None, "%", "about the same", "About the same, England"),
        ("", None, "%", "", ""),
    ],
)
def test_a_comparator_has_a_name_and_a_value_only_where_one_is_published(comparator, value, unit, how, words):
    number = Decimal(value) if value else None
    assert comparison(comparator, value=number, decimals=decimals_of(number), unit=unit, how=how) == words
