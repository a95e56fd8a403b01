"""A delegation: what one organisation hands to one place, on what terms."""

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import F, Q
from django.db.models.functions import Length

from delegations.register.models.allocation import AllocationMethod
from delegations.register.models.functions import Function, Phase
from delegations.register.moves import ENDED, NOT_YET, State
from lsc_places.boards.models import Decision
from lsc_places.organisations.models import Organisation
from lsc_places.places.models import Place
from lsc_places.sources.models import Sourced, SourcedQuerySet

PREFIX = "DEL-"

# A delegation comes without a state, and its state changes only with its next move; see Move.
_ONLY_BY_MOVE = f"""
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> '{NOT_YET}' OR NEW.move_number <> 0 THEN
            RAISE EXCEPTION 'A delegation gets its state by its first move'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    ELSIF NEW.move_number <> OLD.move_number + 1 OR NOT EXISTS (
        SELECT FROM register_move AS move
        WHERE move.delegation_id = NEW.id AND move.number = NEW.move_number
            AND move.from_state = OLD.state AND move.to_state = NEW.state
    ) THEN
        RAISE EXCEPTION 'The state of a delegation changes only by its next move'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
"""


class DelegationQuerySet(SourcedQuerySet):
    def next_reference(self) -> str:
        """The reference the next delegation gets, such as "DEL-13"; whoever else asks waits for this transaction."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s::regclass::int)", [self.model._meta.db_table])
        last = self.order_by(Length("reference").desc(), "-reference").values_list("reference", flat=True).first()
        return f"{PREFIX}{int(last.removeprefix(PREFIX)) + 1 if last else 1:02}"


@pghistory.track()
class Delegation(Sourced):
    """A function one organisation hands to one place in one phase, on what terms.

    ``state`` and ``move_number`` are today's copy of the last move, which the database keeps; see ``Move``. A delegation
    whose function is not stated is a proposal, and counts towards nothing until it is scoped.
    """

    class Vehicle(models.TextChoices):
        EXECUTIVE = "executive", "Individual executive under the scheme of reservation and delegation"
        COMMITTEE = "committee", "Committee of the delegator"
        JOINT_COMMITTEE = "joint_committee", "Joint committee"
        LEAD_PROVIDER = "lead_provider", "Lead provider under contract"
        SECTION_75 = "section_75", "Section 75 agreement"
        OTHER_BODY = "other_body", "Another body by agreement"

    class Tier(models.TextChoices):
        A = "A", "A: advise or coordinate, no money"
        B = "B", "B: decide within a fixed sum"
        C = "C", "C: pooled or joint statutory"

    reference = models.CharField(max_length=12, unique=True)
    function = models.ForeignKey(Function, null=True, blank=True, on_delete=models.PROTECT, related_name="delegations")
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="delegations")
    phase = models.ForeignKey(Phase, null=True, blank=True, on_delete=models.PROTECT, related_name="delegations")
    delegator = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="delegations_given")
    content = models.CharField(
        max_length=300, blank=True, help_text="What is to be delegated, where no function is stated"
    )
    later_holder = models.CharField(max_length=160, blank=True, help_text="What is to hold it after its first holder")

    vehicle = models.CharField(max_length=16, choices=Vehicle.choices, blank=True)
    tier = models.CharField(max_length=1, choices=Tier.choices, blank=True)
    scope_in = models.TextField(blank=True)
    scope_out = models.TextField(blank=True)
    reserved_matters = models.TextField(blank=True)
    scheme_clause = models.CharField(max_length=160, blank=True)
    scheme_decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="schemes_amended"
    )
    recovery_contribution = models.TextField(
        blank=True, default="", db_default="", help_text="How it contributes to financial recovery"
    )
    legal_advice = models.CharField(
        max_length=200, blank=True, default="", db_default="", help_text="Who advised, when, and its reference"
    )
    checklist = ArrayField(
        models.CharField(max_length=24),
        default=list,
        blank=True,
        db_default=[],
        help_text="The lines of the checklist of safe delegation that are confirmed",
    )
    allocation_method = models.ForeignKey(
        AllocationMethod, null=True, blank=True, on_delete=models.PROTECT, related_name="delegations"
    )
    why_this_level = models.TextField(
        blank=True, default="", db_default="", help_text="Why this is the right level to decide at"
    )
    conditions = models.TextField(blank=True, default="", db_default="", help_text="On what conditions it is delegated")
    assurance = models.TextField(
        blank=True, default="", db_default="", help_text="To whom the holder reports, how often and on what"
    )
    liability = models.TextField(
        blank=True, default="", db_default="", help_text="Who is liable, as the agreement states it; never inferred"
    )
    single_limit = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, help_text="Pounds in a single decision"
    )
    yearly_limit = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, help_text="Pounds of all decisions in a year"
    )
    notice = models.CharField(max_length=160, blank=True)
    review_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1, help_text="Counts the changes of the terms")

    state = models.CharField(max_length=16, choices=[(state, state.value) for state in State], blank=True, default="")
    move_number = models.PositiveIntegerField(default=0)

    objects = DelegationQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="delegation_is_in_a_state_of_the_table", condition=Q(state__in=[NOT_YET, *State])
            ),
            models.CheckConstraint(
                name="delegation_has_a_state_once_moved",
                condition=Q(state=NOT_YET, move_number=0) | (~Q(state=NOT_YET) & Q(move_number__gt=0)),
            ),
            models.CheckConstraint(
                name="delegation_says_what_it_hands_over", condition=Q(function__isnull=False) | ~Q(content="")
            ),
            models.CheckConstraint(
                name="no_expiry_before_review",
                condition=Q(review_on=None) | Q(expires_on=None) | Q(expires_on__gte=F("review_on")),
            ),
            models.CheckConstraint(
                name="limits_are_sums_and_the_single_one_is_within_the_yearly",
                condition=(Q(single_limit=None) | Q(single_limit__gte=0))
                & (Q(yearly_limit=None) | Q(yearly_limit__gte=0))
                & (Q(single_limit=None) | Q(yearly_limit=None) | Q(single_limit__lte=F("yearly_limit"))),
            ),
            models.UniqueConstraint(
                name="one_delegation_of_a_function_at_a_place",
                fields=["function", "place", "phase", "delegator"],
                condition=~Q(state__in=ENDED),
                nulls_distinct=True,
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="comes_without_state", when=pgtrigger.Before, operation=pgtrigger.Insert, func=_ONLY_BY_MOVE
            ),
            pgtrigger.Trigger(
                name="state_only_by_move",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("state", "move_number"),
                func=_ONLY_BY_MOVE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.function or self.content}, {self.place}"
