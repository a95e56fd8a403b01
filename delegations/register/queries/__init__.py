"""What pages and papers read of the register, as at a day."""

from delegations.register.queries.acting import (
    approval_of,
    decisions,
    document_of,
    hold_of,
    holders_of,
    may_propose,
    methods,
    not_yet_needed,
    offered,
    sum_of,
    terms_of,
    to_change,
    what_of,
)
from delegations.register.queries.changes import changes
from delegations.register.queries.history import HistoryPage, history_page
from delegations.register.queries.learning import (
    PhasePage,
    candidate_now,
    candidate_of,
    offered_to,
    phase_page,
    phase_to_plan,
    sequencing_now,
)
from delegations.register.queries.lines import Line, delegations_of
from delegations.register.queries.matrix import Matrix, matrix
from delegations.register.queries.page import DelegationPage, delegation_page
from delegations.register.queries.phases import PhasesPage, phases_page

__all__ = [
    "DelegationPage",
    "HistoryPage",
    "Line",
    "Matrix",
    "PhasePage",
    "PhasesPage",
    "approval_of",
    "candidate_now",
    "candidate_of",
    "changes",
    "decisions",
    "delegation_page",
    "delegations_of",
    "document_of",
    "history_page",
    "hold_of",
    "holders_of",
    "matrix",
    "may_propose",
    "methods",
    "not_yet_needed",
    "offered",
    "offered_to",
    "phase_page",
    "phase_to_plan",
    "phases_page",
    "sequencing_now",
    "sum_of",
    "terms_of",
    "to_change",
    "what_of",
]
