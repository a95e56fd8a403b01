"""What the delivery group's plan has completed, and what is in progress."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from delegations.workplan import queries as workplan
from lsc_places.kit.words import Word
from reporting.papers.blocks.next_steps import citations_of
from reporting.papers.blocks.shape import Audience, Cells, Gathered, NoParams

CODE = "progress"
SCHEMA = 1
LABEL = "workplan"
HEADING = ""
Params = NoParams


@dataclass(frozen=True)
class Row:
    """A step, its number in the plan, what it serves and how far it is."""

    key: str
    number: int
    title: str
    serves: str
    status: Word


@dataclass(frozen=True)
class Group:
    """The steps of one status, under words that count them."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Progress(Gathered):
    groups: tuple[Group, ...]


def gather(*, as_at: date, params: Mapping[str, Any], audience: Audience) -> Progress:
    progress = workplan.progress_of_the_delivery_group(as_at=as_at)
    steps = [*progress.completed, *progress.in_progress]
    numbers = {step.reference: number for number, step in enumerate(sorted(steps, key=_reference), start=1)}
    groups = tuple(
        Group(f"{found[0].word.text}: {len(found)} of {len(steps)}", tuple(_row(one, numbers) for one in found))
        for found in (progress.completed, progress.in_progress)
        if found
    )
    return Progress(
        caption="Steps to delegation, completed and in progress",
        rows=tuple(row for group in groups for row in group.rows),
        citations=citations_of(steps, as_at=as_at),
        groups=groups,
    )


def cells(gathered: Progress) -> Cells:
    return Cells(
        ("Group", "No", "Step", "Serves", "Status"),
        tuple(
            (group.title, row.number, row.title, row.serves, row.status.text)
            for group in gathered.groups
            for row in group.rows
        ),
    )


def _row(step: workplan.ItemRow, numbers: Mapping[str, int]) -> Row:
    return Row(step.reference, numbers[step.reference], step.title, ", ".join(step.functions) or "All", step.word)


def _reference(step: workplan.ItemRow) -> str:
    return step.reference
