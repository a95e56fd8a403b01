"""How an agreement stands on a day."""

from datetime import date

import pytest

from lsc_places.kit.words import Tone
from lsc_places.registers.standing import prompt, standing

UNTIL = date(2026, 1, 1)


@pytest.mark.seed("I13")
@pytest.mark.parametrize(
    ("on", "text", "tone"),
    [
        (date(2025, 7, 1), "In force", Tone.IDLE),
        (date(2025, 7, 2), "Ends December 2025", Tone.WARN),
        (date(2025, 12, 31), "Ends December 2025", Tone.WARN),
        (date(2026, 1, 1), "Ended December 2025", Tone.DONE),
    ],
)
def test_an_end_is_told_half_a_year_before(on, text, tone):
    word = standing("in force", until=UNTIL, ended="December 2025", on=on)
    assert (word.text, word.tone) == (text, tone)
    assert bool(prompt(until=UNTIL, on=on)) is (tone == Tone.WARN)


def test_the_prompt_counts_the_days():
    assert prompt(until=UNTIL, on=date(2025, 12, 31)) == "It ends in 1 day. Renew it, replace it or let it end."
    assert prompt(until=UNTIL, on=date(2025, 12, 1)).startswith("It ends in 31 days.")
    assert prompt(until=None, on=date(2025, 12, 1)) == ""


@pytest.mark.parametrize(
    ("status", "text", "tone"),
    [
        ("underway", "Under way", Tone.IDLE),
        ("adoption underway", "Adoption under way", Tone.IDLE),
        ("historic", "Historic", Tone.DONE),
        ("completed", "Completed", Tone.DONE),
    ],
)
def test_without_an_end_the_status_is_the_word(status, text, tone):
    word = standing(status, until=None, ended="", on=UNTIL)
    assert (word.text, word.tone) == (text, tone)
