"""The partnership board of each place: since when, who chairs it, how often it meets and whom it tells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lsc_places.boards import queries as boards
from reporting.papers.blocks.shape import NOT_STATED, Audience, Cells, Gathered, NoParams, sentence, unqualified

CODE = "partnership_boards"
SCHEMA = 1
LABEL = "partnership boards"
HEADING = ""
Params = NoParams


@dataclass(frozen=True)
class Row:
    """A board as the paper's table has it: one line of each reporting trigger."""

    key: str
    place: str
    established: str
    phase: str
    chair: str
    chair_note: str
    meets: str
    reports: tuple[str, ...]


def gather(*, as_at: date, params: Mapping[str, Any], audience: Audience) -> Gathered:
    shown = boards.partnership_boards(as_at=as_at)
    return Gathered(
        caption="Partnership arrangements by place",
        rows=tuple(
            Row(
                key=board.slug,
                place=board.place.name,
                established=board.established or NOT_STATED,
                phase=sentence(board.phase.words or NOT_STATED),
                chair=board.chair.words or NOT_STATED,
                chair_note=_chair_note(board),
                meets=sentence(board.frequency.words or NOT_STATED),
                reports=_reports(board.lines),
            )
            for board in shown
        ),
        citations=tuple(
            citation
            for board in shown
            for citation in (board.citation, board.chair.citation, board.deputy_chair.citation)
        ),
    )


def cells(gathered: Gathered) -> Cells:
    return Cells(
        ("Place", "Board established", "Phase", "Chair", "Note", "Meets", "Reports to"),
        tuple(
            (row.place, row.established, row.phase, row.chair, row.chair_note, row.meets, ". ".join(row.reports))
            for row in gathered.rows
        ),
    )


def _chair_note(board: boards.BoardShown) -> str:
    """When the chair ends or ended, where that is stated, and the deputy where there is one."""
    has_ended_or_will = not board.chair.words or " to " in board.chair.sub
    notes = [sentence(board.chair.sub)] if has_ended_or_will and board.chair.sub else []
    if board.deputy_chair.words:
        notes.append(f"Deputy: {board.deputy_chair.words}")
    return ". ".join(notes)


def _reports(lines: Iterable[boards.LineShown]) -> tuple[str, ...]:
    by_trigger: dict[str, list[str]] = {}
    for line in lines:
        by_trigger.setdefault(f"{sentence(line.trigger)}, {line.mode}", []).append(unqualified(line.to))
    return tuple(f"{trigger}: {'; '.join(to)}" for trigger, to in by_trigger.items())
