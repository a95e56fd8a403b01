"""The words for kinds of priorities, for how far schemes are, and for themes of the life course."""

import re

from lsc_places.kit.words import Shape, Tone, Word

STATUS = {
    "done": Word("Done", Tone.DONE, Shape.TICK),
    "underway": Word("Under way", Tone.NOW, Shape.HALF),
    "planned": Word("Planned", Tone.IDLE, Shape.CLOCK),
}
NOT_STATED = Word("Not stated", Tone.IDLE, Shape.DASH)


def kind_title(kind: str, *, count: int) -> str:
    """A kind of priorities as a heading: the words before a "with" or a bracket in the plural when there are several."""
    head, rest = re.fullmatch(r"(.*?)( with .*| \(.*)?", kind).groups(default="")  # type: ignore[union-attr]
    plural = head if count == 1 or head.endswith("s") else f"{head}s"
    return f"{plural[:1].upper()}{plural[1:]}{rest}"


# The order of a life, in which its themes are told.
LIFE_COURSE = ("Starting well", "Living well", "Working well", "Ageing well", "Dying well")


def theme_words(key: str) -> str:
    """A theme of the life course by its key: "starting-well" is "Starting well"."""
    return key.replace("-", " ").capitalize()


def basis_words(basis: str) -> str:
    """How a status is known: "Stated (launched)", or that it was inferred and waits to be confirmed."""
    told = basis[:1].upper() + basis[1:]
    return f"{told}, to be confirmed" if is_inferred(basis) else told


def is_inferred(basis: str) -> bool:
    return basis.startswith("inferred")
