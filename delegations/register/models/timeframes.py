"""The dated events that set or moved the timeframes of delegation."""

from django.db import models

from delegations.register.models.delegations import Delegation
from delegations.register.models.functions import Function
from lsc_places.places.models import Place
from lsc_places.sources.models import Sourced


class TimeframeEvent(Sourced):
    """Something that happened to the timeframes of functions, at every place or only at those named.

    ``delegations`` names those it concerns besides, such as one whose function is not stated.
    """

    happened_on = models.DateField()
    words = models.CharField(max_length=300)
    reason = models.TextField(blank=True)
    scope_note = models.TextField(blank=True)
    functions = models.ManyToManyField(Function, related_name="timeframe_events")
    places = models.ManyToManyField(Place, blank=True, related_name="timeframe_events")
    delegations = models.ManyToManyField(Delegation, blank=True, related_name="timeframe_events")

    class Meta:
        ordering = ["happened_on", "pk"]

    def __str__(self) -> str:
        return self.words
