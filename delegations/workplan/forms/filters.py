"""What the workplan can be narrowed to."""

from typing import Any

from django import forms

from delegations.workplan.models import Item
from delegations.workplan.queries import NO_OWNER, STILL_OPEN, Choices
from lsc_places.kit.filters import FilterForm

LONGEST = 100


class WorkplanFilters(FilterForm):
    """Words, plan, place, status, owner and team."""

    words = forms.CharField(
        label="Words",
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": f"Search for {LONGEST} characters or fewer"},
    )
    plan = forms.ChoiceField(
        label="Plan",
        required=False,
        choices=[("", "All plans"), *Item.Plan.choices],
        error_messages={"invalid_choice": "Choose a plan from the list"},
    )
    place = forms.ChoiceField(
        label="Place", required=False, error_messages={"invalid_choice": "Choose a place from the list"}
    )
    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[("", "Any status"), (STILL_OPEN, "Still open"), *Item.Status.choices],
        error_messages={"invalid_choice": "Choose a status from the list"},
    )

    owner = forms.ChoiceField(
        label="Owner", required=False, error_messages={"invalid_choice": "Choose an owner from the list"}
    )
    team = forms.ChoiceField(
        label="Team", required=False, error_messages={"invalid_choice": "Choose a team from the list"}
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "place": [("", "All places"), *choices.places],
            "owner": [("", "Anyone"), (NO_OWNER, "No owner named"), *choices.owners],
            "team": [("", "Any team"), *choices.teams],
        }
        for name, words in offered.items():
            self.fields[name].choices = words  # type: ignore[attr-defined]
