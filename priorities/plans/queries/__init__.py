"""Priorities and schemes as they were on a day."""

from priorities.plans.queries.changes import changes
from priorities.plans.queries.common_priorities import CommonPriorityShown, common_priorities
from priorities.plans.queries.pages import common_page, priorities_page
from priorities.plans.queries.scheme import scheme_page, scheme_to_state
from priorities.plans.queries.schemes import SchemeGroup, SchemeShown, schemes_by_place, schemes_of
from priorities.plans.queries.sets import (
    PrioritySetShown,
    PriorityShown,
    earlier_sets_by_place,
    priority_sets_by_place,
    priority_sets_of,
)

__all__ = [
    "CommonPriorityShown",
    "PrioritySetShown",
    "PriorityShown",
    "SchemeGroup",
    "SchemeShown",
    "changes",
    "common_page",
    "common_priorities",
    "earlier_sets_by_place",
    "priorities_page",
    "priority_sets_by_place",
    "priority_sets_of",
    "scheme_page",
    "scheme_to_state",
    "schemes_by_place",
    "schemes_of",
]
