"""Boards and bodies as they were on a day, and what they decided."""

from lsc_places.boards.queries.bodies import (
    BoardShown,
    BoardsPage,
    BodyPage,
    LineShown,
    board_of,
    boards_page,
    body_page,
    changes,
    partnership_boards,
)
from lsc_places.boards.queries.decisions import bodies_that_decide, decisions, decisions_to_cite, to_approve

__all__ = [
    "BoardShown",
    "BoardsPage",
    "BodyPage",
    "LineShown",
    "board_of",
    "boards_page",
    "bodies_that_decide",
    "body_page",
    "changes",
    "decisions",
    "decisions_to_cite",
    "partnership_boards",
    "to_approve",
]
