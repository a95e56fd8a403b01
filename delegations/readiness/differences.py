"""What changed between two texts, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

LONGEST = 4_000  # words; beyond that a comparison would take too long to be worth it


class Kind(StrEnum):
    """Whether a piece stayed, went or came."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True)
class Piece:
    """A run of words of one kind."""

    kind: Kind
    text: str


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """The words of two texts in order, those that went before those that came in their place."""
    old, new = (re.findall(r"\s+|[^\s]+", text) for text in (before, after))
    if len(old) + len(new) > LONGEST:
        return (Piece(Kind.GONE, before), Piece(Kind.NEW, after))
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(Kind.SAME, "".join(new[k:m])))
            continue
        if i < j:
            pieces.append(Piece(Kind.GONE, "".join(old[i:j])))
        if k < m:
            pieces.append(Piece(Kind.NEW, "".join(new[k:m])))
    return tuple(pieces)
