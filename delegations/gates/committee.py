"""The gates before a board is a committee, which alone may hold a delegation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from delegations.gates.answering import Answer, Finding, Gate, answers_of, on
from delegations.gates.facts import Readiness


@dataclass(frozen=True, kw_only=True)
class Approved:
    """A decision that approved something of a board."""

    decided_on: date
    words: str


@dataclass(frozen=True, kw_only=True)
class BoardFacts:
    """One board today; what is empty or none is not stated. ``chair_since`` is the day the chair's spell began."""

    slug: str
    name: str
    place: str
    stage: str
    may_hold: bool
    terms: Approved | None
    members: int
    members_approved: Approved | None
    chair: str
    chair_since: date | None
    chair_approved: Approved | None
    readiness: Readiness | None


def _terms(facts: BoardFacts) -> Finding:
    return Finding(facts.terms is not None, facts.terms.words if facts.terms else "No decision approved its terms")


def _members(facts: BoardFacts) -> Finding:
    if not facts.members:
        return Finding(False, "No member is recorded")
    if facts.members_approved is None:
        return Finding(False, "No decision approved its members")
    return Finding(True, facts.members_approved.words)


def _chair(facts: BoardFacts) -> Finding:
    if not facts.chair or facts.chair_since is None:
        return Finding(False, "No chair is stated")
    if facts.chair_approved is None:
        return Finding(False, f"No decision approved {facts.chair} as chair")
    if facts.chair_approved.decided_on < facts.chair_since:
        return Finding(False, f"{facts.chair} is chair since the approval was given, so it has to be approved again")
    return Finding(True, f"{facts.chair}: {facts.chair_approved.words}")


def _ready(facts: BoardFacts) -> Finding:
    result = facts.readiness
    if result is None:
        return Finding(False, f"No result of {facts.place} has been accepted", ("readiness:rounds",))
    if not result.is_ready or not result.counts:
        return Finding(False, f"The accepted result is {result.outcome} and does not count", result.address)
    return Finding(True, f"Accepted {on(result.accepted_on)}: {result.outcome}", result.address)


_WHO = "Board secretary or Governance lead"
GATES: Mapping[str, Gate[BoardFacts]] = {
    gate.code: gate
    for gate in (
        Gate("terms", "Terms of reference approved", _WHO, _terms, "boards:approve", "Record what was approved"),
        Gate("members", "Members approved", _WHO, _members, "boards:approve", "Record what was approved"),
        Gate("chair", "Chair approved", _WHO, _chair, "boards:approve", "Record what was approved"),
        Gate("readiness", "Readiness of the place accepted", "Director of the place and panel", _ready),
    )
}


def answers(facts: BoardFacts) -> tuple[Answer, ...]:
    """How the gates of a board stand, those not met first."""
    return answers_of(GATES, facts, codes=GATES, subject=(facts.slug,))
