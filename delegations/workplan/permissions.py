"""Who may do what with the workplan.

A programme manager changes everything, a director the rows of the own place, an owner the progress note of what is
theirs. Whoever works at a place or in the ICB proposes; the programme manager records what the delivery group answered.
A programme manager proposes a baseline, and whoever may change an item asks to move its date; another person decides.
"""

import rules

from delegations.workplan.models import Baseline, ChangeRequest, Item, Party
from lsc_places.kit.dates import today
from lsc_places.people.models import Grant, User
from lsc_places.people.permissions import holds_across_the_icb, is_dhci_here, is_programme_manager

Right = Grant.Right

EDIT = "workplan.edit_item"
NOTE = "workplan.note_item"
PROPOSE = "workplan.propose_item"
ACCEPT = "workplan.accept_item"
ARRANGE = "workplan.arrange_list"
STATE = "workplan.state_brag"
OVERRIDE = "workplan.override_brag"
BASELINE = "workplan.propose_baseline"
DECIDE_BASELINE = "workplan.decide_baseline"
DECIDE = "workplan.decide_request"

PROPOSERS = (
    Right.PROGRAMME_MANAGER,
    Right.DHCI,
    Right.PARTNER,
    Right.FINANCE_LEAD,
    Right.WORKFORCE_LEAD,
    Right.PERFORMANCE_LEAD,
    Right.GOVERNANCE_LEAD,
    Right.QUALITY_LEAD,
)


@rules.predicate
def is_owner(user: User, item: Item | None) -> bool:
    """Whether the item is in the hands of this person, or of a role this person holds today at its place."""
    return item is not None and item.owner is not None and user.person_id is not None and _is(item.owner, user, item)


@rules.predicate
def works_here(user: User, thing: object) -> bool:
    return thing is not None and user.holds_anywhere(*PROPOSERS)


@rules.predicate
def decides_baseline(user: User, baseline: Baseline | None) -> bool:
    """Whether this is somebody else than proposed it, who answers for the programme or for its place."""
    if baseline is None or _same(user, baseline.proposed_by):
        return False
    across = user.holds(Right.PROGRAMME_MANAGER, Right.ACCOUNTABLE_OFFICER)
    return across or (baseline.place is not None and user.holds(Right.DHCI, place=baseline.place))


@rules.predicate
def decides(user: User, request: ChangeRequest | None) -> bool:
    """Whether this is somebody else than asked, with the right that the tolerances name."""
    if request is None or _same(user, request.asked_by):
        return False
    at_place = request.is_for_director and user.holds(Right.DHCI, place=request.item.place)
    return user.holds(request.right_to_decide) or at_place


def _same(user: User, other: User) -> bool:
    """Whether both accounts are one person's."""
    return user.pk == other.pk or (user.person_id is not None and user.person_id == other.person_id)


def _is(owner: Party, user: User, item: Item) -> bool:
    if owner.person_id:
        return owner.person_id == user.person_id
    if owner.post:
        return owner.post.person_id == user.person_id
    if owner.role_id and user.person:
        held = user.person.posts.as_at(today()).filter(role=owner.role_id)
        return held.filter(place=item.place_id).exists() if item.place_id else held.exists()
    return False


rules.add_perm(EDIT, is_programme_manager | is_dhci_here)
rules.add_perm(NOTE, is_programme_manager | is_dhci_here | is_owner)
rules.add_perm(PROPOSE, works_here)
rules.add_perm(ACCEPT, is_programme_manager)
rules.add_perm(ARRANGE, is_programme_manager | is_dhci_here)
rules.add_perm(OVERRIDE, holds_across_the_icb(Right.ACCOUNTABLE_OFFICER))
rules.add_perm(STATE, is_programme_manager | is_dhci_here | is_owner | holds_across_the_icb(Right.ACCOUNTABLE_OFFICER))
rules.add_perm(BASELINE, is_programme_manager)
rules.add_perm(DECIDE_BASELINE, decides_baseline)
rules.add_perm(DECIDE, decides)
