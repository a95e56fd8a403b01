"""What of the records a question can have drawn in beside it."""

from enum import StrEnum


class Subject(StrEnum):
    """Something the records of the day say of a place."""

    DELEGATIONS = "delegations"
    POPULATION = "population"
    MEASURES = "measures"
    BOARD = "board"
    CHAIR = "chair"
    MEMBERS = "members"
    POSTS = "posts"
    MONEY = "money"
    AGREEMENTS = "agreements"
    REPORTING_LINES = "reporting_lines"
    RISKS = "risks"
    WORKPLAN = "workplan"


SUBJECTS = frozenset(Subject)
