"""The moves of delegations from state to state, and the holds that stop them."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from delegations.register.models.delegations import Delegation
from delegations.register.moves import PASSAGES, TAKES_TWO
from lsc_places.boards.models import Decision
from lsc_places.kit.arrangements import no_two_at_once
from lsc_places.kit.dates import PartialDateField
from lsc_places.kit.loading import Loaded
from lsc_places.sources.models import SourcedSpell

# Each element must be an object that names its gate and says it is met; anything else is a gate not met.
_GATES_MET = """
    CASE WHEN jsonb_typeof(%(expressions)s) = 'array'
    THEN jsonb_array_length(%(expressions)s) = jsonb_array_length(jsonb_path_query_array(
        %(expressions)s, 'strict $[*] ? (@.type() == "object" && @.met == true && @.gate.type() == "string")'
    ))
    ELSE FALSE END
"""

_FOLLOWS_ON = """
    SELECT state, move_number INTO STRICT last FROM register_delegation WHERE id = NEW.delegation_id FOR UPDATE;
    IF NEW.number <> last.move_number + 1 OR NEW.from_state <> last.state THEN
        RAISE EXCEPTION 'The next move of this delegation is number %, from "%"', last.move_number + 1, last.state
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (
        SELECT FROM register_move AS earlier
        WHERE earlier.delegation_id = NEW.delegation_id AND earlier.effective_on > NEW.effective_on
    ) THEN
        RAISE EXCEPTION 'A move has effect no earlier than the one before it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
"""

_CARRIED_OUT = """
    UPDATE register_delegation SET state = NEW.to_state, move_number = NEW.number WHERE id = NEW.delegation_id;
    RETURN NULL;
"""


def _in_the_table() -> Q:
    ways = Q()
    for passage in PASSAGES.values():
        ways |= Q(from_state=passage.leaves, to_state=passage.enters)
    return ways


class GatesMet(models.Func):
    """Whether the gates of a move are a list of objects, each naming its gate and met."""

    template = _GATES_MET
    output_field = models.BooleanField()


class Move(Loaded):
    """A move of a delegation from one state to another, in the order of ``number``.

    The move is the truth and the database carries it out: when a move is added, a trigger writes its state and number
    on the delegation, and the delegation's state changes in no other way. ``gates`` is a list of
    ``{"gate": code, "met": true, ...}``: what was found met when the move was made.

    A move is made by a person, or read from a document, and then names its ``sources`` instead. Both pass the same
    table, in the same order, under the same constraints; a reading has no more freedom than a person. A move to live
    takes two different people, so nothing that is read or loaded can make a delegation live.
    """

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="moves")
    number = models.PositiveIntegerField()
    from_state = models.CharField(max_length=16, blank=True)
    to_state = models.CharField(max_length=16)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_column="made_by",
    )
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_column="second_by",
    )
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="moves")
    decided_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField()
    gates = models.JSONField(default=list, blank=True, db_default=[])
    reason = models.TextField(blank=True, db_default="")
    recorded_at = models.DateTimeField(auto_now_add=True, db_default=Now())
    sources = ArrayField(models.CharField(max_length=300), default=list, blank=True, db_default=[])
    citation = models.TextField(blank=True, db_default="")
    basis = models.TextField(blank=True, db_default="")
    loaded = models.JSONField(default=dict, blank=True, editable=False, db_default={})

    class Meta:
        ordering = ["delegation", "number"]
        constraints = [
            models.UniqueConstraint(name="one_move_of_a_number", fields=["delegation", "number"]),
            models.CheckConstraint(name="move_is_in_the_table", condition=_in_the_table()),
            models.CheckConstraint(
                name="move_to_live_takes_two_people",
                condition=~Q(to_state__in=sorted(TAKES_TWO)) | Q(made_by__isnull=False, second_by__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_seconds_their_own_move", condition=Q(second_by=None) | ~Q(second_by=F("made_by"))
            ),
            models.CheckConstraint(
                name="move_is_made_by_a_person_or_read_from_a_document",
                condition=Q(made_by__isnull=False) | Q(sources__len__gt=0),
            ),
            models.CheckConstraint(
                name="no_effect_before_the_decision",
                condition=Q(decided_on=None) | Q(effective_on__gte=F("decided_on")),
            ),
            models.CheckConstraint(name="every_gate_of_a_move_is_met", condition=GatesMet("gates")),
        ]
        triggers = [
            pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="follows_on",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                declare=[("last", "RECORD")],
                func=_FOLLOWS_ON,
            ),
            pgtrigger.Trigger(name="carried_out", when=pgtrigger.After, operation=pgtrigger.Insert, func=_CARRIED_OUT),
        ]

    def __str__(self) -> str:
        return f"{self.delegation_id} move {self.number}: {self.from_state} to {self.to_state}"


@pghistory.track()
class Signature(models.Model):
    """The first of two people saying that a delegation is to make its next move; the second makes it.

    It moves nothing, and counts only while ``number`` is the number of the delegation's next move.
    """

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="signatures")
    number = models.PositiveIntegerField()
    to_state = models.CharField(max_length=16)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    effective_on = models.DateField()
    reason = models.TextField(blank=True)
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["delegation", "number", "pk"]
        constraints = [models.UniqueConstraint(name="one_first_signature", fields=["delegation", "number", "to_state"])]

    def __str__(self) -> str:
        return f"{self.delegation_id} move {self.number} to {self.to_state}: first signature"


@pghistory.track()
class Hold(SourcedSpell):
    """What keeps a delegation from moving forward for a spell, such as timeframes under review."""

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="holds_of")
    reason = models.CharField(max_length=160)
    explanation = models.TextField(blank=True)
    reviewer = models.CharField(max_length=160, blank=True)
    held_back = PartialDateField(null=True, blank=True, help_text="The planned date that is held back")
    taken_off = models.TextField(blank=True, help_text="Why it was taken off")

    class Meta:
        ordering = ["delegation", "holds"]
        constraints = [no_two_at_once("one_hold_of_a_reason", "delegation", "reason")]

    def __str__(self) -> str:
        return self.reason
