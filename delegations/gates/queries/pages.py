"""The page of a delegation with its gates, and what somebody may do there."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from delegations.gates.answering import Answer
from delegations.gates.facts import DelegationFacts
from delegations.gates.permissions import MOVE, SECOND, TO_ACT, Going
from delegations.gates.queries.conditions import ConditionShown, conditions_of
from delegations.gates.reckoning import facts, relied_on
from delegations.gates.reliance import Difference, differences
from delegations.gates.rules import answers, first_needed, of_move
from delegations.register.models import Delegation, Move, Reliance, Signature
from delegations.register.moves import ENDED, IN_FORCE, PASSAGES, Passage, State, passages_from
from delegations.register.permissions import HOLD, RECORD_FORMULA
from delegations.register.queries import DelegationPage, delegation_page
from delegations.register.words import ON_HOLD, STATES
from lsc_places.boards.models import Decision
from lsc_places.kit.dates import today
from lsc_places.kit.permissions import require
from lsc_places.kit.words import Word
from lsc_places.people.models import User


@dataclass(frozen=True)
class GateShown:
    """A gate with the first move that waits for it, none when none does any more, and whether the reader may act on it."""

    answer: Answer
    needed_to: str | None
    is_next: bool
    may_act: bool


@dataclass(frozen=True)
class Way:
    """A way the delegation may go next: what it is called, whether this reader may go it, and what stops it."""

    enters: State
    to: str
    verb: str
    may_go: bool
    waits_for: str
    signed_by: str | None
    is_stopped: bool


@dataclass(frozen=True)
class ApprovalKept:
    """What the last approval relied on, and what is materially other today."""

    move: Move
    sha256: str
    count: int
    changed: tuple[Difference, ...]


@dataclass(frozen=True)
class GatedPage:
    """A delegation, every gate of it, and the ways it may go next."""

    page: DelegationPage
    gates: tuple[GateShown, ...]
    ways: tuple[Way, ...]
    approval: ApprovalKept | None
    conditions: tuple[ConditionShown, ...]
    may_lift: bool
    on_hold: Word = ON_HOLD

    @property
    def is_on_its_way(self) -> bool:
        """Whether it could still be in force one day, so that the reader may ask why it is not."""
        return self.page.line.state not in IN_FORCE and self.page.line.state not in ENDED

    @property
    def asks(self) -> str:
        """The heading of the gates: a delegation under review or varying is in force all the while."""
        if self.is_on_its_way:
            return "Why is this not live?"
        return "Why is the variation not live?" if self.page.line.state == State.VARYING else "Gates"

    @property
    def may_be_held(self) -> bool:
        """Whether a hold still stops a move of it: not of one that is live or has ended."""
        return self.page.line.state != State.LIVE and self.page.line.state not in ENDED

    @property
    def in_short(self) -> str:
        """What keeps it from being live, in a sentence."""
        unmet = len(self.gates) - self.met
        said = ["It is suspended."] if self.page.line.state == State.SUSPENDED else []
        said += ["It is on hold."] if self.page.line.holds else []
        return " ".join([*said, f"{unmet} of {len(self.gates)} gates not met." if unmet else "Every gate is met."])

    @property
    def met(self) -> int:
        return sum(one.answer.is_met for one in self.gates)


@dataclass(frozen=True)
class GoingPage:
    """A move somebody is about to make: the gates of it, and the first signature where it has one."""

    delegation: Delegation
    passage: Passage
    number: int
    to: str
    gates: tuple[Answer, ...]
    holds: tuple[str, ...]
    signature: Signature | None
    is_second: bool

    @property
    def done(self) -> str:
        """What whoever goes the way is told of it."""
        if self.passage.takes_two and not self.is_second:
            return f"signed first. It is {self.to.lower()} when the second person makes the move"
        return f"it is {self.to.lower()} now"


def gated_page(reference: str, *, as_at: date, reader: User) -> GatedPage:
    """A delegation on a day with its gates; only today's has ways on. Http404 when it is unknown or not yet proposed."""
    page = delegation_page(reference, as_at=as_at)
    known = facts([page.delegation.pk], as_at=as_at)[page.delegation.pk]
    needed = {answer.code: first_needed(answer.code, state=known.state) for answer in answers(known)}
    upcoming = page.next_move.to if page.next_move else None
    shown = tuple(
        _shown(
            answer,
            needed[answer.code],
            upcoming,
            may_act=as_at >= today() and not page.has_ended and _may_act(answer, page.delegation, reader=reader),
        )
        for answer in answers(known)
    )
    signatures = {
        one.to_state: one.signed_by
        for one in Signature.objects.filter(
            delegation=page.delegation, number=page.delegation.move_number + 1
        ).select_related("signed_by")
    }
    ways = tuple(
        _way(page.delegation, passage, known, reader=reader, signed_by=signatures.get(passage.enters))
        for passage in passages_from(page.delegation.state)
    )
    approval = _approval(page.delegation, known, as_at=as_at)
    return GatedPage(
        page=page,
        gates=shown,
        ways=ways if as_at >= today() else (),
        approval=approval,
        conditions=conditions_of(page.delegation, as_at=as_at),
        may_lift=as_at >= today() and reader.has_perm(HOLD, page.delegation),
    )


