"""The gates: what must be so before a delegation makes a move, each a rule over the facts.

Which move waits for which gate is a local choice, made after the published stages of pre-delegation assessment.
"""

from collections.abc import Iterable, Mapping

from delegations.gates.answering import Answer, Finding, Gate, answers_of, on
from delegations.gates.facts import DelegationFacts, Readiness
from delegations.register.moves import PATH, WAS_LIVE, State


def _scope(facts: DelegationFacts) -> Finding:
    given = {
        "the function": facts.function,
        "what is in scope": facts.scope_in,
        "the legal vehicle": facts.vehicle,
        "the tier": facts.tier,
    }
    missing = [name for name, value in given.items() if not value]
    if not missing:
        return Finding(True, "Function, scope, vehicle and tier")
    why = f"Not stated: {', '.join(missing)}"
    return Finding(False, why) if facts.function else _of_what(facts, why)


def _of_what(facts: DelegationFacts, why: str = "Not known before the function is stated") -> Finding:
    """Not met until it is said what is delegated."""
    return Finding(False, why, acts=("register:what", facts.reference), verb="Change what is delegated")


def _sequence(facts: DelegationFacts) -> Finding:
    if facts.phase is None:
        return _of_what(facts, "Its phase is not stated")
    if facts.is_first_phase:
        return Finding(True, f"Not needed: {facts.phase} follows no other")
    if not facts.sequenced:
        return Finding(
            False, f"{facts.phase}: not settled from a lesson of a phase before it and engagement", ("register:phases",)
        )
    return Finding(True, facts.sequenced, ("register:phases",))


def _holder(facts: DelegationFacts) -> Finding:
    if facts.holder is None:
        return Finding(False, "No holder is named")
    if not facts.holder_may_hold:
        stage = facts.holder_stage or "its stage is not stated"
        return Finding(False, f"{facts.holder} cannot hold it ({stage}): only a board at committee stage can")
    return Finding(True, facts.holder)


def _readiness(result: Readiness | None, of: str) -> Finding:
    if result is None:
        return Finding(False, f"No result {of} has been accepted", ("readiness:rounds",))
    if not result.is_ready:
        return Finding(False, f"The accepted result is: {result.outcome}", result.address)
    if not result.counts:
        return Finding(False, f"The accepted result expired on {on(result.expires_on)}", result.address)
    return Finding(True, f"Accepted {on(result.accepted_on)}: {result.outcome}", result.address)


def _ready_place(facts: DelegationFacts) -> Finding:
    return _readiness(facts.ready_place, f"of {facts.place}")


def _ready_icb(facts: DelegationFacts) -> Finding:
    return _readiness(facts.ready_icb, "of the ICB")


def _formula(facts: DelegationFacts) -> Finding:
    if facts.is_money is None:
        return _of_what(facts)
    if not facts.is_money:
        return Finding(True, "Not needed: a function without a budget")
    return Finding(facts.formula_is_agreed, facts.formula or "Nothing is stated of the formula")


def _scheme(facts: DelegationFacts) -> Finding:
    if not facts.scheme_clause or not facts.scheme_decided:
        return Finding(False, "No clause with the decision that amended it is recorded")
    return Finding(True, f"{facts.scheme_clause}: {facts.scheme_decided}")


def _approvals(facts: DelegationFacts) -> Finding:
    open_ones = [one for one in facts.approvals if not (one.is_given and one.decided)]
    if open_ones:
        count = f"{len(open_ones)} of {len(facts.approvals)} not given with body, date and minute"
        first = ("register:approval", facts.reference, open_ones[0].key)
        return Finding(False, f"{count}: {'; '.join(one.name for one in open_ones)}", acts=first)
    if not facts.approvals:
        acts = ("register:needed", facts.reference)
        return Finding(False, "No approval is listed for it", acts=acts, verb="Add approvals it needs")
    return Finding(True, "; ".join(f"{one.name}: {one.decided}" for one in facts.approvals))


def _legal(facts: DelegationFacts) -> Finding:
    if facts.is_money is None:
        return _of_what(facts)
    if not facts.is_money:
        return Finding(True, "Not needed: no money is delegated")
    return Finding(bool(facts.legal_advice), facts.legal_advice or "No legal advice is recorded")


def _recovery(facts: DelegationFacts) -> Finding:
    if facts.is_money is None:
        return _of_what(facts)
    if not facts.is_money:
        return Finding(True, "Not needed: no money is delegated")
    return Finding(
        bool(facts.recovery_contribution),
        facts.recovery_contribution or "How it helps financial recovery is not stated",
    )


