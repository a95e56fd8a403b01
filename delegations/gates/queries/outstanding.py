"""What every delegation still waits for, gate by gate."""

from dataclasses import dataclass
from datetime import date

from delegations.gates.reckoning import facts
from delegations.gates.rules import GATES, answers
from delegations.register.models import Delegation, Function
from delegations.register.moves import BEFORE_LIVE
from delegations.register.queries.lines import Line, lines


@dataclass(frozen=True)
class GateOutstanding:
    """A gate, who may act on it, and function by function in how many delegations of how many it is not met."""

    code: str
    name: str
    who: str
    counts: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Outstanding:
    """The delegations that are on their way to live on a day, and the gates that any of them still waits for."""

    functions: tuple[Function, ...]
    lines: tuple[Line, ...]
    gates: tuple[GateOutstanding, ...]


def outstanding(*, as_at: date) -> Outstanding:
    """Every gate not met by every delegation that is not live yet; 25 queries, however many delegations there are."""
    stated = Delegation.objects.exclude(function=None)
    known = {one.reference: one.pk for one in stated.only("reference")}
    waiting = tuple(line for line in lines(stated, as_at=as_at) if line.state in BEFORE_LIVE)
    found = facts([known[line.reference] for line in waiting], as_at=as_at)
    unmet: dict[tuple[str, int], int] = {}
    total: dict[int, int] = {}
    functions: dict[int, Function] = {}
    for line in waiting:
        assert line.function is not None
        functions[line.function.pk] = line.function
        total[line.function.pk] = total.get(line.function.pk, 0) + 1
        for answer in answers(found[known[line.reference]]):
            key = (answer.code, line.function.pk)
            unmet[key] = unmet.get(key, 0) + (not answer.is_met)
    order = sorted(functions)
    gates = (
        GateOutstanding(
            gate.code, gate.name, gate.who, tuple((unmet.get((gate.code, pk), 0), total[pk]) for pk in order)
        )
        for gate in GATES.values()
    )
    return Outstanding(
        functions=tuple(functions[pk] for pk in order),
        lines=waiting,
        gates=tuple(gate for gate in gates if any(count for count, _ in gate.counts)),
    )
