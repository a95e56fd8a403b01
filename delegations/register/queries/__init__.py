"""What pages and papers read of the register, as at a day."""

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
    "changes",
    "delegation_page",
    "delegations_of",
    "matrix",
    "phases_page",
]
