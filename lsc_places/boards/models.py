"""Bodies that meet, what held for them from day to day, their members, reporting lines, meetings and decisions."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from lsc_places.kit.arrangements import no_two_at_once
from lsc_places.kit.dates import PartialDateField
from lsc_places.organisations.models import Organisation
from lsc_places.people.models import Role
from lsc_places.places.models import District, Place
from lsc_places.sources.models import Sourced, SourcedSpell


class Stage(Sourced):
    """A rung of the ladder from informal forum to a committee that may hold delegations."""

    order = models.PositiveSmallIntegerField(unique=True)
    name = models.CharField(max_length=80)
    definition = models.TextField()
    holds_delegation = models.BooleanField()

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Body(Sourced):
    """Something that meets: a partnership board, a statutory board, a committee, a group."""

    class Family(models.TextChoices):
        PARTNERSHIP_BOARD = "partnership board", "Partnership boards"
        BODY = "body", "Boards and bodies"
        GROUP = "group", "Groups"
        DISTRICT_PARTNERSHIP = "district partnership", "District partnerships"
        PREDECESSOR = "predecessor", "Before 2022"

    slug = models.SlugField(max_length=80, unique=True)
    family = models.CharField(max_length=24, choices=Family.choices)
    name = models.CharField(max_length=200, blank=True)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="bodies"
    )
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="bodies")
    districts = models.ManyToManyField(District, blank=True, related_name="partnerships")
    purpose = models.TextField(blank=True)
    priority = models.TextField(blank=True)
    count = models.PositiveSmallIntegerField(
        null=True, help_text="How many there are, where the name stands for several"
    )
    established = PartialDateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name or f"{self.kind or self.family} not named".capitalize()


@pghistory.track()
class Arrangement(SourcedSpell):
    """What held for a body for a spell: its stage, its chair, how often it meets."""

    class Aspect(models.TextChoices):
        STAGE = "stage", "Stage"
        PHASE = "phase", "Phase"
        CHAIR = "chair_role", "Chair"
        DEPUTY_CHAIR = "deputy_chair_role", "Deputy chair"
        FREQUENCY = "meeting_frequency", "Meets"
        JOINT_MEETING = "joint_meeting", "Joint meetings"
        MEMBERSHIP = "membership", "Membership"
        STATUS = "status", "Status"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="arrangements")
    aspect = models.CharField(max_length=24, choices=Aspect.choices)
    words = models.TextField()
    role = models.ForeignKey(Role, null=True, blank=True, on_delete=models.PROTECT, related_name="arrangements")
    stage = models.ForeignKey(Stage, null=True, blank=True, on_delete=models.PROTECT, related_name="arrangements")
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["body", "aspect", "holds"]
        constraints = [no_two_at_once("one_arrangement_of_an_aspect", "body", "aspect")]

    def __str__(self) -> str:
        return f"{self.Aspect(self.aspect).label}: {self.words}"


@pghistory.track()
class Membership(SourcedSpell):
    """Who sits on a body: an organisation, a role, or a sector only named."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.ForeignKey(Role, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships")
    words = models.CharField(max_length=200)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words


@pghistory.track()
class ReportingLine(SourcedSpell):
    """To whom a body reports, how and when."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="reporting_lines")
    to_body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="reported_to_by")
    to_organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="reported_to_by"
    )
    mode = models.CharField(max_length=80)
    trigger = models.CharField(max_length=80)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="reports_to_one",
                condition=Q(to_body__isnull=False, to_organisation=None)
                | Q(to_body=None, to_organisation__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} to {self.to_body or self.to_organisation}"


class AssuranceContact(Sourced):
    """A regular briefing or meeting by which somebody gives assurance."""

    who = models.CharField(max_length=120)
    contacts = ArrayField(models.CharField(max_length=160))
    frequency = models.CharField(max_length=60, blank=True)
    purpose = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.who} with {', '.join(self.contacts)}"


@pghistory.track()
class Meeting(Sourced):
    """A meeting of a body, held or planned."""

    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="meetings")
    name = models.CharField(max_length=160, blank=True)
    held = PartialDateField()
    held_until = PartialDateField(null=True, blank=True)
    is_planned = models.BooleanField(default=False)
    agenda = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    outcome = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["held", "pk"]

    def __str__(self) -> str:
        return f"{self.name or self.body}, {self.held.words}"


class Decision(models.Model):
    """What a body decided, as its minutes have it; a wrong record is put right by another decision, never changed."""

    class Outcome(models.TextChoices):
        AGREED = "agreed", "Agreed"
        REFUSED = "refused", "Refused"
        DEFERRED = "deferred", "Deferred"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions")
    decided_on = models.DateField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    wording = models.TextField()
    authority = models.CharField(max_length=200)
    minute = models.CharField(max_length=120)
    effects = models.TextField(blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="decision_has_its_words", condition=~Q(wording="") & ~Q(authority="") & ~Q(minute="")
            ),
            models.UniqueConstraint(name="one_decision_of_a_minute", fields=["body", "decided_on", "minute"]),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.reference}: {self.body}, {self.minute}"

    @property
    def reference(self) -> str:
        """What people quote, such as "DEC-0007"."""
        return f"DEC-{self.pk:04}"


class BodyApproval(models.Model):
    """That a decision approved the terms, the members or the chair of a body, as they were on the day it was taken."""

    class Of(models.TextChoices):
        TERMS = "terms", "Terms of reference"
        MEMBERS = "members", "Membership"
        CHAIR = "chair", "Chair"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="approvals")
    of = models.CharField(max_length=8, choices=Of.choices)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="bodies_approved")
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["body", "of", "pk"]
        constraints = [models.UniqueConstraint(name="approved_once_by_a_decision", fields=["body", "of", "decision"])]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.get_of_display()}: {self.decision.reference}"
