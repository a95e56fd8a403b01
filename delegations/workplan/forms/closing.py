"""What is asked when an item is closed, and what it is linked to."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from delegations.workplan.cells import BY_NAME, Offered
from delegations.workplan.forms.editing import version_field
from delegations.workplan.models import Item
from lsc_places.kit.nhsuk import NHSForm
from lsc_places.sources.models import Document


class CloseForm(NHSForm):
    """How an item ends, and what that takes: a day, a paper or a reason."""

    version = version_field()
    status = forms.ChoiceField(
        label="How does it end?",
        choices=[
            (Item.Status.COMPLETED, "Delivered"),
            (Item.Status.SUPERSEDED, "Superseded by a paper"),
            (Item.Status.NOT_DELIVERED, "Not delivered"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it ends"},
    )
    actual_on = forms.CharField(label="Actual date, when it is delivered", required=False, help_text="Like 2026-03-31")
    replaced_by = forms.ModelChoiceField(
        label="Paper that replaced it, when it is superseded",
        queryset=Document.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="No paper",
        error_messages={"invalid_choice": "Choose a paper from the list"},
    )
    words = forms.CharField(
        label="Why, or by what",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "Why must be 1,000 characters or fewer"},
    )

    def __init__(self, *args: Any, documents: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaced_by"].queryset = documents  # type: ignore[attr-defined]

    def clean_actual_on(self) -> Any:
        try:
            return BY_NAME["actual_on"].read(self.cleaned_data["actual_on"], offered=Offered())
        except ValueError as unreadable:
            raise forms.ValidationError(str(unreadable)) from unreadable


class LinkForm(NHSForm):
    """The teams that do it, and the delegations, risks and schemes it belongs to."""

    version = version_field()

    def __init__(self, *args: Any, links: Mapping[str, QuerySet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, things in links.items():
            self.fields[name] = forms.ModelMultipleChoiceField(
                label=name.capitalize(),
                queryset=things,
                required=False,
                widget=forms.CheckboxSelectMultiple,
                error_messages={
                    "invalid_choice": f"Choose {name} from the list",
                    "invalid_pk_value": f"Choose {name} from the list",
                },
            )

    @property
    def linked(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields if name != "version"}
