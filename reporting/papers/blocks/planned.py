"""Rows of the workplan as blocks print them: an item, where, whose, when, its BRAG and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from delegations.workplan.brag import ORDER, Brag, key, tally
from delegations.workplan.models import Item
from delegations.workplan.queries import Judged
from delegations.workplan.words import BRAG_WORDS
from lsc_places.kit.words import Word
from reporting.papers.blocks.shape import sentence

LOCAL_CHOICE = "What the words mean is a local choice"
HEAD = ("Item", "Of", "Owner", "Due", "BRAG", "Why")


@dataclass(frozen=True)
class Row:
    """An item with its reference, the plan or place it is of, its owner, its dates, its word, and the reasons."""

    key: str
    title: str
    of: str
    owner: str
    due: str
    status: Word
    why: str


def row(one: Judged, *, group: str = "") -> Row:
    item = one.row
    slipped = item.original.words if item.original and item.due and item.original != item.due else ""
    dates = (
        item.due.words if item.due else "No date set",
        *(words for words in (slipped and f"was {slipped}",) if words),
    )
    why = [*one.verdict.reasons]
    if item.forecast and item.forecast != item.due:
        why.append(f"Forecast {item.forecast.words}")
    return Row(
        key=f"{group}:{item.reference}" if group else item.reference,
        title=f"{item.reference} {item.title}",
        of=item.place.name if item.place else Item.Plan(item.plan).label,
        owner=item.owner or "No owner named",
        due=", ".join(dates),
        status=BRAG_WORDS[one.verdict.brag],
        why="; ".join(why) or "Nothing to add",
    )


def cells_of(one: Row) -> tuple[str, ...]:
    return (one.title, one.of, one.owner, one.due, one.status.text, one.why)


def counts(found: Iterable[Judged]) -> str:
    """How many items have each word, as a sentence: shares are of the items due, the rest is counted apart."""
    counted = tally(one.verdict.brag for one in found)
    due = ", ".join(f"{counted[brag]} {brag.label.lower()}" for brag in ORDER if brag != Brag.NOT_DUE and counted[brag])
    rest = (Brag.NOT_DUE, Brag.NO_DATE, Brag.CLOSED)
    apart = ", ".join(f"{counted[brag]} {brag.label.lower()}" for brag in rest if counted[brag])
    words = [f"Of {counted.due} items due: {due}" if due else "No item has a date to be judged by"]
    if apart:
        words.append(f"Counted apart: {apart}")
    return f"{'. '.join(words)}. {LOCAL_CHOICE}."


def brag_key() -> tuple[tuple[Word, str], ...]:
    """What each word means."""
    return tuple((BRAG_WORDS[brag], sentence(meaning)) for brag, meaning in key())
