"""A delegation on a day: where it stands, what holds it, what it waits for and who is to have it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, TypeVar

from django.db import models
from django.db.models import QuerySet

from delegations.register import words
from delegations.register.models import (
    ApprovalStatement,
    Delegation,
    Function,
    Hold,
    Holder,
    Move,
    NeededApproval,
    PlannedDate,
    Position,
)
from delegations.register.moves import IN_FORCE, State
from lsc_places.kit.words import Word
from lsc_places.people.models import Person, Post
from lsc_places.places.models import Place

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class HoldShown:
    """A hold that was open on the day, and since when."""

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
    """The date planned, with what was planned before and the paper that set it; no words when none was ever stated."""

    words: str | None
    was: str | None
    set_on: date | None
    citation: str
    basis: str


@dataclass(frozen=True)
class HolderShown:
    """Who is to hold a delegation or holds it; ``person`` is none where no document names anybody in the role."""

    name: str
    short_name: str
    is_role: bool
    person: str | None
    holds_it: bool

    @property
    def words(self) -> str:
        """The holder in a few words: the person, else the role and that nobody is named."""
        if not self.is_role:
            return self.name
        return self.person or f"{self.short_name}, not named"


@dataclass(frozen=True)
class ApprovalShown:
    """An approval the delegation needs, and how it was last said to stand."""

    slug: str
    name: str
    required_by: str
    is_open: bool
    word: Word
    words: str
    on: date
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
    holders = _holders(found, moves, as_at=as_at)
    approvals = _approvals(found, as_at=as_at)
    return tuple(
        _line(
            one,
            moves[one.pk],
            holds=tuple(_hold(hold) for hold in holds.get(one.pk, ())),
            planned=planned.get(one.pk, []),
            position=positions.get(one.pk),
            holder=holders.get(one.pk),
            approvals=approvals.get(one.pk, ()),
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
        planned=_planned(planned, is_held=bool(holds), is_live=state in IN_FORCE),
        holder=holder,
        approvals=approvals,
    )


def _hold(hold: Hold) -> HoldShown:
    return HoldShown(
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


def _planned(planned: list[PlannedDate], *, is_held: bool, is_live: bool) -> PlannedShown:
    """The last date stated; while a hold is open it is a date that was, without a new one."""
    if not planned:
        return PlannedShown(None, None, None, "", "")
    last = planned[-1]
    dates = [one.planned.words for one in planned if one.planned]
    current = last.planned.words if last.planned and (is_live or not is_held) else None
    earlier = [one for one in dates if one != current]
    return PlannedShown(
        words=current or "No new date",
        was=earlier[-1] if earlier else None,
        set_on=last.effective_on,
        citation=last.citation,
        basis=last.basis,
    )


def _holders(delegations: list[Delegation], moves: dict[int, Move], *, as_at: date) -> dict[int, HolderShown]:
    places = {one.pk: one.place_id for one in delegations}
    held = list(Holder.objects.as_at(as_at).filter(delegation__in=places).select_related("role", "body"))
    roles = {holder.role_id for holder in held}
    posts: dict[tuple[int | None, int | None], Person | None] = {
        (post.role_id, post.place_id): post.person
        for post in Post.objects.as_at(as_at).filter(role__in=roles, place__in=places.values()).select_related("person")
    }
    shown = {}
    for holder in held:
        person = posts.get((holder.role_id, places[holder.delegation_id]))
        named = holder.role or holder.body
        assert named is not None
        shown[holder.delegation_id] = HolderShown(
            name=str(named),
            short_name=named.short_name or str(named),
            is_role=holder.role is not None,
            person=person.name if person else None,
            holds_it=moves[holder.delegation_id].to_state in IN_FORCE,
        )
    return shown


def _approvals(delegations: list[Delegation], *, as_at: date) -> dict[int, tuple[ApprovalShown, ...]]:
    needed = list(
        NeededApproval.objects.as_at(as_at)
        .filter(delegation__in=delegations)
        .select_related("approval")
        .order_by("delegation", "approval")
    )
    statements = {one.needed_id: one for one in ApprovalStatement.objects.as_at(as_at).filter(needed__in=needed)}
    return {
        delegation: tuple(_approval(one, statements.get(one.pk)) for one in ones)
        for delegation, ones in groupby(needed, key=lambda one: one.delegation_id)
    }


def _approval(needed: NeededApproval, statement: ApprovalStatement | None) -> ApprovalShown:
    said: Any = statement or needed
    outcome = statement.outcome if statement else ApprovalStatement.Outcome.OPEN
    spoken = statement.words if statement else ""
    return ApprovalShown(
        slug=needed.approval.slug,
        name=needed.approval.name,
        required_by=needed.approval.required_by,
        is_open=outcome != ApprovalStatement.Outcome.GIVEN,
        word=words.approval(outcome),
        words=spoken[:1].upper() + spoken[1:],
        on=statement.effective_on if statement else needed.stated_on,
        citation=said.citation,
        basis=said.basis,
    )


def _by_delegation(rows: Iterable[M]) -> dict[int, list[M]]:
    grouped: dict[int, list[M]] = {}
    for row in rows:
        grouped.setdefault(row.delegation_id, []).append(row)  # type: ignore[attr-defined]
    return grouped
