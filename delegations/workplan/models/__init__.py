"""What the workplan keeps, by noun."""

from delegations.workplan.models.asks import Ask, AskQuerySet, Capacity
from delegations.workplan.models.baselines import Baseline, BaselineDate
from delegations.workplan.models.dependencies import Dependency
from delegations.workplan.models.items import Item, ItemQuerySet
from delegations.workplan.models.parties import Party, Workstream
from delegations.workplan.models.requests import ChangeRequest, ChangeRequestQuerySet
from delegations.workplan.models.signatures import Signature, SignatureQuerySet
from delegations.workplan.models.statements import ItemStatement, ItemStatementQuerySet
from delegations.workplan.models.together import ChangeSet, ItemList

__all__ = [
    "Ask",
    "AskQuerySet",
    "Baseline",
    "BaselineDate",
    "Capacity",
    "ChangeRequest",
    "ChangeRequestQuerySet",
    "ChangeSet",
    "Dependency",
    "Item",
    "ItemList",
    "ItemQuerySet",
    "ItemStatement",
    "ItemStatementQuerySet",
    "Party",
    "Signature",
    "SignatureQuerySet",
    "Workstream",
]
