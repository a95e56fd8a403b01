"""What the workplan keeps, by noun."""

from delegations.workplan.models.items import Item, ItemQuerySet
from delegations.workplan.models.parties import Party, Workstream
from delegations.workplan.models.statements import ItemStatement, ItemStatementQuerySet

__all__ = ["Item", "ItemQuerySet", "ItemStatement", "ItemStatementQuerySet", "Party", "Workstream"]
