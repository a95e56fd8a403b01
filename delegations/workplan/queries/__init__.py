"""The workplan as it stood on a day."""

from delegations.workplan.queries.changes import changes
from delegations.workplan.queries.items import (
    Count,
    ItemRow,
    Progress,
    counted,
    counts_by_place,
    group_name,
    items,
    next_steps_of,
    progress_of_the_delivery_group,
)

__all__ = [
    "Count",
    "ItemRow",
    "Progress",
    "changes",
    "counted",
    "counts_by_place",
    "group_name",
    "items",
    "next_steps_of",
    "progress_of_the_delivery_group",
]
