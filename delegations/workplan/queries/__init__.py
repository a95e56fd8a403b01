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
from delegations.workplan.queries.pages import (
    NO_OWNER,
    STILL_OPEN,
    Choices,
    ItemPage,
    WorkplanPage,
    choices,
    item_page,
    workplan_page,
)

__all__ = [
    "NO_OWNER",
    "STILL_OPEN",
    "Choices",
    "Count",
    "ItemPage",
    "ItemRow",
    "Progress",
    "WorkplanPage",
    "changes",
    "choices",
    "counted",
    "counts_by_place",
    "group_name",
    "item_page",
    "items",
    "next_steps_of",
    "progress_of_the_delivery_group",
    "workplan_page",
]
