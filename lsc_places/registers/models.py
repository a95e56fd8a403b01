"""Agreements between partners, and engagement with residents."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from lsc_places.boards.models import Body
from lsc_places.kit.dates import PartialDateField
from lsc_places.kit.loading import Loaded
from lsc_places.organisations.models import Organisation
from lsc_places.places.models import Place
from lsc_places.sources.models import Sourced, SourcedSpell


@pghistory.track()
class Agreement(SourcedSpell):
    """Something partners agreed, on paper or about to be, for as long as it holds."""

    class Kind(models.TextChoices):
        SECTION_75 = "s75", "Section 75"
        SECTION_256 = "s256", "Section 256"
        POOLED = "pooled", "Pooled fund"
        SECONDMENT = "secondment", "Secondment"
        PARTNERSHIP = "partnership", "Partnership"
        PROCUREMENT = "procurement", "Procurement"
        TRANSFER = "transfer", "Transfer of services"
        WORKING = "working", "Working together"
        DEAL = "deal", "Deal"
        SCHEME = "scheme", "Scheme of delegation"
        FRAMEWORK = "framework", "Legal framework"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    places = models.ManyToManyField(Place, blank=True, related_name="agreements")
    parties_basis = models.CharField(max_length=120, blank=True)
    purpose = models.TextField(blank=True)
    status = models.CharField(max_length=120)
    began_basis = models.CharField(max_length=120, blank=True)
    ended_basis = models.CharField(max_length=120, blank=True)
    term_years = models.PositiveSmallIntegerField(null=True)
    horizon = models.CharField(max_length=80, blank=True)
    deadline = PartialDateField(null=True, blank=True)
    value = models.DecimalField(max_digits=16, decimal_places=2, null=True)
    value_unit = models.CharField(max_length=12, blank=True)
    value_note = models.TextField(blank=True)
    review = models.TextField(blank=True)
    condition = models.TextField(blank=True)
    approvals = ArrayField(models.CharField(max_length=120), default=list, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Party(Loaded):
    """One side of an agreement: an organisation we know, or the words of the source."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="parties")
    order = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="agreement_parties"
    )
    words = models.CharField(max_length=200)

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "parties"

    def __str__(self) -> str:
        return self.words


class Activity(SourcedSpell):
    """Something by which residents or partners were asked, and what came of it."""

    slug = models.SlugField(max_length=80, unique=True)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="activities")
    title = models.CharField(max_length=160)
    method = models.TextField(blank=True)
    reached = models.PositiveIntegerField(null=True)
    reached_qualifier = models.CharField(max_length=40, blank=True)
    reached_unit = models.CharField(max_length=80, blank=True)
    outcome = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return self.title


class Lead(Loaded):
    """Who led an activity: an organisation or a body."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="leads")
    order = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="activities_led"
    )
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="activities_led")

    class Meta:
        ordering = ["order"]
        constraints = [
            models.CheckConstraint(
                name="led_by_one",
                condition=Q(organisation__isnull=False, body=None) | Q(organisation=None, body__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation or self.body)


class Theme(Sourced):
    """Something residents said, or data showed, that a place took up."""

    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="themes")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="themes")
    name = models.CharField(max_length=160)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Feedback(Sourced):
    """What residents of a place thought of it, good or bad."""

    class Tone(models.TextChoices):
        POSITIVE = "positive", "What people value"
        NEGATIVE = "negative", "What people find hard"

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="feedback")
    tone = models.CharField(max_length=10, choices=Tone.choices)
    topic = models.TextField()

    class Meta:
        ordering = ["place__order", "-tone", "pk"]
        verbose_name_plural = "feedback"

    def __str__(self) -> str:
        return self.topic
