"""Where each assessment of the last round stands, and what came of it for each function."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from delegations.readiness import queries as readiness
from lsc_places.kit.words import Word
from reporting.papers.blocks.shape import Audience, Cells, Gathered, NoParams

CODE = "readiness_summary"
SCHEMA = 1
LABEL = "readiness summary"
HEADING = ""
Params = NoParams
NO_RESULT, NOT_RECORDED = "No result", "Nothing recorded"


@dataclass(frozen=True)
class Row:
    """Whose assessment, where it stands, what the delivery group said, and the outcome of each function or None."""

    key: str
    subject: str
    word: Word
    verdict: Word | None
    outcomes: tuple[Word | None, ...]


@dataclass(frozen=True, kw_only=True)
class Readiness(Gathered):
    functions: tuple[str, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        given = [word for row in self.rows for word in (row.word, row.verdict, *row.outcomes) if word]
        return tuple({word.text: word for word in given}.values())


def gather(*, as_at: date, params: Mapping[str, Any], audience: Audience) -> Readiness:
    found = readiness.last_round(as_at=as_at)
    if found is None:
        return Readiness(caption="Readiness", rows=(), citations=(), functions=())
    return Readiness(
        caption=f"Readiness: {found.name}",
        rows=tuple(
            Row(
                key=one.slug,
                subject=one.subject,
                word=one.word,
                verdict=one.verdict.word if one.verdict else None,
                outcomes=tuple(_outcome(one, function.slug) for function in found.functions),
            )
            for one in found.standings
        ),
        citations=(f"Readiness round {found.name}",),
        note="Criteria are a local choice. A result counts for a delegation once the delivery group accepts it.",
        functions=tuple(function.short_name for function in found.functions),
    )


def cells(gathered: Readiness) -> Cells:
    return Cells(
        ("Whose assessment", "Where it stands", "Delivery group", *gathered.functions),
        tuple(
            (
                row.subject,
                row.word.text,
                row.verdict.text if row.verdict else NOT_RECORDED,
                *(word.text if word else NO_RESULT for word in row.outcomes),
            )
            for row in gathered.rows
        ),
    )


def _outcome(one: Any, function: str) -> Word | None:
    found = one.outcome_of(function)
    return found.word if found else None
