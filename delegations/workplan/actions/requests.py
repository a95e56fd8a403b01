"""Asking to move a date that a baseline holds, or for a BRAG better than the rules say; and deciding on it."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from delegations.workplan import reckoning
from delegations.workplan.actions.saving import item_numbered
from delegations.workplan.actions.writing import changing, possible, present, write
from delegations.workplan.brag import Brag, is_better, refusal
from delegations.workplan.cells import BY_NAME
from delegations.workplan.models import ChangeRequest, Item, ItemStatement
from delegations.workplan.permissions import DECIDE, EDIT, OVERRIDE, STATE
from delegations.workplan.refusals import Overtaken, Refused, Unreadable
from delegations.workplan.telling import tell_deciders
from delegations.workplan.tolerances import Approver
from lsc_places.kit.dates import PartialDate, today
from lsc_places.kit.deadlocks import tried_twice
from lsc_places.kit.permissions import require
from lsc_places.people.models import User

Decision = ChangeRequest.Decision
_WAITS = "It is better than the rules say, so the accountable officer decides first. It counts when that is approved"
_COUNTS = "The BRAG is stated"


@dataclass(frozen=True)
class Stated:
    """What came of stating a BRAG: the request that it needs, or nothing when it counts at once; and that in words."""

    request: ChangeRequest | None
    words: str


@tried_twice
def ask(
    number: int, *, was_on: str, wanted_on: PartialDate | None, cause: str, effect: str, form_key: UUID, by: User
) -> ChangeRequest:
    """Ask to move a date that a baseline holds; nothing moves before somebody else approves it.

    ``was_on`` is the text of the date that was seen. The same form sent twice asks once. Raises Unreadable for what cannot be
    asked, Overtaken when the date has moved since or another request waits.
    """
    with changing(by=by):
        item = present(item_numbered(number))
        require(by, EDIT, item)
        if known := ChangeRequest.objects.filter(form_key=form_key).first():
            return known
        _only_one(item, wanted_brag="")
        if not item.is_baselined:
            raise Refused(
                f"The due date of {item.reference} is in no approved baseline. Change it on the form of the item"
            )
        if BY_NAME["due_on"].text(item.due_on) != was_on:
            raise Overtaken(
                f"The due date of {item.reference} has moved to {BY_NAME['due_on'].words(item.due_on)} since"
            )
        if wanted_on is None or wanted_on == item.due_on:
            raise Unreadable({"wanted_on": f"Enter another date than {BY_NAME['due_on'].words(item.due_on)}"})
        if problems := possible(item, values={"due_on": wanted_on}):
            raise Unreadable({"wanted_on": problems["due_on"]})
        route = reckoning.route_of(item, wanted_on)
        asked = ChangeRequest.objects.create(
            item=item,
            baseline=item.baseline,
            was_on=item.due_on,
            wanted_on=wanted_on,
            cause=cause,
            effect=effect,
            approver=route.approver,
            approver_reason=route.reason,
            asked_by=by,
            form_key=form_key,
        )
        tell_deciders(today())
    return asked


@tried_twice
def state(number: int, *, brag: str, reason: str, computed: Brag, version: int, form_key: UUID, by: User) -> Stated:
    """State a BRAG in place of the ``computed`` one, or with none take that back.

    Worse counts at once, better when the accountable officer states or approves it. Raises Unreadable, or Overtaken when
    somebody changed the item after this was computed.
    """
    with changing(by=by):
        item = present(item_numbered(number))
        require(by, STATE, item)
        if known := ChangeRequest.objects.filter(form_key=form_key).first():
            return Stated(known, _WAITS)
        if ItemStatement.objects.filter(form_key=form_key).exists():
            return Stated(None, _COUNTS)
        if item.version != version:
            raise Overtaken(
                f"Somebody changed {item.reference} after you opened it. Look at it before you state its BRAG"
            )
        needs_approval = False
        if brag:
            if words := refusal(Brag(brag), reason, computed=computed):
                raise Unreadable({"reason" if not reason.strip() else "brag": words})
            needs_approval = is_better(Brag(brag), than=computed)
        elif not item.brag_stated:
            raise Unreadable({"brag": "It follows the rules already"})
        may_override = by.has_perm(OVERRIDE, item)
        if needs_approval and not may_override:
            return Stated(_asked(item, brag=brag, reason=reason, form_key=form_key, by=by), _WAITS)
        approver = by if needs_approval else None
        _stated(item, brag=brag, reason=reason, recorded_by=by, approved_by=approver, form_key=form_key)
    return Stated(None, _COUNTS)


@tried_twice
def decide(key: int, *, decision: str, words: str, by: User) -> ChangeRequest:
    """Approve, decline or withdraw a request; an approved one is carried out in the same transaction.

    Raises PermissionDenied for whoever asked, who can only withdraw it, and for whom the tolerances do not name; Overtaken
    when it was decided already or its date is not any more the one that was to move.
    """
    with changing(by=by):
        item = item_numbered(ChangeRequest.objects.values_list("item__number", flat=True).get(pk=key))
        current = ChangeRequest.objects.select_for_update().get(pk=key)
        current.item = item
        is_withdrawn = decision == Decision.WITHDRAWN and current.asked_by_id == by.pk
        if not is_withdrawn:
            require(by, DECIDE, current)
        if not current.is_waiting:
            raise Overtaken(f"{current.decided_by} has decided already: {current.get_decision_display().lower()}")
        current.decision, current.decision_words = decision, words
        current.decided_at, current.decided_by = timezone.now(), by
        current.save(update_fields=["decision", "decision_words", "decided_at", "decided_by"])
        if decision == Decision.APPROVED:
            _carry_out(present(item), current, by=by)
        tell_deciders(today())
    return current


def _carry_out(item: Item, request: ChangeRequest, *, by: User) -> None:
    if not request.is_of_date:
        key, asked_by = request.form_key, request.asked_by
        brag, reason = request.wanted_brag, request.cause
        _stated(item, brag=brag, reason=reason, recorded_by=asked_by, approved_by=by, form_key=key)
        return
    if item.due_on != request.was_on:
        raise Overtaken(f"The due date of {item.reference} has moved since. Decline this request and ask again")
    if problems := possible(item, values={"due_on": request.wanted_on}):
        raise Refused(". ".join(problems.values()))
    write([(item, {"due_on": request.wanted_on})], by=by)


def _asked(item: Item, *, brag: str, reason: str, form_key: UUID, by: User) -> ChangeRequest:
    _only_one(item, wanted_brag=brag)
    asked = ChangeRequest.objects.create(
        item=item,
        wanted_brag=brag,
        cause=reason,
        approver=Approver.OFFICER,
        approver_reason="It is better than the rules say",
        asked_by=by,
        form_key=form_key,
    )
    tell_deciders(today())
    return asked


def _stated(item: Item, *, brag: str, reason: str, recorded_by: User, approved_by: User | None, form_key: UUID) -> None:
    statement = ItemStatement.objects.create(
        item=item,
        aspect=ItemStatement.Aspect.BRAG,
        brag=brag,
        words=reason or "Follows the rules again",
        recorded_by=recorded_by,
        approved_by=approved_by,
        form_key=form_key,
    )
    for column, value in statement.copied.items():
        setattr(item, column, value)
    item.version += 1
    item.save(update_fields=[*statement.copied, "version"])


def _only_one(item: Item, *, wanted_brag: str) -> None:
    """Raise Overtaken when a request of the same kind waits already."""
    of_a_kind = [one for one in item.requests.waiting() if bool(one.wanted_brag) == bool(wanted_brag)]
    if of_a_kind:
        raise Overtaken(f"{of_a_kind[0].asked_by} has asked already, and that waits for a decision")
