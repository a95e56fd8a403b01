"""Whether a target is met. A direction is judged by what came before, and never stands for a number."""

from collections.abc import Sequence
from decimal import Decimal

from lsc_places.kit.words import Shape, Tone, Word

AT_MOST, AT_LEAST = "at most", "at least"
INCREASE, DECREASE = "increase", "decrease"

MET = Word("Met", Tone.GOOD, Shape.CIRCLE)
NOT_MET = Word("Not met", Tone.BAD, Shape.SQUARE)
BETTER = Word("Better than before", Tone.GOOD, Shape.CIRCLE)
WORSE = Word("Worse than before", Tone.BAD, Shape.SQUARE)
THE_SAME = Word("The same as before", Tone.IDLE, Shape.DASH)
NO_VALUE = Word("No value published", Tone.IDLE, Shape.DASH)
NO_EARLIER = Word("No earlier value to compare with", Tone.IDLE, Shape.DASH)
NOT_JUDGED = Word("Cannot be judged from a number", Tone.IDLE, Shape.DASH)


def judged(values: Sequence[Decimal], *, comparison: str, target: Decimal | None) -> Word:
    """Judge the values of one area, oldest first, against what the target asks for."""
    if not values:
        return NO_VALUE
    latest = values[-1]
    if target is not None and comparison in (AT_MOST, AT_LEAST):
        return MET if (latest <= target if comparison == AT_MOST else latest >= target) else NOT_MET
    if comparison not in (INCREASE, DECREASE):
        return NOT_JUDGED
    if len(values) == 1:
        return NO_EARLIER
    if latest == values[-2]:
        return THE_SAME
    return BETTER if (latest > values[-2]) == (comparison == INCREASE) else WORSE


def on_target(words: Sequence[Word]) -> str:
    """How many of several areas meet a target, such as "1 of 3 on target"; empty unless each was judged by number."""
    if not words or any(word not in (MET, NOT_MET) for word in words):
        return ""
    return f"{sum(word == MET for word in words)} of {len(words)} on target"
