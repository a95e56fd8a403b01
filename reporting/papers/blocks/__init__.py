"""Live blocks: parts of a paper that are read from the records as at a day. Each module here is one; this is the list.

A module has a ``CODE`` by which papers name it, the number of its ``SCHEMA`` (raised when the shape of what it gathers
changes), the ``LABEL`` printed above it, its own ``HEADING`` or none, ``Params`` (a form for what it is about),
``gather`` and ``cells``. Its part is
``templates/papers/blocks/<code>.jinja``, the same on screen and on paper.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Protocol

from django import forms

from reporting.papers.blocks import (
    challenges,
    common_priorities,
    conditions_outstanding,
    delegations,
    examples,
    gates_outstanding,
    highlight,
    journey,
    milestones,
    next_steps,
    overdue,
    partnership_boards,
    phases,
    place_priorities,
    place_risks,
    progress,
    readiness_summary,
    timeline,
)
from reporting.papers.blocks.shape import Audience, Cells, Gathered


class LiveBlock(Protocol):
    """What a module of a live block has."""

    CODE: str
    SCHEMA: int
    LABEL: str
    HEADING: str
    Params: type[forms.Form]

    def gather(self, *, as_at: date, params: Mapping[str, Any], audience: Audience) -> Gathered: ...

    def cells(self, gathered: Any) -> Cells: ...


BLOCKS: Mapping[str, LiveBlock] = MappingProxyType(
    {
        module.CODE: module
        for module in (
            common_priorities,
            partnership_boards,
            delegations,
            gates_outstanding,
            progress,
            phases,
            challenges,
            place_priorities,
            journey,
            examples,
            place_risks,
            next_steps,
            readiness_summary,
            conditions_outstanding,
            highlight,
            milestones,
            overdue,
            timeline,
        )
    }
)


FIGURES = frozenset({phases.CODE, timeline.CODE})


class UnknownBlock(ValueError):
    """A paper names a live block that this version of the service does not have, or asks it for nonsense."""


def params_of(code: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a block is asked, checked by its form; raises UnknownBlock with words for a person."""
    if code not in BLOCKS:
        raise UnknownBlock(f"There is no live block called {code!r}")
    form = BLOCKS[code].Params(dict(given))
    if not form.is_valid():
        raise UnknownBlock("; ".join(f"{name}: {' '.join(map(str, errors))}" for name, errors in form.errors.items()))
    return form.cleaned_data


def gather(code: str, *, as_at: date, params: Mapping[str, Any], audience: Audience) -> Gathered:
    """What a live block shows as at a day."""
    return BLOCKS[code].gather(as_at=as_at, params=params_of(code, params), audience=audience)
