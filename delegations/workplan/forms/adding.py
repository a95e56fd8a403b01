"""What is asked about a new item, about the delivery group's answer to a proposal, and about the order of a list."""

from typing import Any

from django import forms
from django.http import QueryDict

from delegations.workplan.cells import BY_NAME, Offered
from delegations.workplan.models import Item
from delegations.workplan.queries import options
from lsc_places.kit.nhsuk import NHSForm

ASKED = ("title", "place", "workstream", "owner", "is_milestone", "starts_on", "due_on", "deliverable", "next_step")


class AddForm(NHSForm):
    """A new item: its plan, and the cells it begins with."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    plan = forms.ChoiceField(
        label="Plan",
        choices=Item.Plan.choices,
        error_messages={"required": "Choose a plan", "invalid_choice": "Choose a plan from the list"},
    )

    def __init__(self, sent: QueryDict | None, *, initial: dict[str, Any]) -> None:
        super().__init__(sent, initial=initial)
        offered = Offered()
        for name in ASKED:
            cell = BY_NAME[name]
            label = cell.label if cell.is_required else f"{cell.label} (optional)"
            if choices := options(cell, offered=offered):
                self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)
            else:
                hint = "Like 2026-03-31 or only 2026-03" if cell.kind == "date" and name == "due_on" else cell.hint
                widget = forms.Textarea(attrs={"rows": cell.rows}) if cell.rows else forms.TextInput()
                self.fields[name] = forms.CharField(
                    label=label, required=False, strip=False, help_text=hint, widget=widget
                )

    @property
    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ASKED if self.cleaned_data.get(name)}


class AnswerForm(NHSForm):
    """What the delivery group answered to a proposal, when, and where that is written."""

    standing = forms.ChoiceField(
        label="What did the delivery group answer?",
        choices=[(Item.Standing.ACCEPTED, "Accepted into the plan"), (Item.Standing.DECLINED, "Not accepted")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the delivery group answered"},
    )
    accepted_on = forms.DateField(
        label="When?",
        help_text="The day of the meeting, like 2026-03-31",
        error_messages={"required": "Enter a date like 2026-03-31", "invalid": "Enter a date like 2026-03-31"},
    )
    acceptance = forms.CharField(
        label="Where is it recorded?",
        help_text="Such as the minute",
        max_length=200,
        error_messages={
            "required": "Enter where the answer is recorded",
            "max_length": "Where it is recorded must be 200 characters or fewer",
        },
    )


class OrderForm(forms.Form):
    """A list in the order somebody wants, and the version of it they saw."""

    version = forms.IntegerField(min_value=1, max_value=2_000_000_000)
    data: QueryDict

    def __init__(self, sent: QueryDict | None) -> None:
        super().__init__(sent)
        self.data = QueryDict() if sent is None else sent

    @property
    def references(self) -> list[str]:
        return self.data.getlist("item")

    @property
    def move(self) -> str:
        return str(self.data.get("move", ""))

    @property
    def version_seen(self) -> int:
        """The version somebody began from, when it is only an item that is moved; nothing otherwise."""
        return int(self.cleaned_data["version"]) if self.move and self.is_valid() else 0
