"""The statuses and BRAG of items as pages and papers show them, and what is said of a save."""

from collections.abc import Iterable
from datetime import datetime

from delegations.workplan.brag import Brag
from delegations.workplan.models import Item
from lsc_places.kit.dates import PartialDate
from lsc_places.kit.jinja import moment
from lsc_places.kit.words import Shape, Tone, Word

Status = Item.Status

STATUS_WORDS = {
    Status.COMPLETED: Word(Status.COMPLETED.label, Tone.DONE, Shape.TICK),
    Status.IN_PROGRESS: Word(Status.IN_PROGRESS.label, Tone.NOW, Shape.HALF),
    Status.PLANNED: Word(Status.PLANNED.label, Tone.IDLE, Shape.DASH),
    Status.SUPERSEDED: Word(Status.SUPERSEDED.label, Tone.IDLE, Shape.CROSS),
    Status.NOT_DELIVERED: Word(Status.NOT_DELIVERED.label, Tone.BAD, Shape.CROSS),
}

BRAG_WORDS = {
    Brag.COMPLETE: Word(Brag.COMPLETE.label, Tone.DONE, Shape.TICK),
    Brag.OFF_TRACK: Word(Brag.OFF_TRACK.label, Tone.BAD, Shape.SQUARE),
    Brag.AT_RISK: Word(Brag.AT_RISK.label, Tone.WARN, Shape.TRIANGLE),
    Brag.ON_TRACK: Word(Brag.ON_TRACK.label, Tone.GOOD, Shape.CIRCLE),
    Brag.NOT_DUE: Word(Brag.NOT_DUE.label, Tone.IDLE, Shape.DASH),
    Brag.NO_DATE: Word(Brag.NO_DATE.label, Tone.QUIET, Shape.CLOCK),
    Brag.CLOSED: Word(Brag.CLOSED.label, Tone.IDLE, Shape.CROSS),
}


def saved_words(reference: str, labels: Iterable[str], others: Iterable[tuple[str, str, datetime]] = ()) -> str:
    """What was saved, and what others changed meanwhile: each with who, the name of the field and when."""
    names = ", ".join(labels)
    words = [f"{reference}: saved {names}" if names else f"{reference}: nothing to change"]
    words += [f"{who or 'A data file'} also changed {label} at {moment(when)}" for who, label, when in others]
    return ". ".join(words)


def needed_words(expected: PartialDate | None, *, is_agreed: bool) -> str:
    """When something that is needed is expected, and whether whoever does it has agreed to that."""
    when = f"expected {expected.words}" if expected else "no date set"
    return f"{when}, {'agreed' if is_agreed else 'not agreed'}"
