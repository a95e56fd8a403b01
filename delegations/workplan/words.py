"""The statuses of items as pages and papers show them."""

from delegations.workplan.models import Item
from lsc_places.kit.words import Shape, Tone, Word

Status = Item.Status

STATUS_WORDS = {
    Status.COMPLETED: Word(Status.COMPLETED.label, Tone.DONE, Shape.TICK),
    Status.IN_PROGRESS: Word(Status.IN_PROGRESS.label, Tone.NOW, Shape.HALF),
    Status.PLANNED: Word(Status.PLANNED.label, Tone.IDLE, Shape.DASH),
    Status.SUPERSEDED: Word(Status.SUPERSEDED.label, Tone.IDLE, Shape.CROSS),
    Status.NOT_DELIVERED: Word(Status.NOT_DELIVERED.label, Tone.BAD, Shape.CROSS),
}
