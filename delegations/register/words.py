"""How the register says what it keeps: a word for each state, with the tone and shape that repeat it."""

from collections.abc import Mapping

from delegations.register.moves import State
from lsc_places.kit.words import Shape, Tone, Word

STATES: Mapping[State, Word] = {
    State.PROPOSED: Word("Proposed", Tone.IDLE, Shape.DASH),
    State.SCOPED: Word("Scoped", Tone.NOW, Shape.HALF),
    State.ASSESSING: Word("Being assessed", Tone.NOW, Shape.HALF),
    State.MODERATED: Word("Moderated", Tone.NOW, Shape.HALF),
    State.RECOMMENDED: Word("Recommended", Tone.NOW, Shape.HALF),
    State.APPROVED: Word("Approved", Tone.NOW, Shape.HALF),
    State.AGREED: Word("Agreed", Tone.NOW, Shape.HALF),
    State.MOBILISING: Word("Mobilising", Tone.NOW, Shape.HALF),
    State.SHADOW: Word("In shadow", Tone.NOW, Shape.HALF),
    State.LIVE: Word("Live", Tone.GOOD, Shape.CIRCLE),
    State.UNDER_REVIEW: Word("Under review", Tone.WARN, Shape.TRIANGLE),
    State.VARYING: Word("Being varied", Tone.WARN, Shape.TRIANGLE),
    State.SUSPENDED: Word("Suspended", Tone.BAD, Shape.SQUARE),
    State.DEFERRED: Word("Deferred", Tone.WARN, Shape.CLOCK),
    State.REJECTED: Word("Rejected", Tone.DONE, Shape.CROSS),
    State.CANCELLED: Word("Cancelled", Tone.DONE, Shape.CROSS),
    State.WITHDRAWN: Word("Withdrawn", Tone.DONE, Shape.CROSS),
    State.TRANSFERRED: Word("Transferred", Tone.DONE, Shape.TICK),
    State.EXPIRED: Word("Expired", Tone.DONE, Shape.CROSS),
}

NOT_RECEIVED = Word("Not received", Tone.BAD, Shape.CROSS)

LIVE_EVERYWHERE = Word("Live", Tone.GOOD, Shape.CIRCLE)
NOT_MET = Word("Not met", Tone.BAD, Shape.SQUARE)
PLANNED = Word("Planned", Tone.IDLE, Shape.DASH)
NO_DATE = Word("No date", Tone.IDLE, Shape.DASH)

ON_HOLD = Word("On hold", Tone.WARN, Shape.CLOCK)
NOT_NEEDED = Word("Not needed", Tone.IDLE, Shape.DASH)


def held(reason: str) -> Word:
    """A hold, said by its reason."""
    return Word(reason, Tone.WARN, Shape.CLOCK)


def approval(outcome: str) -> Word:
    """An approval by its outcome: open, given or refused."""
    return {
        "open": Word("Open", Tone.BAD, Shape.CROSS),
        "given": Word("Given", Tone.GOOD, Shape.TICK),
        "refused": Word("Refused", Tone.BAD, Shape.CROSS),
    }[outcome]


def formula(standing: str) -> Word:
    """A formula by its standing: agreed or in progress."""
    return {
        "agreed": Word("Formula agreed", Tone.DONE, Shape.TICK),
        "in progress": Word("Formula in progress", Tone.NOW, Shape.HALF),
    }[standing]


def phase(status: str) -> Word:
    """A phase by its status."""
    return {
        "not_started": Word("Not started", Tone.IDLE, Shape.DASH),
        "in_progress": Word("In progress", Tone.NOW, Shape.HALF),
        "complete": Word("Complete", Tone.DONE, Shape.TICK),
    }[status]


_FIELDS: Mapping[str, str] = {
    "delegation.function": "Function",
    "delegation.content": "What is to be delegated",
    "delegation.vehicle": "Legal vehicle",
    "delegation.scope_in": "In scope",
    "delegation.scope_out": "Out of scope",
    "delegation.scheme_clause": "Scheme clause",
    "delegation.scheme_decision": "Decision that amended the scheme",
    "delegation.recovery_contribution": "Contribution to recovery",
    "delegation.why_this_level": "Why this level",
    "delegation.single_limit": "Limit of a single decision",
    "delegation.yearly_limit": "Limit of a year",
    "delegation.review_on": "Review due",
    "delegation.expires_on": "Expires",
    "delegation.checklist": "Checklist of safe delegation",
    "holder.role": "Holder",
    "holder.body": "Holder",
    "holder.ended": "Holder until",
    "holder.decision": "Decision that named the holder",
    "hold.reason": "Hold",
    "hold.ended": "Hold taken off",
    "hold.held_back": "Date held back",
    "hold.taken_off": "Why the hold was taken off",
    "delegationdocument.title": "Document",
    "delegationdocument.kind": "Kind of document",
    "delegationdocument.held_at": "Where the document can be read",
    "delegationdocument.dated_on": "Date of the document",
    "delegationdocument.ended": "Document taken off",
    "delegationdocument.taken_off": "Why the document was taken off",
    "neededapproval.approval": "Approval needed",
}


def field(noun: str, name: str) -> str:
    """What a field is called where its changes are told."""
    return _FIELDS.get(f"{noun}.{name}") or name.replace("_", " ").capitalize()
