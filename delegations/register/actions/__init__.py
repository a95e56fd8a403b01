"""What people may change in the register; a move is made by the gates."""

from delegations.register.actions.approvals import record_approval, record_formula
from delegations.register.actions.holds import put_on_hold, take_off_hold
from delegations.register.actions.terms import confirm_checklist, edit_terms, record_scheme

__all__ = [
    "confirm_checklist",
    "edit_terms",
    "put_on_hold",
    "record_approval",
    "record_formula",
    "record_scheme",
    "take_off_hold",
]
