"""What is asked about a decision."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from lsc_places.boards.models import Body, BodyApproval, Decision
from lsc_places.kit.nhsuk import NHSForm


class DecisionForm(NHSForm):
    """Body, day, exact wording, outcome, authority, minute and what it effects."""

    body = forms.ModelChoiceField(
        label="Which body decided?",
        queryset=Body.objects.none(),
        to_field_name="slug",
        empty_label="Choose a body",
        error_messages={"required": "Choose the body that decided", "invalid_choice": "Choose a body from the list"},
    )
    decided_on = forms.DateField(
        label="When?",
        help_text="The day of the meeting, like 2026-03-31",
        error_messages={"required": "Enter a date like 2026-03-31", "invalid": "Enter a date like 2026-03-31"},
    )
    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=Decision.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what came of it"},
    )
    wording = forms.CharField(
        label="Exact wording",
        help_text="Word for word, as minuted. Do not include patient details.",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": "Enter the exact wording of the decision",
            "max_length": "Exact wording must be 5,000 characters or fewer",
        },
    )
    authority = forms.CharField(
        label="Authority relied on",
        help_text="Such as the line of the scheme of reservation and delegation",
        max_length=200,
        error_messages={
            "required": "Enter the authority the body relied on",
            "max_length": "Authority must be 200 characters or fewer",
        },
    )
    minute = forms.CharField(
        label="Minute reference",
        max_length=120,
        error_messages={
            "required": "Enter the reference of the minute",
            "max_length": "Minute reference must be 120 characters or fewer",
        },
    )
    effects = forms.CharField(
        label="What it brings about (optional)",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": "What it brings about must be 1,000 characters or fewer"},
    )

    def __init__(self, *args: Any, bodies: Iterable[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]


class ApprovalForm(NHSForm):
    """What of a body was approved, and by which decision."""

    of = forms.ChoiceField(
        label="What was approved?",
        choices=BodyApproval.Of.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what was approved", "invalid_choice": "Choose from the list"},
    )
    decision = forms.ModelChoiceField(
        label="Decision that approved it",
        help_text="The board secretary records decisions, with body, day and minute",
        queryset=Decision.objects.none(),
        empty_label="Choose a decision",
        error_messages={"required": "Choose the decision", "invalid_choice": "Choose a decision from the list"},
    )

    def __init__(self, *args: Any, decisions: QuerySet[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]
