"""What waits for what, as chains of numbers: a chain that comes back to where it began can never be done."""

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter


def ring(needs: Mapping[int, Iterable[int]]) -> tuple[int, ...]:
    """The way round when something waits, in the end, for itself: each waits for the next; empty when nothing does."""
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as found:
        way: tuple[int, ...] = tuple(found.args[1])
        return way[::-1]
    return ()


def ring_words(references: Iterable[str]) -> str:
    """Such as "WP-0001 needs WP-0002, which needs WP-0001"."""
    first, second, *others = references
    return ", which needs ".join((f"{first} needs {second}", *others))
