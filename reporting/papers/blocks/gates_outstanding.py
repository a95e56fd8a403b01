"""The gates that delegations on their way to live still wait for, and who can act on each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from delegations.gates import queries as gates
from reporting.papers.blocks.shape import Audience, Cells, Gathered, NoParams

CODE = "gates_outstanding"
SCHEMA = 1
LABEL = "gates outstanding"
HEADING = ""
Params = NoParams
MET = "Met by all"


@dataclass(frozen=True)
class Row:
    """A gate with who can act on it, and in how many delegations of each function it is not met."""

    key: str
    gate: str
    who: str
    counts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class GatesOutstanding(Gathered):
    functions: tuple[str, ...]


def gather(*, as_at: date, params: Mapping[str, Any], audience: Audience) -> GatesOutstanding:
    found = gates.outstanding(as_at=as_at)
    return GatesOutstanding(
        caption="What delegations still wait for",
        rows=tuple(
            Row(
                key=gate.code,
                gate=gate.name,
                who=gate.who,
                counts=tuple(f"Not met in {unmet} of {total}" if unmet else MET for unmet, total in gate.counts),
            )
            for gate in found.gates
        ),
        citations=tuple(line.citation for line in found.lines),
        note="Which move waits for which gate is a local choice.",
        functions=tuple(function.short_name for function in found.functions),
    )


def cells(gathered: GatesOutstanding) -> Cells:
    return Cells(
        ("Gate", "Who can act", *gathered.functions),
        tuple((row.gate, row.who, *row.counts) for row in gathered.rows),
    )
