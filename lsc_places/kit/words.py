"""A word with the tone and shape that repeat it, for statuses of every kind."""

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    DONE = "done"
    IDLE = "idle"
    NOW = "now"
    QUIET = "quiet"


class Shape(StrEnum):
    CIRCLE = "circle"
    TRIANGLE = "triangle"
    SQUARE = "square"
    TICK = "tick"
    DASH = "dash"
    CLOCK = "clock"
    HALF = "half"
    CROSS = "cross"


@dataclass(frozen=True)
class Word:
    """A status as it is shown: the text says it, tone and shape repeat it."""

    text: str
    tone: Tone
    shape: Shape
