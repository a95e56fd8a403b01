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
    Holder,
    Move,
    PlannedDate,
    Position,
    SumStatement,
    TimeframeEvent,
)
from delegations.register.moves import OPTIONAL, PATH, State, next_on_path
from delegations.register.queries.acting import TERMS
from delegations.register.queries.formulas import FormulaShown, formulas
from delegations.register.queries.history import Changed, history_of
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
class HolderRow:
    """Somebody who holds, is to hold or held the delegation, from when and until when."""

    name: str
    sub: str
    begins: str
    ends: str
    standing: str


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
        holders=_holders(delegation, line, moves=moves, as_at=as_at),
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


def _holders(delegation: Delegation, line: Line, *, moves: tuple[Move, ...], as_at: date) -> tuple[HolderRow, ...]:
    """The delegator until it is live, then its holders over time, then whoever is to follow."""
    live_on = next((move.effective_on for move in moves if move.to_state == State.LIVE), None)
    planned = line.planned.words or "No date stated"
    if line.planned.was:
        planned = f"{planned}, was {line.planned.was}"
    rows = [
        HolderRow(
            name=delegation.delegator.name,
            sub="Delegates it",
            begins="Before it is delegated",
            ends=day_words(live_on) if live_on else "The day it is live",
            standing="Held it before" if live_on else "Has it now",
        )
    ]
    named = list(
        Holder.objects.filter(delegation=delegation).begun_by(as_at).select_related("role", "body", "decision__body")
    )
    for holder in named:
        over = holder.holds.upper is not None and holder.holds.upper <= as_at
        held_from = max(live_on, holder.holds.lower) if live_on else None
        never = over and (held_from is None or held_from >= holder.holds.upper)
        later = f"When it passes to the {delegation.later_holder}" if delegation.later_holder and holder.role else ""
        rows.append(
            HolderRow(
                name=str(holder),
                sub=_of_holder(holder, line, over=over),
                begins=day_words(holder.holds.lower) if never else day_words(held_from) if held_from else planned,
                ends=day_words(holder.holds.upper) if over else later,
                standing="Was to hold it"
                if never
                else "Held it"
                if over
                else "Holds it"
                if live_on
                else "To hold it first",
            )
        )
    if delegation.later_holder and not any(holder.body for holder in named):
        rows.append(
            HolderRow(
                name=delegation.later_holder[:1].upper() + delegation.later_holder[1:],
                sub="",
                begins="When the partnership has become a committee",
                ends="",
                standing="To hold it later",
            )
        )
    return tuple(rows)


def _of_holder(holder: Holder, line: Line, *, over: bool) -> str:
    """By which decision it was named, else who is in the role."""
    if holder.decision:
        return f"By {holder.decision}"
    if over or holder.role is None:
        return ""
    return (line.holder and line.holder.person) or "Not named in any paper"


def _events(delegation: Delegation, *, as_at: date) -> tuple[TimeframeEvent, ...]:
    """The dated events by the day that concern the function everywhere or here, or the delegation itself, newest first."""
    of_function = Q(functions=delegation.function_id) & (Q(places=None) | Q(places=delegation.place_id))
    concerns = of_function | Q(delegations=delegation) if delegation.function_id else Q(delegations=delegation)
    return tuple(
        TimeframeEvent.objects.filter(concerns, happened_on__lte=as_at).distinct().order_by("-happened_on", "-pk")
    )
