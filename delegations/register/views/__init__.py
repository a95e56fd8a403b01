"""The pages of the register, and the forms of what is changed in it."""

from delegations.register.views.acting import (
    answered,
    approval,
    checklist,
    document,
    end_document,
    formula,
    hold,
    holder,
    money,
    needed,
    planned,
    refused_status,
    scheme,
    take_off_hold,
    terms,
    what,
)
from delegations.register.views.pages import delegations, history, phases
from delegations.register.views.planning import change_candidate, lesson, list_candidate, phase, sequence
from delegations.register.views.proposing import propose

__all__ = [
    "answered",
    "approval",
    "change_candidate",
    "checklist",
    "delegations",
    "document",
    "end_document",
    "formula",
    "history",
    "hold",
    "holder",
    "lesson",
    "list_candidate",
    "money",
    "needed",
    "phase",
    "phases",
    "planned",
    "propose",
    "refused_status",
    "scheme",
    "sequence",
    "take_off_hold",
    "terms",
    "what",
]
