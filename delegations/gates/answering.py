"""What a gate is and how it answers, whatever it is the gate of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from lsc_places.kit.words import Shape, Tone, Word

MET = Word("Met", Tone.GOOD, Shape.TICK)
NOT_MET = Word("Not met", Tone.BAD, Shape.CROSS)

F = TypeVar("F")


@dataclass(frozen=True)
class Finding:
    """Whether a gate is met, why, and the evidence: its words, and where it can be read.

    ``acts`` is where one acts on it, and ``verb`` the words of the link, where they are not those of the gate.
    """

    is_met: bool
    why: str
    address: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    verb: str = ""


@dataclass(frozen=True)
class Gate(Generic[F]):
    """Something that must be so; ``who`` may act on it, at the page named ``edit``, by a link that says ``verb``."""

    code: str
    name: str
    who: str
    judge: Callable[[F], Finding]
    edit: str = ""
    verb: str = ""


@dataclass(frozen=True)
class Answer:
    """A gate as it stands: ``address`` is where its evidence is, ``edit`` where one acts on it, ``verb`` the link's words."""

    code: str
    name: str
    is_met: bool
    why: str
    who: str
    address: tuple[str, ...]
    edit: tuple[str, ...] = ()
    verb: str = ""

    @property
    def word(self) -> Word:
        return MET if self.is_met else NOT_MET

    @property
    def record(self) -> dict[str, object]:
        """What a move keeps of it."""
        return {"gate": self.code, "met": self.is_met, "why": self.why}


def on(day: date) -> str:
    """A day as a gate says it, such as "8 November 2023"."""
    return f"{day.day} {day:%B %Y}"


def answers_of(
    gates: Mapping[str, Gate[F]], facts: F, *, codes: Iterable[str], subject: tuple[str, ...]
) -> tuple[Answer, ...]:
    """How these gates stand, those not met first; ``subject`` are the arguments of the pages where one acts."""
    found = []
    for code in codes:
        gate = gates[code]
        finding = gate.judge(facts)
        edit = finding.acts or ((gate.edit, *subject) if gate.edit else ())
        verb = finding.verb or gate.verb
        found.append(Answer(code, gate.name, finding.is_met, finding.why, gate.who, finding.address, edit, verb))
    return tuple(sorted(found, key=lambda answer: answer.is_met))
