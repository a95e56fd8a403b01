"""What the registers can be narrowed to."""

from collections.abc import Iterable
from typing import Any

from django import forms

from lsc_places.kit.filters import FilterForm
from lsc_places.places.models import Place
from lsc_places.registers.models import Agreement


class EngagementFilters(FilterForm):
    """One place."""

    place = forms.ChoiceField(
        label="Place", required=False, error_messages={"invalid_choice": "Choose a place from the list"}
    )

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "All places"), *((place.slug, place.name) for place in places)]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]


class AgreementFilters(EngagementFilters):
    """One place, one kind of agreement."""

    kind = forms.ChoiceField(
        label="Kind",
        required=False,
        choices=[("", "Any kind"), *Agreement.Kind.choices],
        error_messages={"invalid_choice": "Choose a kind from the list"},
    )
