"""What is handed to places, in which phase, and the dated events that concern its timeframes."""

import pghistory
from django.db import models

from lsc_places.boards.models import Body
from lsc_places.kit.dates import PartialDateField
from lsc_places.sources.models import Sourced
from priorities.plans.models import CommonPriority


@pghistory.track()
class Phase(Sourced):
    """A round of delegation; phases follow one another, each after the learning of the one before."""

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", "Not started"
        IN_PROGRESS = "in_progress", "In progress"
        COMPLETE = "complete", "Complete"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    called_also = models.CharField(max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(unique=True)
    planned = PartialDateField(null=True, blank=True)
    planned_basis = models.TextField(blank=True)
    rationale = models.TextField(blank=True)
    review_reason = models.TextField(blank=True, help_text="Why its timeframes are under review, when they are")
    status = models.CharField(max_length=12, choices=Status.choices)
    status_on = models.DateField(help_text="When the status, and any review of timeframes, was stated")

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Function(Sourced):
    """A budget or a function that places are to hold."""

    class Kind(models.TextChoices):
        BUDGET = "budget", "Budget"
        POOLED_BUDGET = "pooled budget", "Pooled budget"
        FUNCTION = "function", "Function"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160, unique=True)
    short_name = models.CharField(max_length=40)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    existing_legal_basis = models.CharField(max_length=160, blank=True)
    common_priority = models.ForeignKey(
        CommonPriority, null=True, blank=True, on_delete=models.PROTECT, related_name="functions"
    )
    oversight_group = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="functions_overseen"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_money(self) -> bool:
        """Whether handing it over hands over a budget, which needs an allocation formula."""
        return self.kind != self.Kind.FUNCTION
