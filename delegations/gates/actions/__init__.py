"""The verbs that move a delegation, and the stage of a board."""

from delegations.gates.actions.moves import move, second, sign
from delegations.gates.actions.stages import make_committee

__all__ = ["make_committee", "move", "second", "sign"]
