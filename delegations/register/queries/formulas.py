"""How the formula for the money of each function stood on a day."""

from dataclasses import dataclass
from datetime import date

from delegations.register import words
from delegations.register.models import FormulaStatement
from lsc_places.kit.words import Word


@dataclass(frozen=True)
class FormulaShown:
    """A formula as last stated; ``method`` is none where no document says which is used."""

    word: Word
    is_agreed: bool
    agreed_across: str
    method: str | None
    on: date
    citation: str
    basis: str


def formulas(*, as_at: date) -> dict[int, FormulaShown]:
    """The formulas stated by the day, by the key of their function; one query."""
    return {
        one.function_id: FormulaShown(
            word=words.formula(one.standing),
            is_agreed=one.standing == FormulaStatement.Standing.AGREED,
            agreed_across=one.agreed_across,
            method=one.method.name if one.method else None,
            on=one.effective_on,
            citation=one.citation,
            basis=one.basis,
        )
        for one in FormulaStatement.objects.as_at(as_at).select_related("method")
    }
