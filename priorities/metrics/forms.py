"""What the metrics can be narrowed to."""

from collections.abc import Iterable
from typing import Any

from django import forms

from lsc_places.kit.filters import FilterForm
from lsc_places.places.models import Place
from priorities.metrics.areas import SYSTEM
from priorities.metrics.models import Indicator


class MetricsFilters(FilterForm):
    """One place or the system, one kind of indicator."""

    place = forms.ChoiceField(
        label="Place", required=False, error_messages={"invalid_choice": "Choose a place from the list"}
    )
    kind = forms.ChoiceField(
        label="About",
        required=False,
        choices=[("", "Everything"), *Indicator.Kind.choices],
        error_messages={"invalid_choice": "Choose what it is about from the list"},
    )

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(place.slug, place.name) for place in places]
        self.fields["place"].choices = [("", "All areas"), *named, (SYSTEM, "The whole system")]  # type: ignore[attr-defined]
