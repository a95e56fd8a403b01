"""What the records say, read for the gates: a fixed number of queries, however many there are."""

from delegations.gates.reckoning.boards import board_facts
from delegations.gates.reckoning.delegations import facts
from delegations.gates.reckoning.relied import relied_on

__all__ = ["board_facts", "facts", "relied_on"]
