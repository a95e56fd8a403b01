"""What the records say of one delegation on a day, as far as any gate asks."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """A readiness result the delivery group accepted; ``is_ready`` with or without conditions, ``counts`` while it is current."""

    outcome: str
    is_ready: bool
    counts: bool
    accepted_on: date
    expires_on: date
    address: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ApprovalNeeded:
    """An approval the delegation needs; ``decided`` is the body, day and minute that gave it, empty without them."""

    key: str
    name: str
    required_by: str
    is_given: bool
    decided: str
    said: str


@dataclass(frozen=True, kw_only=True)
class ConditionOpen:
    """A condition before activation that nobody has discharged."""

    reference: str
    text: str
    owner: str
    due_on: date
    may_discharge: str
    address: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class DelegationFacts:
    """One delegation on a day; what is empty or none is not stated, as whether it is money before its function is.

    ``sequenced`` says what was settled of its phase and when, empty before that.

    ``formula`` is how the formula for its money stands, none where nothing is stated; ``unconfirmed`` are the lines of the
    checklist of safe delegation that nobody has confirmed.
    """

    reference: str
    state: str
    place: str
    function: str | None
    is_money: bool | None
    phase: str | None
    is_first_phase: bool
    sequenced: str
    vehicle: str
    tier: str
    scope_in: str
    holder: str | None
    holder_may_hold: bool
    holder_stage: str
    ready_place: Readiness | None
    ready_icb: Readiness | None
    formula_is_agreed: bool
    formula: str | None
    scheme_clause: str
    scheme_decided: str
    legal_advice: str
    recovery_contribution: str
    approvals: tuple[ApprovalNeeded, ...]
    conditions: tuple[ConditionOpen, ...]
    unconfirmed: tuple[str, ...]
    holds: tuple[str, ...]