def going_page(reference: str, *, enters: str, seen: str, by: User) -> GoingPage:
    """A move about to be made; Http404 when there is no such way, PermissionDenied when it is not this person's to go.

    ``seen`` is the number of the move as somebody's form has it: when others have moved the delegation since, the page is
    that of the way as it was, so that they can be told.
    """
    delegation = Delegation.objects.select_related("place", "function").filter(reference=reference).first()
    if delegation is None or enters not in set(State):
        raise Http404(f"No way from {reference} to {enters}")
    number, leaves = delegation.move_number + 1, delegation.state
    if seen.isdecimal() and 1 < int(seen) < number:
        number = int(seen)
        leaves = delegation.moves.get(number=number - 1).to_state
    passage = PASSAGES.get((leaves, State(enters)))
    if passage is None:
        raise Http404(f"No way from {leaves} to {enters}")
    going: Any = Going(delegation, passage)
    signature = Signature.objects.filter(delegation=delegation, number=number, to_state=enters).first()
    is_second = signature is not None and by.has_perm(SECOND, going)
    if not is_second:
        require(by, MOVE, going)
    known = facts([delegation.pk], as_at=today())[delegation.pk]
    return GoingPage(
        delegation=delegation,
        passage=passage,
        number=number,
        to=STATES[passage.enters].text,
        gates=of_move(known, leaves=passage.leaves, enters=passage.enters),
        holds=known.holds if passage.is_forward else (),
        signature=signature,
        is_second=is_second,
    )


def decisions_to_cite() -> QuerySet[Decision]:
    """The decisions a move may point at, newest first."""
    return Decision.objects.select_related("body")


def _approval(delegation: Delegation, known: DelegationFacts, *, as_at: date) -> ApprovalKept | None:
    """The last approval by the day; what changed since is told of today only, because the records of today are compared."""
    kept = (
        Reliance.objects.filter(move__delegation=delegation, move__effective_on__lte=as_at)
        .select_related("move__decision__body")
        .order_by("-move__number")
        .first()
    )
    if kept is None:
        return None
    changed = differences(kept.relied_on, relied_on(delegation, facts=known)) if as_at >= today() else ()
    return ApprovalKept(kept.move, kept.sha256, len(kept.relied_on), changed)


def _shown(answer: Answer, needed: State | None, upcoming: str | None, *, may_act: bool) -> GateShown:
    to = STATES[needed].text if needed else None
    return GateShown(answer, to, is_next=not answer.is_met and to is not None and to == upcoming, may_act=may_act)


def _may_act(answer: Answer, delegation: Delegation, *, reader: User) -> bool:
    if not answer.edit or answer.is_met:
        return False
    permission = TO_ACT[answer.edit[0]]
    thing: Any = delegation.function if permission == RECORD_FORMULA else delegation
    return thing is not None and reader.has_perm(permission, thing)


def _way(delegation: Delegation, passage: Passage, known: Any, *, reader: User, signed_by: User | None) -> Way:
    going: Any = Going(delegation, passage)
    unmet = [one for one in of_move(known, leaves=passage.leaves, enters=passage.enters) if not one.is_met]
    on_hold = passage.is_forward and known.holds
    stops = [f"{len(unmet)} gates not met" if len(unmet) > 1 else f"{unmet[0].name}"] if unmet else []
    may_second = signed_by is not None and signed_by != reader and reader.has_perm(SECOND, going)
    return Way(
        enters=passage.enters,
        to=STATES[passage.enters].text,
        verb=passage.verb,
        may_go=reader.has_perm(MOVE, going) or may_second,
        waits_for="; ".join([*(f"On hold: {one}" for one in known.holds if on_hold), *stops]),
        signed_by=signed_by.name if signed_by else None,
        is_stopped=bool(unmet or on_hold),
    )
