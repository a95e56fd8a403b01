"""Risks, the registers that hold them, their categories, and the rules by which they go up."""

from typing import Self

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q

from lsc_places.boards.models import Body
from lsc_places.kit.dates import PartialDateField
from lsc_places.organisations.models import Organisation
from lsc_places.people.models import Person, Role, User
from lsc_places.places.models import Place
from lsc_places.sources.models import Sourced, SourcedQuerySet


@pghistory.track()
class Register(Sourced):
    """A risk register of an organisation or of a partnership board."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    order = models.PositiveSmallIntegerField()
    owner_organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="risk_registers"
    )
    owner_body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="risk_registers")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="risk_registers")
    review = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                name="register_has_one_owner",
                condition=Q(owner_organisation__isnull=False, owner_body=None)
                | Q(owner_organisation=None, owner_body__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def owner(self) -> Organisation | Body:
        owner = self.owner_organisation or self.owner_body
        assert owner is not None
        return owner


class Category(Sourced):
    """A heading under which risks are grouped."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.name


class EscalationRule(Sourced):
    """How risks of a register, or of none in particular, go up to others or are looked after."""

    class State(models.TextChoices):
        IN_FORCE = "in force", "In force"
        FEEDING_IN = "feeding in now", "Feeding in now"
        PROPOSED = "proposed", "Proposed"

    words = models.CharField(max_length=300)
    from_register = models.ForeignKey(
        Register, null=True, blank=True, on_delete=models.PROTECT, related_name="rules_up"
    )
    to_registers = models.ManyToManyField(Register, blank=True, related_name="rules_in")
    state = models.CharField(max_length=20, choices=State.choices)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words


class RiskQuerySet(SourcedQuerySet):
    def visible_to(self, person: User | AnonymousUser) -> Self:
        """Risks are open to everybody who has logged in."""
        return self if person.is_authenticated else self.none()


@pghistory.track()
class Risk(Sourced):
    """Something that may go wrong: because of what, with what consequence, and what is done about it.

    Scores are of 1 to 5 each and their product; where no paper publishes them they are null, never nought.
    """

    slug = models.SlugField(max_length=80, unique=True)
    reference = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=300)
    order = models.PositiveSmallIntegerField()
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="risks")
    register = models.ForeignKey(Register, null=True, blank=True, on_delete=models.PROTECT, related_name="risks")
    category = models.ForeignKey(Category, null=True, blank=True, on_delete=models.PROTECT, related_name="risks")
    cause = models.TextField(blank=True)
    consequence = models.TextField(blank=True)
    mitigation = models.TextField(blank=True)
    owner_person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="risks")
    owner_role = models.ForeignKey(Role, null=True, blank=True, on_delete=models.PROTECT, related_name="risks")
    borne_by = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="risks_borne"
    )
    likelihood = models.PositiveSmallIntegerField(null=True, blank=True)
    consequence_score = models.PositiveSmallIntegerField(null=True, blank=True)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    next_review = PartialDateField(null=True, blank=True)

    objects = RiskQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(name="risk_has_one_owner", condition=Q(owner_person=None) | Q(owner_role=None)),
            models.CheckConstraint(
                name="risk_scores_are_of_1_to_5",
                condition=(Q(likelihood=None) | Q(likelihood__range=(1, 5)))
                & (Q(consequence_score=None) | Q(consequence_score__range=(1, 5)))
                & (Q(score=None) | Q(score__range=(1, 25))),
            ),
            models.CheckConstraint(
                name="risk_score_is_the_product_of_its_parts",
                condition=Q(likelihood=None)
                | Q(consequence_score=None)
                | Q(score__isnull=False, score=F("likelihood") * F("consequence_score")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def owner(self) -> Person | Role | None:
        return self.owner_person or self.owner_role
