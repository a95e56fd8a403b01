"""Priorities and schemes as they were on a day."""

from priorities.plans.queries.common import CommonPriorityShown, common_priorities
from priorities.plans.queries.schemes import SchemeGroup, SchemeShown, schemes_by_place, schemes_of
from priorities.plans.queries.sets import PrioritySetShown, PriorityShown, priority_sets_by_place, priority_sets_of

__all__ = [
    "CommonPriorityShown",
    "PrioritySetShown",
    "PriorityShown",
    "SchemeGroup",
    "SchemeShown",
    "common_priorities",
    "priority_sets_by_place",
    "priority_sets_of",
    "schemes_by_place",
    "schemes_of",
]
