"""The pages of a delegation and of a board with their gates."""

from delegations.gates.queries.outstanding import Outstanding, outstanding
from delegations.gates.queries.pages import GatedPage, GoingPage, decisions_to_cite, gated_page, going_page
from delegations.gates.queries.stages import StagePage, stage_page, to_committee

__all__ = [
    "GatedPage",
    "GoingPage",
    "Outstanding",
    "StagePage",
    "decisions_to_cite",
    "gated_page",
    "going_page",
    "outstanding",
    "stage_page",
    "to_committee",
]
