"""Moving a delegation: lock it, ask who, ask the table, ask the gates, and write the move that carries itself out."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from delegations.gates import reckoning
from delegations.gates.facts import DelegationFacts
from delegations.gates.permissions import MOVE, SECOND, Going
from delegations.gates.reliance import checksum, frozen
from delegations.gates.rules import of_move
from delegations.register.models import Delegation, Move, Reliance, Signature
from delegations.register.moves import PASSAGES, WAS_LIVE, Passage, State
from delegations.register.refusals import Overtaken, Refused
from delegations.register.words import STATES
from lsc_places.boards.models import Decision
from lsc_places.kit.dates import day_words, today
from lsc_places.kit.permissions import require
from lsc_places.people.models import User

# A move into one of these is made by what a body decided, which its decision must say.
DECIDED = {
    State.APPROVED: Decision.Outcome.AGREED,
    State.REJECTED: Decision.Outcome.REFUSED,
    State.DEFERRED: Decision.Outcome.DEFERRED,
}
# So is a way back to live, and one on to a successor.
AGREED_ANEW = frozenset({*((leaves, State.LIVE) for leaves in WAS_LIVE), (State.LIVE, State.TRANSFERRED)})


@transaction.atomic
def move(
    delegation: Delegation,
    *,
    number: int,
    enters: State,
    effective_on: date,
    decision: Decision | None,
    reason: str,
    by: User,
) -> Move:
    """Make move ``number``, which one person may; raises Overtaken when somebody has made it, Refused with the way forward."""
    going = _going(delegation, number=number, enters=enters)
    require(by, MOVE, going)
    if going.passage.takes_two:
        raise Refused("This move takes two people: sign it first, and let the second person make it")
    return _made(
        going, number=number, effective_on=effective_on, decision=decision, reason=reason, made_by=by, second_by=None
    )


@transaction.atomic
def sign(
    delegation: Delegation,
    *,
    number: int,
    enters: State,
    effective_on: date,
    decision: Decision | None,
    reason: str,
    by: User,
) -> Signature:
    """Give the first of two signatures for move ``number``, under the same gates as the move itself."""
    going = _going(delegation, number=number, enters=enters)
    require(by, MOVE, going)
    if not going.passage.takes_two:
        raise Refused("This move takes one person, who makes it at once")
    _possible(going, effective_on=effective_on, decision=decision)
    signature, _ = Signature.objects.update_or_create(
        delegation=going.delegation,
        number=number,
        to_state=enters,
        defaults={
            "effective_on": effective_on,
            "decision": decision,
            "reason": reason,
            "signed_at": timezone.now(),
            "signed_by": by,
        },
    )
    return signature


@transaction.atomic
def second(delegation: Delegation, *, number: int, enters: State, by: User) -> Move:
    """Make move ``number`` as the second of two people, as the first signed it."""
    going = _going(delegation, number=number, enters=enters)
    require(by, SECOND, going)
    signature = Signature.objects.filter(delegation=going.delegation, number=number, to_state=enters).first()
    if signature is None:
        raise Refused("Nobody has signed this move yet. The first person signs, then the second makes it")
    if signature.signed_by_id == by.pk:
        raise Refused("You signed this move first. Somebody else must be the second person")
    require(signature.signed_by, MOVE, going)
    return _made(
        going,
        number=number,
        effective_on=signature.effective_on,
        decision=signature.decision,
        reason=signature.reason,
        made_by=signature.signed_by,
        second_by=by,
    )


def _going(delegation: Delegation, *, number: int, enters: State) -> Going:
    current = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    if current.move_number + 1 != number:
        last = Move.objects.select_related("made_by").filter(delegation=current).order_by("number").last()
        who = last.made_by.name if last and last.made_by else "A paper"
        raise Overtaken(
            f"{who} moved {current.reference} while you had this open: it is now "
            f"{STATES[State(current.state)].text.lower()}. Look at the delegation before you move it again"
        )
    passage = PASSAGES.get((current.state, enters))
    if passage is None:
        raise Refused(f"{current.reference} cannot go there from where it is")
    return Going(current, passage)


def _possible(
    going: Going, *, effective_on: date, decision: Decision | None
) -> tuple[DelegationFacts, list[dict[str, object]]]:
    """The facts it rests on, and what the move keeps of its gates; raises Refused unless everything is as it must be."""
    delegation, passage = going.delegation, going.passage
    _dated(delegation, effective_on=effective_on, decision=decision)
    _decided(passage, decision=decision)
    if passage.enters == State.LIVE and delegation.expires_on and delegation.expires_on <= effective_on:
        raise Refused(
            f"Its terms say that it expires on {day_words(delegation.expires_on)}. Change the terms first",
            field="effective_on",
        )
    facts = reckoning.facts([delegation.pk], as_at=today())[delegation.pk]
    if passage.is_forward and facts.holds:
        raise Refused(f"It is on hold: {'; '.join(facts.holds)}. Take the hold off first")
    found = of_move(facts, leaves=passage.leaves, enters=passage.enters)
    unmet = [answer for answer in found if not answer.is_met]
    if unmet:
        said = ". ".join(f"{answer.name}: {answer.why} (can act: {answer.who})" for answer in unmet)
        raise Refused(f"{len(unmet)} of {len(found)} gates not met. {said}")
    return facts, [answer.record for answer in found]


def _dated(delegation: Delegation, *, effective_on: date, decision: Decision | None) -> None:
    if effective_on > today():
        raise Refused(f"The day must be today, {day_words(today())}, or in the past", field="effective_on")
    if decision and effective_on < decision.decided_on:
        raise Refused(
            f"The day must be the day of the decision, {day_words(decision.decided_on)}, or later", field="effective_on"
        )
    last = Move.objects.filter(delegation=delegation).order_by("number").last()
    if last and effective_on < last.effective_on:
        raise Refused(
            f"The day must be that of the move before, {day_words(last.effective_on)}, or later", field="effective_on"
        )


def _decided(passage: Passage, *, decision: Decision | None) -> None:
    is_anew = (passage.leaves, passage.enters) in AGREED_ANEW
    wanted = Decision.Outcome.AGREED if is_anew else DECIDED.get(passage.enters)
    if wanted and decision is None:
        raise Refused("Choose the decision this records. The board secretary records decisions", field="decision")
    if wanted and decision and decision.outcome != wanted:
        raise Refused(
            f"{decision.reference} says {decision.get_outcome_display().lower()}. Choose the decision that says so",
            field="decision",
        )


def _made(
    going: Going,
    *,
    number: int,
    effective_on: date,
    decision: Decision | None,
    reason: str,
    made_by: User,
    second_by: User | None,
) -> Move:
    facts, gates = _possible(going, effective_on=effective_on, decision=decision)
    made = Move.objects.create(
        delegation=going.delegation,
        number=number,
        from_state=going.passage.leaves,
        to_state=going.passage.enters,
        made_by=made_by,
        second_by=second_by,
        decision=decision,
        decided_on=decision.decided_on if decision else None,
        effective_on=effective_on,
        gates=gates,
        reason=reason,
    )
    if made.to_state == State.APPROVED:
        relied = frozen(reckoning.relied_on(going.delegation, facts=facts))
        Reliance.objects.create(move=made, relied_on=relied, sha256=checksum(relied))
    return made
