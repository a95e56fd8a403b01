"""What is asked about a request to a place, how it ended, and what a place can take."""

from collections.abc import Mapping
from typing import Any

from django import forms

from delegations.workplan.models import Ask
from lsc_places.kit.nhsuk import NHSForm
from lsc_places.places.models import Place


class LogAskForm(NHSForm):
    """What is asked of which place, by whom and how urgently."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    place = forms.ChoiceField(
        label="Place", error_messages={"required": "Choose a place", "invalid_choice": "Choose a place from the list"}
    )
    title = forms.CharField(
        label="What is asked?",
        max_length=300,
        help_text="Do not include patient details",
        error_messages={
            "required": "Enter what is asked",
            "max_length": "What is asked must be 300 characters or fewer",
        },
    )
    requester = forms.CharField(
        label="Who asks?",
        max_length=160,
        error_messages={"required": "Enter who asks", "max_length": "Who asks must be 160 characters or fewer"},
    )
    priority = forms.ChoiceField(
        label="How urgent is it?",
        choices=Ask.Priority.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how urgent it is", "invalid_choice": "Choose how urgent it is"},
    )

    def __init__(self, *args: Any, places: Mapping[str, Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        choices = [(slug, str(place)) for slug, place in places.items()]
        self.fields["place"].choices = [("", "Choose a place"), *choices]  # type: ignore[attr-defined]

    def clean_place(self) -> Place:
        return self.places[self.cleaned_data["place"]]


class CloseAskForm(NHSForm):
    """How a request to a place ended."""

    outcome = forms.CharField(
        label="How did it end?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Enter how it ended",
            "max_length": "How it ended must be 1,000 characters or fewer",
        },
    )


class CapacityForm(NHSForm):
    """How many open requests the team of a place can take."""

    most_open = forms.IntegerField(
        label="How many open requests can the team take?",
        min_value=0,
        max_value=999,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": "Enter a number",
            "invalid": "Enter a number, like 6",
            "min_value": "Enter 0 or more",
            "max_value": "Enter 999 or fewer",
        },
    )
    words = forms.CharField(
        label="Why?",
        max_length=300,
        help_text="Such as posts that are filled",
        error_messages={"required": "Enter why", "max_length": "Why must be 300 characters or fewer"},
    )
