"""The page of one delegation on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404

from delegations.register import words
from delegations.register.models import (
    AllocationMethod,
    Delegation,
    DelegationDocument,
    Hold,
    Move,
    PlannedDate,
    Position,
    SumStatement,
    TimeframeEvent,
)
from delegations.register.moves import ENDED, OPTIONAL, PATH, State, next_on_path
from delegations.register.queries.acting import TERMS
from delegations.register.queries.formulas import FormulaShown, formulas
from delegations.register.queries.history import Changed, history_of
from delegations.register.queries.holding import HolderRow, holders_over_time
from delegations.register.queries.lines import NO_NEW_DATE, Line, lines
from lsc_places.boards.models import Body
from lsc_places.kit.dates import day_words, today
from lsc_places.kit.money import pounds
from lsc_places.people.models import Grant
from lsc_places.sources.queries import citing
from priorities.plans.models import CommonPriority

LAST_CHANGES = 5


@dataclass(frozen=True)
class Step:
    """A step of the way to live: done, now or later."""

    name: str
    state: str
    words: str
    sub: str


@dataclass(frozen=True)
class NextMove:
    """The next move towards live and whose it is."""

    to: str
    verb: str
    made_by: str
    second_by: str


@dataclass(frozen=True)
class SumShown:
    """What the delegation is said to be worth in a financial year; ``amount`` is none where that is not stated."""

    year: str
    slug: str
    amount: str | None
    words: str
    citation: str
    basis: str


@dataclass(frozen=True)
class MoveRow:
    """A move, with the state it entered in words."""

    state: str
    move: Move


@dataclass(frozen=True)
class DelegationPage:
    """One delegation: where it stands and what it waits for, who is to have it, its dates and where all that is said."""

    delegation: Delegation
    citation: str
    line: Line
    steps: tuple[Step, ...]
    step_number: int
    next_move: NextMove | None
    formula: FormulaShown | None
    overseen_by: Body | None
    serves: CommonPriority | None
    methods: tuple[str, ...]
    holders: tuple[HolderRow, ...]
    planned_dates: tuple[PlannedDate, ...]
    holds: tuple[Hold, ...]
    positions: tuple[Position, ...]
    moves: tuple[MoveRow, ...]
    events: tuple[TimeframeEvent, ...]
    sums: tuple[SumShown, ...]
    documents: tuple[DelegationDocument, ...]
    changes: tuple[Changed, ...]
    changed: int

    @property
    def has_ended(self) -> bool:
        """Whether it is over, so that nothing of it is changed any more."""
        return self.line.state in ENDED

    @property
    def live_on(self) -> date | None:
        """The day it first had effect, none before that."""
        return next((one.move.effective_on for one in reversed(self.moves) if one.move.to_state == State.LIVE), None)


def delegation_page(reference: str, *, as_at: date) -> DelegationPage:
    """One delegation on a day; Http404 when there is none of this reference or it was not yet proposed."""
    found = lines(Delegation.objects.filter(reference=reference), as_at=as_at)
    if not found:
        raise Http404(f"No delegation {reference} at {as_at}")
    line = found[0]
    delegation = Delegation.objects.select_related(
        "function__oversight_group", "function__common_priority", "place", "phase", "delegator", "allocation_method"
    ).get(reference=reference)
    _as_stated(delegation, as_at=as_at)
    group = delegation.function.oversight_group if delegation.function else None
    priority = delegation.function.common_priority if delegation.function else None
    moves = tuple(
        delegation.moves.filter(effective_on__lte=as_at).select_related("made_by", "second_by", "decision__body")
    )
    history = history_of(delegation, as_at=as_at)
    return DelegationPage(
        delegation=delegation,
        line=line,
        steps=_steps(line, moves),
        step_number=_furthest(moves) + 1,
        next_move=_next(line),
        formula=formulas(as_at=as_at).get(delegation.function.pk) if delegation.function else None,
        overseen_by=group if group and group.stated_on <= as_at else None,
        serves=priority if priority and priority.stated_on <= as_at else None,
        methods=tuple(method.name for method in AllocationMethod.objects.as_at(as_at)),
        holders=holders_over_time(delegation, line=line, moves=moves, as_at=as_at),
        citation=citing(as_at)(delegation.sources),
        planned_dates=tuple(delegation.planned_dates.filter(effective_on__lte=as_at).select_related("recorded_by")),
        holds=tuple(delegation.holds_of.begun_by(as_at)),
        positions=tuple(delegation.positions.filter(effective_on__lte=as_at)),
        moves=tuple(MoveRow(words.STATES[State(move.to_state)].text, move) for move in reversed(moves)),
        events=_events(delegation, as_at=as_at),
        sums=tuple(_sum(one) for one in SumStatement.objects.as_at(as_at).filter(delegation=delegation)),
        documents=tuple(delegation.documents.as_at(as_at)),
        changes=history[:LAST_CHANGES],
        changed=len(history),
    )


def _as_stated(delegation: Delegation, *, as_at: date) -> None:
    """Give a delegation of a day past the terms it had then, from its history; the row itself has those of today."""
    if as_at >= today():
        return
    history: Any = Delegation.pgh_event_model.objects  # type: ignore[attr-defined]
    then = history.filter(pgh_obj=delegation, pgh_created_at__date__lte=as_at).order_by("-pgh_id").first()
    for name in (*TERMS, "scheme_clause"):
        setattr(delegation, name, getattr(then or Delegation(), name))


def _sum(one: SumStatement) -> SumShown:
    recurrent = {True: "recurrent", False: "once", None: ""}[one.is_recurrent]
    return SumShown(
        year=one.year.words,
        slug=str(one.year),
        amount=pounds(one.amount) if one.amount is not None else None,
        words=", ".join(said for said in (one.get_kind_display() if one.kind else "", recurrent) if said),
        citation=one.citation,
        basis=one.basis,
    )


def _furthest(moves: tuple[Move, ...]) -> int:
    """Where on the way to live it is, or was before it left the way: the position of the last step entered."""
    entered = [PATH.index(State(move.to_state)) for move in moves if move.to_state in PATH]
    return entered[-1] if entered else 0


def _steps(line: Line, moves: tuple[Move, ...]) -> tuple[Step, ...]:
    days = {move.to_state: move.effective_on for move in moves}
    here = _furthest(moves)
    on_the_way = line.state in PATH
    following = next_on_path(line.state)
    steps = []
    for position, state in enumerate(PATH):
        sub = day_words(days[state]) if state in days and position <= here else ""
        if position < here or (position == here and not on_the_way):
            kind, said = ("done", "Done") if state in days else ("later", "Left out")
        elif position == here:
            kind, said = "now", "Now"
        elif state in OPTIONAL:
            kind, said = "later", "Optional"
        else:
            kind, said = "later", "Next" if following and following.enters == state else "Later"
        if state == State.LIVE and position > here:
            sub = _planned_words(line)
        steps.append(Step(words.STATES[state].text, kind, said, sub))
    return tuple(steps)


def _planned_words(line: Line) -> str:
    planned = line.planned
    if planned.was and planned.words == NO_NEW_DATE:
        return f"Was {planned.was}"
    return f"{planned.words}, was {planned.was}" if planned.was else planned.words or ""


def _next(line: Line) -> NextMove | None:
    passage = next_on_path(line.state)
    if passage is None or not line.counts:
        return None
    return NextMove(
        to=words.STATES[passage.enters].text,
        verb=passage.verb,
        made_by=_rights(passage.made_by),
        second_by=_rights(passage.second_by),
    )


def _rights(rights: tuple[str, ...]) -> str:
    return " or ".join(str(Grant.Right(right).label) for right in rights)


def _events(delegation: Delegation, *, as_at: date) -> tuple[TimeframeEvent, ...]:
    """The dated events by the day that concern the function everywhere or here, or the delegation itself, newest first."""
    of_function = Q(functions=delegation.function_id) & (Q(places=None) | Q(places=delegation.place_id))
    concerns = of_function | Q(delegations=delegation) if delegation.function_id else Q(delegations=delegation)
    return tuple(
        TimeframeEvent.objects.filter(concerns, happened_on__lte=as_at).distinct().order_by("-happened_on", "-pk")
    )
