"""The pages of the register, and the forms of what is changed in it."""

from delegations.register.views.acting import answered, approval, checklist, formula, hold, scheme, take_off_hold, terms
from delegations.register.views.pages import delegations, phases

__all__ = [
    "answered",
    "approval",
    "checklist",
    "delegations",
    "formula",
    "hold",
    "phases",
    "scheme",
    "take_off_hold",
    "terms",
]
