"""What is asked about what is delegated, where, by whom and when."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from delegations.register.forms.shape import (
    ActForm,
    FinancialYearField,
    PartialDayField,
    PoundsField,
    choice,
    day,
    one_of,
    text,
)
from delegations.register.models import DelegationDocument, SumStatement
from lsc_places.kit.dates import today

NO_FUNCTION = "Not stated"


class AmongForm(ActForm):
    """A form whose choices are rows; ``among`` has the rows of each field by its name."""

    def __init__(self, *args: Any, among: Mapping[str, QuerySet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in among.items():
            if name in self.fields:
                self.fields[name].queryset = rows  # type: ignore[attr-defined]


class DelegatedForm(AmongForm):
    """What is delegated, in which phase and by whom."""

    function = one_of("Function", empty=NO_FUNCTION, slug="slug", hint="Leave it not stated until it is scoped")
    content = text("What is to be delegated, when no function is stated", longest=300)
    phase = one_of("Phase", empty="Not stated", slug="slug")
    delegator = one_of("Delegator", empty="Choose who delegates it", required="Choose who delegates it", slug="slug")
    later_holder = text("Who is to hold it later", longest=160, hint="Such as a committee of the partnership")


class WhatForm(DelegatedForm):
    """What is delegated, as somebody saw it in a version."""

    title = "Change what is delegated"
    verb = "Save"
    lead = "What is delegated, and by whom, can be changed until it is scoped."

    version = forms.IntegerField(widget=forms.HiddenInput)


class ProposalForm(DelegatedForm):
    """A new delegation: a function, a place, a phase, its delegator and its first holder."""

    title = "Propose a delegation"
    verb = "Propose it"
    lead = "What is not known yet stays not stated. Somebody else moves it on when its gates are met."

    place = one_of("Place", empty="Choose a place", required="Choose a place", slug="slug")
    holder = one_of(
        "First holder",
        empty="Not stated",
        slug="slug",
        hint="A director holds it first; a partnership can only once it has become a committee",
    )
    approvals: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="Approvals it needs (optional)",
        queryset=None,
        required=False,
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose approvals from the list", "invalid_list": "Choose from the list"},
    )
    planned = PartialDayField("Planned to be live")
    paper = one_of("Paper that set the date", empty="No paper", slug="slug")
    where = text("Where in the paper", longest=120, hint="Such as 3.3, or the name of a paper that is not in the list")
    reason = text("Why is it proposed?", longest=1000, rows=3, required="Enter why it is proposed")
    field_order = ["function", "content", "place", "phase", "delegator", "holder", "later_holder"]


class PlannedForm(AmongForm):
    """The date a delegation is planned to be live, and the paper that set it."""

    title = "Set the planned date"
    verb = "Save the date"
    lead = (
        "The date planned before stays and is shown beside it. Leave the date empty to take it back without a new one."
    )

    planned = PartialDayField("Planned to be live")
    paper = one_of("Paper that set it", empty="A paper that is not in the list", slug="slug")
    where = text("Where it says so", longest=120, hint="The paragraph, or the name of a paper that is not in the list")
    said_on = day("When was it set?", required="Enter the day it was set", hint="The day of the paper, like 2026-03-31")
    reason = text("Why", longest=500, hint="Why the date is another than before")


class SumForm(ActForm):
    """What a delegation is worth in a financial year."""

    title = "State a sum"
    verb = "Save the sum"
    lead = "One financial year at a time. A year stated before is replaced, and what was stated stays in the history."

    year = FinancialYearField(
        label="Financial year",
        help_text="Like 2026/27",
        error_messages={"required": "Enter a financial year like 2026/27"},
    )
    amount = PoundsField("Sum")
    kind = choice("Kind of money", among=SumStatement.Kind.choices)
    is_recurrent = forms.TypedChoiceField(
        label="Recurrent? (optional)",
        required=False,
        choices=[("", "Not stated"), ("yes", "Recurrent"), ("no", "Once")],
        coerce=lambda given: given == "yes",
        empty_value=None,
    )
    said = text("Where it says so", longest=160, hint="The paper or decision, and the paragraph")


class DocumentForm(ActForm):
    """A document the delegation rests on."""

    title = "Add a document"
    verb = "Add the document"

    kind = choice(
        "Kind of document",
        among=DelegationDocument.Kind.choices,
        empty="Choose a kind",
        required="Choose the kind of document",
    )
    name = text("Title", longest=200, required="Enter the title of the document")
    held_at = text("Where it can be read", longest=300, hint="Its reference, or the address of the page it is on")
    dated_on = day("Dated")

    def clean_dated_on(self) -> Any:
        dated = self.cleaned_data["dated_on"]
        if dated and dated > today():
            raise forms.ValidationError("The day must be today or in the past")
        return dated


class EndDocumentForm(ActForm):
    """That the delegation rests on a document no more."""

    title = "Take a document off"
    verb = "Take it off"
    lead = "From today the delegation does not rest on it. It stays in the history."

    why = text("Why does it rest on it no more?", longest=500, required="Enter why it rests on it no more")


class NeededForm(ActForm):
    """The approvals a delegation needs, beside those it needs already."""

    title = "Add approvals it needs"
    verb = "Add the approvals"
    lead = "What a delegation once needed it needs until it is given: an approval is added and never taken away."

    approvals: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="Which approvals does it need as well?",
        queryset=None,
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one approval",
            "invalid_choice": "Choose approvals from the list",
            "invalid_list": "Choose from the list",
        },
    )

    def __init__(self, *args: Any, among: Mapping[str, QuerySet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["approvals"].queryset = among["approvals"]  # type: ignore[attr-defined]
