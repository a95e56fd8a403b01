"""The states of a delegation and the moves between them.

One table, read by whoever moves a delegation, by the page that shows what comes next, and by the database, whose
constraints and triggers are made from it. A hold is not a state: it stands beside one and stops every forward move.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a delegation stands."""

    PROPOSED = "proposed"
    SCOPED = "scoped"
    ASSESSING = "assessing"
    MODERATED = "moderated"
    RECOMMENDED = "recommended"
    APPROVED = "approved"
    AGREED = "agreed"
    MOBILISING = "mobilising"
    SHADOW = "shadow"
    LIVE = "live"
    UNDER_REVIEW = "under_review"
    VARYING = "varying"
    SUSPENDED = "suspended"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    TRANSFERRED = "transferred"
    EXPIRED = "expired"


NOT_YET = ""  # before its first move a delegation has no state

# The way to live, in order; shadow may be left out.
PATH = (
    State.PROPOSED,
    State.SCOPED,
    State.ASSESSING,
    State.MODERATED,
    State.RECOMMENDED,
    State.APPROVED,
    State.AGREED,
    State.MOBILISING,
    State.SHADOW,
    State.LIVE,
)
OPTIONAL = frozenset({State.SHADOW})
ENDED = frozenset({State.REJECTED, State.CANCELLED, State.WITHDRAWN, State.TRANSFERRED, State.EXPIRED})
IN_FORCE = frozenset({State.LIVE, State.UNDER_REVIEW, State.VARYING})
BEFORE_LIVE = (*PATH[:-1], State.DEFERRED)
WAS_LIVE = frozenset({State.UNDER_REVIEW, State.VARYING, State.SUSPENDED})


@dataclass(frozen=True)
class Passage:
    """A way from one state to another; ``made_by`` and ``second_by`` are the rights of which one is needed each."""

    leaves: str
    enters: State
    verb: str
    made_by: tuple[str, ...]
    second_by: tuple[str, ...] = ()

    @property
    def is_forward(self) -> bool:
        """Whether it goes along the way to live, so that a hold stops it."""
        return self.enters in PATH[1:]

    @property
    def takes_two(self) -> bool:
        return bool(self.second_by)


_MANAGER = ("programme_manager",)
_GOVERNANCE = ("governance_lead",)
_SECRETARY = ("secretary",)
_FINANCE = ("finance_lead",)
_OFFICER = ("accountable_officer",)


def _passages() -> tuple[Passage, ...]:
    S = State
    return (
        Passage(NOT_YET, S.PROPOSED, "propose", (*_MANAGER, *_GOVERNANCE)),
        Passage(S.PROPOSED, S.SCOPED, "scope", _MANAGER),
        Passage(S.SCOPED, S.ASSESSING, "start the assessment", _MANAGER),
        Passage(S.ASSESSING, S.MODERATED, "record the moderated result", ("panel_chair",)),
        Passage(S.MODERATED, S.RECOMMENDED, "recommend", _OFFICER),
        Passage(S.RECOMMENDED, S.APPROVED, "record the approval", _SECRETARY),
        Passage(S.APPROVED, S.AGREED, "record the signed agreement", _GOVERNANCE),
        Passage(S.AGREED, S.MOBILISING, "start to mobilise", _MANAGER),
        Passage(S.MOBILISING, S.SHADOW, "start in shadow", _MANAGER),
        *(Passage(state, S.LIVE, "make live", _FINANCE, _OFFICER) for state in (S.MOBILISING, S.SHADOW)),
        *(Passage(state, S.DEFERRED, "defer", _SECRETARY) for state in (S.ASSESSING, S.MODERATED, S.RECOMMENDED)),
        Passage(S.DEFERRED, S.SCOPED, "take up again", _MANAGER),
        Passage(S.RECOMMENDED, S.REJECTED, "record the rejection", _SECRETARY),
        Passage(S.LIVE, S.UNDER_REVIEW, "put under review", (*_GOVERNANCE, *_MANAGER)),
        Passage(S.UNDER_REVIEW, S.LIVE, "end the review", _GOVERNANCE, _OFFICER),
        *(Passage(state, S.VARYING, "start to vary", _GOVERNANCE) for state in (S.LIVE, S.UNDER_REVIEW)),
        Passage(S.VARYING, S.LIVE, "make the variation live", _FINANCE, _OFFICER),
        *(Passage(state, S.SUSPENDED, "suspend", _OFFICER) for state in (S.LIVE, S.UNDER_REVIEW)),
        Passage(S.SUSPENDED, S.LIVE, "lift the suspension", _FINANCE, _OFFICER),
        *(Passage(state, S.WITHDRAWN, "withdraw", _OFFICER) for state in (S.LIVE, S.SUSPENDED)),
        Passage(S.LIVE, S.TRANSFERRED, "transfer", _GOVERNANCE),
        Passage(S.LIVE, S.EXPIRED, "confirm the expiry", _GOVERNANCE),
        *(Passage(state, S.CANCELLED, "cancel", _MANAGER) for state in BEFORE_LIVE),
    )


PASSAGES: Mapping[tuple[str, State], Passage] = {(one.leaves, one.enters): one for one in _passages()}

# A move into one of these takes two different people, whichever state it leaves.
TAKES_TWO = frozenset(one.enters for one in PASSAGES.values() if one.takes_two)


def passages_from(state: str) -> tuple[Passage, ...]:
    """The ways out of a state, forward ones first."""
    return tuple(sorted((one for one in PASSAGES.values() if one.leaves == state), key=lambda one: not one.is_forward))


def next_on_path(state: str) -> Passage | None:
    """The way on towards live, past what is optional; none from a live or ended delegation."""
    ways = [one for one in passages_from(state) if one.is_forward and one.enters not in OPTIONAL]
    return ways[0] if ways and state not in IN_FORCE else None
