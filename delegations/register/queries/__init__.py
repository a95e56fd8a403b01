"""What pages and papers read of the register, as at a day."""

from delegations.register.queries.acting import approval_of, decisions, hold_of, methods, terms_of, to_change
from delegations.register.queries.changes import changes
from delegations.register.queries.lines import Line, delegations_of
from delegations.register.queries.matrix import Matrix, matrix
from delegations.register.queries.page import DelegationPage, delegation_page
from delegations.register.queries.phases import PhasesPage, phases_page

__all__ = [
    "DelegationPage",
    "Line",
    "Matrix",
    "PhasesPage",
    "approval_of",
    "changes",
    "decisions",
    "delegation_page",
    "delegations_of",
    "hold_of",
    "matrix",
    "methods",
    "phases_page",
    "terms_of",
    "to_change",
]
