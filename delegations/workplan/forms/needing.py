"""What an item waits for."""

from collections.abc import Sequence
from typing import Any

from django import forms

from delegations.workplan.forms.editing import version_field
from delegations.workplan.queries import number_of
from lsc_places.kit.nhsuk import NHSForm


class NeedForm(NHSForm):
    """Another item that must be done first, and how sure that is."""

    version = version_field()
    needs = forms.ChoiceField(
        label="Which item must be done first?",
        error_messages={"required": "Choose an item from the list", "invalid_choice": "Choose an item from the list"},
    )
    is_critical = forms.BooleanField(label="It is critical: this item cannot be done without it", required=False)
    is_agreed = forms.BooleanField(label="Whoever does it has agreed to the date", required=False)
    note = forms.CharField(
        label="Why, or what exactly is needed",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": "Why must be 1,000 characters or fewer"},
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"].choices = [("", "Choose an item"), *choices]  # type: ignore[attr-defined]

    def clean_needs(self) -> int:
        return number_of(self.cleaned_data["needs"])


class NeedNoMoreForm(NHSForm):
    """The version somebody saw when they ended a dependency."""

    version = version_field()
