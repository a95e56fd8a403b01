"""What the schemes can be narrowed to, how they are put together, and how far one is."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from lsc_places.kit.dates import day_words, today
from lsc_places.kit.filters import FilterForm
from lsc_places.kit.nhsuk import NHSForm
from lsc_places.places.models import Place
from priorities.plans.models import Scheme


class SchemeFilters(FilterForm):
    """One place, one status."""

    place = forms.ChoiceField(
        label="Place", required=False, error_messages={"invalid_choice": "Choose a place from the list"}
    )
    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[("", "Any status"), *Scheme.Status.choices],
        error_messages={"invalid_choice": "Choose a status from the list"},
    )

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "All places"), *((place.slug, place.name) for place in places)]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]


class PrioritiesFilters(SchemeFilters):
    """The same, and by what the schemes are put together."""

    arranged = forms.ChoiceField(
        label="Put together by",
        required=False,
        choices=[
            ("", "Common priority"),
            ("own", "The place's own priority"),
            ("life", "Theme of the life course"),
        ],
        error_messages={"invalid_choice": "Choose what to put schemes together by from the list"},
    )


class StatusForm(NHSForm):
    """How far a scheme is, since when, and how that is known."""

    status = forms.ChoiceField(
        label="How far is the scheme?",
        choices=Scheme.Status.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how far the scheme is"},
    )
    effective_on = forms.DateField(
        label="Since when?",
        help_text="The day from which this is so, like 2026-03-31",
        error_messages={"required": "Enter a date like 2026-03-31", "invalid": "Enter a date like 2026-03-31"},
    )
    reason = forms.CharField(
        label="How do you know?",
        help_text="A few words, such as who said so and where. Do not include patient details.",
        max_length=160,
        error_messages={
            "required": "Enter how you know",
            "max_length": "How you know must be 160 characters or fewer",
        },
    )

    def clean_effective_on(self) -> date:
        day: date = self.cleaned_data["effective_on"]
        if day > today():
            raise forms.ValidationError(f"The date must be today, {day_words(today())}, or in the past")
        return day
