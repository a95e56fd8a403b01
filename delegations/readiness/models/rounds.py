"""A round of assessments before a phase, and each assessment of it: one a place, and one of the ICB itself."""

from typing import Self, cast

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from delegations.readiness.models.frameworks import Framework
from delegations.readiness.steps import STEPS, State
from delegations.register.models import Function, Phase
from lsc_places.people.models import Grant, User
from lsc_places.places.models import Place

ICB_SLUG = "icb"

Right = Grant.Right
# Who may read any answers once they are submitted; a place's own people and partners read their own place's.
READERS = (
    Right.SECRETARY,
    Right.PROGRAMME_MANAGER,
    Right.FINANCE_LEAD,
    Right.WORKFORCE_LEAD,
    Right.PERFORMANCE_LEAD,
    Right.GOVERNANCE_LEAD,
    Right.QUALITY_LEAD,
    Right.PANEL_CHAIR,
    Right.ACCOUNTABLE_OFFICER,
    Right.AUDITOR,
)
# Who knows of a submitted assessment without the right to read its answers.
KNOWERS = (Right.BOARD_MEMBER, Right.ADMINISTRATOR)


@pghistory.track()
class Round(models.Model):
    """An invitation to assess readiness before a phase, under one version of a framework, by a deadline."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    phase = models.ForeignKey(Phase, null=True, blank=True, on_delete=models.PROTECT, related_name="readiness_rounds")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="rounds")
    deadline_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="round_closed_by_somebody",
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="round_opens_before_its_deadline", condition=Q(deadline_at__gt=models.F("opened_at"))
            ),
        ]
        triggers = [pgtrigger.Protect(name="is_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class RoundFunction(models.Model):
    """A function a round judges, and the tier whose needs it is judged by."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="functions")
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="readiness_rounds")
    tier = models.CharField(max_length=8)

    class Meta:
        ordering = ["round", "tier", "pk"]
        constraints = [models.UniqueConstraint(name="a_round_judges_a_function_once", fields=["round", "function"])]
        triggers = [pgtrigger.Protect(name="is_kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.function}, tier {self.tier}"


class AssessmentQuerySet(models.QuerySet):
    def with_lock_words(self) -> Self:
        """Each with what says whether its answers are open, and if not, why."""
        return self.select_related(
            "place", "round__framework", "round__phase", "submission__submitted_by", "submission__acting_for"
        )

    def locked(self, pk: int) -> "Assessment":
        """The assessment of this key, which nobody else changes until the transaction ends, with what says whether it is open.

        It is read once it is locked: what a locking statement joins is as it was before it had to wait.
        """
        self.select_for_update(of=("self",)).only("pk").get(pk=pk)
        return cast("Assessment", self.with_lock_words().get(pk=pk))

    def answerable_by(self, person: User | AnonymousUser) -> Self:
        """The assessments whose answers this person writes: their place's, or the ICB's for its accountable officer."""
        if not person.is_authenticated:
            return self.none()
        here = [grant.place_id for grant in person.current_grants if grant.right == Right.DHCI and grant.place_id]
        ours = Q(place__isnull=True) if person.holds(Right.ACCOUNTABLE_OFFICER) else Q(pk__in=[])
        return self.filter(Q(place__in=here) | ours)

    def visible_to(self, person: User | AnonymousUser) -> Self:
        """The assessments whose answers this person knows of: their own, and of others what has been submitted."""
        if not person.is_authenticated:
            return self.none()
        written = Q(pk__in=Assessment.objects.answerable_by(person).values("pk"))
        if person.holds(*READERS, *KNOWERS):
            return self.filter(written | Q(submission__isnull=False))
        partner = [grant.place_id for grant in person.current_grants if grant.right == Right.PARTNER]
        reviewed = Q(place__in=partner) | (Q(place=None) if partner else Q(pk__in=[]))
        return self.filter(written | (reviewed & Q(submission__isnull=False)))


@pghistory.track()
class Assessment(models.Model):
    """What one place, or without a place the ICB itself, says of its readiness in a round.

    ``submission`` is the one that counts now; there is none while the answers are open to be written.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="assessments")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="assessments")
    state = models.CharField(max_length=12, choices=[(state, state.value) for state in State], default=State.DRAFT)
    submission = models.OneToOneField(
        "readiness.Submission", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["round", models.F("place__order").asc(nulls_last=True)]
        constraints = [
            models.UniqueConstraint(
                name="one_assessment_of_a_place_in_a_round", fields=["round", "place"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="draft_has_no_submission_and_the_rest_have",
                condition=Q(state=State.DRAFT, submission=None) | (~Q(state=State.DRAFT) & Q(submission__isnull=False)),
            ),
        ]
        triggers = [
            pgtrigger.FSM(name="goes_step_by_step", field="state", transitions=list(STEPS)),
            pgtrigger.ReadOnly(name="stays_where_it_is", fields=["round", "place"]),
            pgtrigger.Protect(name="is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.round}, {self.subject}"

    @property
    def subject(self) -> str:
        """Whose readiness it is, as pages say it."""
        return self.place.name if self.place else "The ICB"

    @property
    def subject_within(self) -> str:
        """The same within a sentence."""
        return self.place.name if self.place else "the ICB"

    @property
    def slug(self) -> str:
        """Its part of an address."""
        return self.place.slug if self.place else ICB_SLUG
