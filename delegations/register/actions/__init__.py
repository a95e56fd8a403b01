"""What people may change in the register; a move is made by the gates."""

from delegations.register.actions.approvals import record_approval, record_formula
from delegations.register.actions.holders import name_holder
from delegations.register.actions.holds import put_on_hold, take_off_hold
from delegations.register.actions.learning import change_candidate, list_candidate, record_lesson, sequence
from delegations.register.actions.planning import add_document, end_document, set_planned, state_sum
from delegations.register.actions.proposing import change_what, need_approvals, propose
from delegations.register.actions.terms import confirm_checklist, edit_terms, record_scheme

__all__ = [
    "add_document",
    "change_candidate",
    "change_what",
    "confirm_checklist",
    "edit_terms",
    "end_document",
    "list_candidate",
    "name_holder",
    "need_approvals",
    "propose",
    "put_on_hold",
    "record_approval",
    "record_formula",
    "record_lesson",
    "record_scheme",
    "sequence",
    "set_planned",
    "state_sum",
    "take_off_hold",
]