def _conditions(facts: DelegationFacts) -> Finding:
    if facts.conditions:
        said = "; ".join(f"{one.reference} {one.text}, owned by {one.owner}" for one in facts.conditions)
        return Finding(
            False, f"{len(facts.conditions)} before activation not discharged: {said}", facts.conditions[0].address
        )
    if facts.ready_place is None:
        return Finding(False, "Conditions are not known before there is a readiness result")
    return Finding(True, "Every condition before activation is discharged")


def _checklist(facts: DelegationFacts) -> Finding:
    if facts.unconfirmed:
        return Finding(False, f"{len(facts.unconfirmed)} not confirmed: {'; '.join(facts.unconfirmed)}")
    return Finding(True, "Every line is confirmed")


_TERMS, _CHANGE = "register:terms", "Change the terms"
GATES: Mapping[str, Gate[DelegationFacts]] = {
    gate.code: gate
    for gate in (
        Gate(
            "scope", "Scope, vehicle and tier stated", "Programme manager or Governance lead", _scope, _TERMS, _CHANGE
        ),
        Gate("sequence", "Its phase is sequenced", "Programme manager or Governance lead", _sequence),
        Gate("holder", "Holder who may hold it", "Governance lead", _holder, "register:holder", "Name the holder"),
        Gate("readiness-place", "Readiness of the place accepted", "Director of the place and panel", _ready_place),
        Gate("readiness-icb", "Readiness of the ICB accepted", "Accountable officer and panel", _ready_icb),
        Gate(
            "formula",
            "Allocation formula agreed",
            "Finance lead or Governance lead",
            _formula,
            "register:formula",
            "Record the agreed formula",
        ),
        Gate("legal", "Legal advice recorded", "Governance lead", _legal, _TERMS, _CHANGE),
        Gate("recovery", "Contribution to financial recovery stated", "Programme manager", _recovery, _TERMS, _CHANGE),
        Gate(
            "approvals",
            "Every listed approval given",
            "Governance lead or Board secretary",
            _approvals,
            verb="Record the next one",
        ),
        Gate(
            "scheme",
            "Scheme of reservation and delegation amended",
            "Governance lead",
            _scheme,
            "register:scheme",
            "Record the scheme clause",
        ),
        Gate("conditions", "Conditions before activation discharged", "Somebody other than their owner", _conditions),
        Gate(
            "checklist",
            "Checklist of safe delegation complete",
            "Governance lead",
            _checklist,
            "register:checklist",
            "Confirm the checklist",
        ),
    )
}

_RECOMMEND = ("scope", "sequence", "holder", "readiness-place", "readiness-icb", "formula", "legal", "recovery")
_LIVE = tuple(GATES)
NEEDED: Mapping[tuple[str, State], tuple[str, ...]] = {
    (State.PROPOSED, State.SCOPED): ("scope", "sequence"),
    (State.DEFERRED, State.SCOPED): ("scope", "sequence"),
    (State.ASSESSING, State.MODERATED): ("readiness-place", "readiness-icb"),
    (State.MODERATED, State.RECOMMENDED): _RECOMMEND,
    (State.RECOMMENDED, State.APPROVED): (*_RECOMMEND, "approvals"),
    (State.APPROVED, State.AGREED): (*_RECOMMEND, "approvals", "scheme"),
    (State.MOBILISING, State.SHADOW): ("holder", "scheme"),
    (State.MOBILISING, State.LIVE): _LIVE,
    (State.SHADOW, State.LIVE): _LIVE,
    (State.VARYING, State.LIVE): _LIVE,
    (State.SUSPENDED, State.LIVE): ("holder", "conditions"),
}


def answers(facts: DelegationFacts, *, codes: Iterable[str] = GATES) -> tuple[Answer, ...]:
    """How these gates stand, those not met first."""
    return answers_of(GATES, facts, codes=codes, subject=(facts.reference,))


def of_move(facts: DelegationFacts, *, leaves: str, enters: State) -> tuple[Answer, ...]:
    """How the gates of one move stand."""
    return answers(facts, codes=NEEDED.get((leaves, enters), ()))


def first_needed(code: str, *, state: str) -> State | None:
    """The next step on the way to live, after a state, that waits for a gate; none when none does any more.

    Whatever was live once goes straight back there, so only that way is asked.
    """
    if state in WAS_LIVE:
        return State.LIVE if code in NEEDED.get((state, State.LIVE), ()) else None
    after = PATH[PATH.index(State(state)) + 1 :] if state in PATH else PATH[1:]
    waiting = {enters for (_, enters), codes in NEEDED.items() if code in codes}
    return next((step for step in after if step in waiting), None)
