"""A delegation on a day: where it stands, what holds it, what it waits for and who is to have it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import models
from django.db.models import QuerySet

from delegations.register import words
from delegations.register.models import Delegation, Function, Hold, Move, PlannedDate, Position
from delegations.register.moves import IN_FORCE, State
from delegations.register.queries.approvals import ApprovalShown, approvals
from delegations.register.queries.holders import HolderShown, holders
from lsc_places.kit.words import Word
from lsc_places.places.models import Place

NO_NEW_DATE = "No new date"
M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class HoldShown:
    """A hold that was open on the day, and since when."""

    key: int
    word: Word
    explanation: str
    reviewer: str | None
    since: date
    citation: str
    basis: str


@dataclass(frozen=True)
class PositionShown:
    """Where a document last said the delegation stands; ``word`` only when that is whether it was received."""

    word: Word | None
    words: str
    on: date
    citation: str
    basis: str


@dataclass(frozen=True)
class PlannedShown:
    """The date planned, with what was planned before and the paper that set it; no words when none was ever stated.

    ``last_on`` is the last day that the last date ever stated may mean, taken back or not.
    """

    words: str | None
    was: str | None
    last_on: date | None
    set_on: date | None
    citation: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class Line:
    """A delegation on a day, in one line."""

    reference: str
    function: Function | None
    content: str
    place: Place
    phase: str | None
    delegator: str
    is_from_council: bool
    state: State
    word: Word
    since: date
    citation: str
    basis: str
    holds: tuple[HoldShown, ...]
    position: PositionShown | None
    planned: PlannedShown
    holder: HolderShown | None
    approvals: tuple[ApprovalShown, ...]

    @property
    def title(self) -> str:
        return self.function.name if self.function else self.content[:1].upper() + self.content[1:]

    @property
    def counts(self) -> bool:
        """Whether it is in the totals: a proposal whose function is not stated is not."""
        return self.function is not None

    @property
    def open_approvals(self) -> tuple[ApprovalShown, ...]:
        return tuple(approval for approval in self.approvals if approval.is_open)


def delegations_of(place: Place, *, as_at: date) -> tuple[Line, ...]:
    """The delegations of a place that were in the register on the day; nine queries."""
    return lines(Delegation.objects.filter(place=place), as_at=as_at)


def lines(delegations: QuerySet[Delegation], *, as_at: date) -> tuple[Line, ...]:
    """These delegations on a day, in the order of their references, without those not yet proposed; nine queries."""
    moves = {move.delegation_id: move for move in moves_as_at(delegations, as_at=as_at)}
    found = list(
        delegations.filter(pk__in=moves).select_related("function", "place", "phase", "delegator").order_by("pk")
    )
    holds = _by_delegation(Hold.objects.as_at(as_at).filter(delegation__in=moves))
    planned = _by_delegation(PlannedDate.objects.filter(delegation__in=moves, effective_on__lte=as_at))
    positions = {one.delegation_id: one for one in Position.objects.as_at(as_at).filter(delegation__in=moves)}
    in_force = {pk: move.to_state in IN_FORCE for pk, move in moves.items()}
    holder_of = holders(found, in_force=in_force, as_at=as_at)
    approvals_of = approvals(found, as_at=as_at)
    return tuple(
        _line(
            one,
            moves[one.pk],
            holds=tuple(_hold(hold) for hold in holds.get(one.pk, ())),
            planned=planned.get(one.pk, []),
            position=positions.get(one.pk),
            holder=holder_of.get(one.pk),
            approvals=approvals_of.get(one.pk, ()),
        )
        for one in found
    )


def moves_as_at(delegations: QuerySet[Delegation], *, as_at: date) -> QuerySet[Move]:
    """The last move of each delegation with effect by the day."""
    return (
        Move.objects.filter(delegation__in=delegations, effective_on__lte=as_at)
        .order_by("delegation_id", "-number")
        .distinct("delegation_id")
    )


def _line(
    delegation: Delegation,
    move: Move,
    *,
    holds: tuple[HoldShown, ...],
    planned: list[PlannedDate],
    position: Position | None,
    holder: HolderShown | None,
    approvals: tuple[ApprovalShown, ...],
) -> Line:
    state = State(move.to_state)
    return Line(
        reference=delegation.reference,
        function=delegation.function,
        content=delegation.content,
        place=delegation.place,
        phase=delegation.phase.name if delegation.phase else None,
        delegator=delegation.delegator.name,
        is_from_council=delegation.delegator.kind.endswith("council"),
        state=state,
        word=words.STATES[state],
        since=move.effective_on,
        citation=move.citation,
        basis=move.basis,
        holds=holds,
        position=_position(position) if position else None,
        planned=_planned(planned, holds=holds, is_live=state in IN_FORCE),
        holder=holder,
        approvals=approvals,
    )


def _hold(hold: Hold) -> HoldShown:
    return HoldShown(
        key=hold.pk,
        word=words.held(hold.reason),
        explanation=hold.explanation,
        reviewer=hold.reviewer or None,
        since=hold.holds.lower,
        citation=hold.citation,
        basis=hold.basis,
    )


def _position(position: Position) -> PositionShown:
    return PositionShown(
        word=words.NOT_RECEIVED if position.is_received is False else None,
        words=position.words[:1].upper() + position.words[1:],
        on=position.effective_on,
        citation=position.citation,
        basis=position.basis,
    )


def _planned(planned: list[PlannedDate], *, holds: tuple[HoldShown, ...], is_live: bool) -> PlannedShown:
    """The last date stated; a hold that began since makes it a date that was, without a new one."""
    if not planned:
        return PlannedShown(None, None, None, None, "", "")
    last = planned[-1]
    dates = [one.planned.words for one in planned if one.planned]
    is_held = any(hold.since >= last.effective_on for hold in holds)
    current = last.planned.words if last.planned and (is_live or not is_held) else None
    last_date = next((one.planned for one in reversed(planned) if one.planned), None)
    earlier = [one for one in dates if one != current]
    return PlannedShown(
        words=current or NO_NEW_DATE,
        was=earlier[-1] if earlier else None,
        last_on=last_date.last if last_date else None,
        set_on=last.effective_on,
        citation=last.citation,
        basis=last.basis,
    )


def _by_delegation(rows: Iterable[M]) -> dict[int, list[M]]:
    grouped: dict[int, list[M]] = {}
    for row in rows:
        grouped.setdefault(row.delegation_id, []).append(row)  # type: ignore[attr-defined]
    return grouped
