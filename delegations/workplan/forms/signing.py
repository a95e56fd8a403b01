"""Who is to agree to an item, or did."""

from collections.abc import Mapping
from typing import Any

from django import forms

from lsc_places.kit.nhsuk import NHSForm

A_DAY = "Enter a date like 2026-03-31"


class SignForm(NHSForm):
    """A body or an organisation, and the day it agreed, if it has."""

    who = forms.ChoiceField(
        label="Who is to agree?",
        error_messages={"required": "Choose who is to agree", "invalid_choice": "Choose who is to agree from the list"},
    )
    signed_on = forms.DateField(
        label="When did they agree?",
        required=False,
        help_text="Leave it empty while that is outstanding. Like 2026-03-31",
        error_messages={"invalid": A_DAY},
    )
    words = forms.CharField(
        label="Where is it recorded?",
        required=False,
        max_length=200,
        help_text="Such as the minute, once they have agreed",
        error_messages={"max_length": "Where it is recorded must be 200 characters or fewer"},
    )

    def __init__(self, *args: Any, known: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        choices = sorted(((key, str(one)) for key, one in known.items()), key=lambda pair: pair[1].casefold())
        self.fields["who"].choices = [("", "Choose a body or an organisation"), *choices]  # type: ignore[attr-defined]

    def clean_who(self) -> Any:
        return self.known[self.cleaned_data["who"]]
