"""What the register keeps, by noun."""

from delegations.register.models.allocation import AllocationMethod, FormulaStatement
from delegations.register.models.approvals import Approval, ApprovalStatement, NeededApproval
from delegations.register.models.deal import Consideration, DealPart, ResourceStrand, Rule
from delegations.register.models.delegations import Delegation
from delegations.register.models.functions import Function, Phase
from delegations.register.models.holders import Holder
from delegations.register.models.learning import Candidate, Lesson, Sequencing
from delegations.register.models.money import SumStatement
from delegations.register.models.moves import Hold, Move, Signature
from delegations.register.models.papers import DelegationDocument
from delegations.register.models.reliance import Reliance
from delegations.register.models.statements import PlannedDate, Position
from delegations.register.models.timeframes import TimeframeEvent

__all__ = [
    "AllocationMethod",
    "Approval",
    "ApprovalStatement",
    "Candidate",
    "Consideration",
    "DealPart",
    "Delegation",
    "DelegationDocument",
    "FormulaStatement",
    "Function",
    "Hold",
    "Holder",
    "Lesson",
    "Move",
    "NeededApproval",
    "Phase",
    "PlannedDate",
    "Position",
    "Reliance",
    "ResourceStrand",
    "Rule",
    "Sequencing",
    "Signature",
    "SumStatement",
    "TimeframeEvent",
]
