"""How each delegation came to where documents say it stands: its moves, holds, planned dates and first holder.

A move that is read names its source and passes the same table, constraints and triggers as one a person makes; where
a step must have been taken but no document states it, its basis says that it is inferred. Moves and statements are
read once: when the file says something else later, people record that as what happens next.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from delegations.register.load.readings import once, said_on, source_of
from delegations.register.models import Delegation, Hold, Holder, Move, PlannedDate, Position, TimeframeEvent
from delegations.register.moves import NOT_YET, State
from lsc_places.kit.arrangements import holds
from lsc_places.kit.loading import Row
from lsc_places.kit.records import FieldProblem, Record
from lsc_places.people.models import Role
from lsc_places.sources.load import stated_on

UNDER_REVIEW = "Timeframes under review"
ONLY_INFERRED = "Inferred, because it is past this step; no document states it"

# The states a document's word for a status implies, after the proposal.
_IMPLIED: dict[str, tuple[State, ...]] = {"in_progress": (State.SCOPED, State.ASSESSING)}


def of_a_delegation(record: Record) -> Iterator[Row]:
    delegation = record.find("key", Delegation, record.key)
    day = record.day("as_at")
    first = _first_event(record, delegation)
    proposed = source_of(first) if first else said_on(record, day)
    proposed_on = first.happened_on if first else day
    yield from _moves(record, delegation, proposed_on, proposed, first.words if first else "")
    role = record.link("first_holder", Role)
    if role:
        spell = {"began": None, "ended": None, "holds": holds(began=None, ended=None, stated_on=proposed_on)}
        values = source_of(delegation) | spell | {"delegation": delegation, "role": role, "stated_on": proposed_on}
        yield Row(Holder, f"{record.key}:first-holder", values)
    planned = record.partial_date("planned_date")
    if planned:
        said = {"planned": planned, "effective_on": proposed_on, "basis": record.words("planned_date_basis")}
        key = f"{record.key}:planned:{proposed_on}:{planned}"
        yield once(record, PlannedDate, key, proposed | said | {"delegation": delegation})
    if record.truth("timeframe_under_review"):
        yield _hold(record, delegation, day)
    if record.raw("as_at_later"):
        yield _position(record, delegation, record.day("as_at_later"), record.text("status_later"))


def of_a_proposal(record: Record) -> Iterator[Row]:
    """A proposal stands where it began; what a document says of it is a position."""
    delegation = record.find("key", Delegation, record.key)
    day = stated_on(record)
    yield _move(record, delegation, 1, (NOT_YET, State.PROPOSED), day, said_on(record, day))
    yield _position(record, delegation, record.day("as_at"), record.text("status"))


def _moves(
    record: Record, delegation: Delegation, proposed_on: date, proposed: dict[str, Any], reason: str
) -> Iterator[Row]:
    status = record.text("status")
    if status not in _IMPLIED:
        raise FieldProblem("status", f"This must be one of {', '.join(_IMPLIED)}, not {status!r}")
    yield _move(record, delegation, 1, (NOT_YET, State.PROPOSED), proposed_on, proposed | {"reason": reason})
    day = record.day("as_at")
    before = State.PROPOSED
    for number, state in enumerate(_IMPLIED[status], start=2):
        is_last = state == _IMPLIED[status][-1]
        basis = record.words("status_basis") if is_last else ONLY_INFERRED
        yield _move(record, delegation, number, (before, state), day, said_on(record, day) | {"basis": basis})
        before = state


def _move(
    record: Record, delegation: Delegation, number: int, way: tuple[str, State], day: date, said: dict[str, Any]
) -> Row:
    told = {name: said[name] for name in ("sources", "citation", "basis", "reason") if name in said}
    values = {"delegation": delegation, "number": number, "from_state": way[0], "to_state": way[1]}
    return once(record, Move, f"{record.key}:move-{number}", values | {"effective_on": day} | told)


def _hold(record: Record, delegation: Delegation, day: date) -> Row:
    phase = delegation.phase
    values = {
        "delegation": delegation,
        "reason": UNDER_REVIEW,
        "explanation": phase.review_reason if phase else "",
        "held_back": record.partial_date("planned_date"),
        "began": None,
        "ended": None,
        "holds": holds(began=None, ended=None, stated_on=day),
    }
    return Row(Hold, f"{record.key}:timeframe", said_on(record, day) | values)


def _position(record: Record, delegation: Delegation, day: date, words: str) -> Row:
    values = {
        "delegation": delegation,
        "words": words,
        "is_received": False if "not received" in words.lower() else None,
        "effective_on": day,
    }
    return once(record, Position, f"{record.key}:position:{day}", said_on(record, day) | values)


def _first_event(record: Record, delegation: Delegation) -> TimeframeEvent | None:
    """The first dated event that concerns the function at this place: the proposal, as far as documents tell."""
    concerned = (
        event
        for event in record.shelf.of(TimeframeEvent).values()
        if delegation.function in event.functions.all()
        and (not event.places.all() or delegation.place in event.places.all())
    )
    return min(concerned, key=lambda event: (event.happened_on, event.pk), default=None)
