"""The way of an assessment: where it can go from where it is."""

from enum import StrEnum


class State(StrEnum):
    """Where an assessment is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in review"
    MODERATED = "moderated"


STEPS: tuple[tuple[State, State], ...] = (
    (State.DRAFT, State.SUBMITTED),
    (State.SUBMITTED, State.DRAFT),  # withdrawn by the place, or returned
    (State.SUBMITTED, State.IN_REVIEW),  # the first rating of somebody else
    (State.IN_REVIEW, State.DRAFT),  # returned, or too little evidence
    (State.IN_REVIEW, State.MODERATED),
)


def may_go(state: str, to: State) -> bool:
    """Whether an assessment can go straight from one state to another."""
    return (state, to) in STEPS
