"""The states of rules of escalation as pages and papers show them."""

from delegations.risks.models import EscalationRule
from lsc_places.kit.words import Shape, Tone, Word

State = EscalationRule.State

STATE_WORDS = {
    State.IN_FORCE: Word(State.IN_FORCE.label, Tone.GOOD, Shape.CIRCLE),
    State.FEEDING_IN: Word(State.FEEDING_IN.label, Tone.NOW, Shape.HALF),
    State.PROPOSED: Word(State.PROPOSED.label, Tone.IDLE, Shape.DASH),
}
