"""What a phase taught, what could come next, and the order that was settled for a phase."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q

from delegations.register.models.functions import Function, Phase
from lsc_places.places.models import Place
from lsc_places.registers.models import Activity
from lsc_places.sources.models import Sourced


@pghistory.track()
class Lesson(Sourced):
    """Something a phase taught, everywhere or at one place."""

    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="lessons")
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="lessons")
    words = models.TextField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="lesson_says_something", condition=~Q(words=""))]

    def __str__(self) -> str:
        return self.words


@pghistory.track()
class Candidate(Sourced):
    """Something that could be delegated in a phase, with its risk and reward; ``rank`` 1 comes first, null is not ranked."""

    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="candidates")
    name = models.CharField(max_length=160)
    function = models.ForeignKey(Function, null=True, blank=True, on_delete=models.PROTECT, related_name="candidates")
    risk = models.TextField(blank=True)
    reward = models.TextField(blank=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["phase", models.F("rank").asc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(name="one_candidate_of_a_name", fields=["phase", "name"]),
            models.UniqueConstraint(name="one_candidate_of_a_rank", fields=["phase", "rank"]),
        ]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Sequencing(Sourced):
    """The order settled for a later phase, from which lessons of phases before it and after which engagement."""

    phase = models.OneToOneField(Phase, on_delete=models.PROTECT, related_name="sequencing")
    words = models.TextField()
    lessons = models.ManyToManyField(Lesson, related_name="sequencings")
    engagement = models.ManyToManyField(Activity, related_name="sequencings")
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["phase"]

    def __str__(self) -> str:
        return self.words
