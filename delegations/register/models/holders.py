"""Who is to hold a delegation, and holds it."""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from delegations.register.models.delegations import Delegation
from lsc_places.boards.models import Body, Decision
from lsc_places.kit.arrangements import no_two_at_once
from lsc_places.people.models import Role
from lsc_places.sources.models import SourcedSpell

_MAY_HOLD = """
    IF NEW.body_id IS NOT NULL AND NOT isempty(NEW.holds) AND NOT EXISTS (
        SELECT FROM boards_arrangement AS arrangement JOIN boards_stage AS stage ON stage.id = arrangement.stage_id
        WHERE arrangement.body_id = NEW.body_id AND arrangement.aspect = 'stage'
            AND arrangement.holds @> lower(NEW.holds) AND stage.holds_delegation
    ) THEN
        RAISE EXCEPTION 'Only a board at committee stage holds a delegation'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
"""


@pghistory.track()
class Holder(SourcedSpell):
    """Who is to hold a delegation, and holds it from the day it is live, for a spell: a role or a body.

    The first holder stands from the day the delegation is proposed; a transfer ends that spell and begins the next. A body
    that is no committee yet holds nothing, which the database sees to.
    """

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="holders")
    role = models.ForeignKey(Role, null=True, blank=True, on_delete=models.PROTECT, related_name="delegations_held")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="delegations_held")
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="holders_named"
    )
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["delegation", "holds"]
        constraints = [
            no_two_at_once("one_holder_of_a_delegation", "delegation"),
            models.CheckConstraint(
                name="holder_is_a_role_or_a_body",
                condition=Q(role__isnull=False, body=None) | Q(role=None, body__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="only_a_committee_holds",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_MAY_HOLD,
            ),
        ]

    def __str__(self) -> str:
        return str(self.role or self.body)
