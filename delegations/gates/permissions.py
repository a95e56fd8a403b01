"""Who may make which move: the table of moves names the rights."""

from dataclasses import dataclass

import rules

from delegations.register.models import Delegation, Move
from delegations.register.moves import PATH, Passage, State
from delegations.register.permissions import EDIT, NAME_HOLDER, RECORD_APPROVAL, RECORD_FORMULA, RECORD_SCHEME
from lsc_places.people.models import Grant, User
from lsc_places.people.permissions import holds_across_the_icb

MOVE = "gates.move"
SECOND = "gates.second"
MAKE_COMMITTEE = "gates.make_committee"

# What one needs to act on a gate, by the page where one acts.
TO_ACT = {
    "register:what": EDIT,
    "register:terms": EDIT,
    "register:checklist": EDIT,
    "register:holder": NAME_HOLDER,
    "register:scheme": RECORD_SCHEME,
    "register:formula": RECORD_FORMULA,
    "register:approval": RECORD_APPROVAL,
    "register:needed": EDIT,
}
AUTHORS = PATH[1 : PATH.index(State.APPROVED)]


@dataclass(frozen=True)
class Going:
    """A delegation about to go a way."""

    delegation: Delegation
    passage: Passage


@rules.predicate
def may_make(user: User, going: Going) -> bool:
    return going is not None and user.holds(*going.passage.made_by)


@rules.predicate
def may_second(user: User, going: Going) -> bool:
    return going is not None and user.holds(*going.passage.second_by)


@rules.predicate
def is_no_author(user: User, going: Going) -> bool:
    """Whoever brought it to the body does not record what the body approved; author and approver differ."""
    if going.passage.enters != State.APPROVED:
        return True
    return not Move.objects.filter(delegation=going.delegation, to_state__in=AUTHORS, made_by=user).exists()


rules.add_perm(MOVE, may_make & is_no_author)
rules.add_perm(SECOND, may_second)
rules.add_perm(MAKE_COMMITTEE, holds_across_the_icb(Grant.Right.GOVERNANCE_LEAD))
