"""What readiness shows, and what others ask of it."""

from delegations.readiness.queries.gating import (
    AcceptedOutcome,
    OpenCondition,
    accepted_outcomes,
    of_place,
    open_conditions,
)

__all__ = ["AcceptedOutcome", "OpenCondition", "accepted_outcomes", "of_place", "open_conditions"]
