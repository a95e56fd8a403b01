"""What the risks can be narrowed to."""

from collections.abc import Iterable
from typing import Any

from django import forms

from lsc_places.kit.filters import FilterForm
from lsc_places.places.models import Place

LONGEST = 100


class RiskFilters(FilterForm):
    """Words, and the place a risk is of."""

    words = forms.CharField(
        label="Words",
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": f"Search for {LONGEST} characters or fewer"},
    )
    place = forms.ChoiceField(
        label="Place", required=False, error_messages={"invalid_choice": "Choose a place from the list"}
    )

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "All places"), *((place.slug, place.name) for place in places)]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]
