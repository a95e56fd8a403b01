"""What is asked when a delegation is held, approved, or its money agreed."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from delegations.register.forms.shape import ActForm, DecidedForm, text
from delegations.register.models import AllocationMethod, ApprovalStatement


class HoldForm(ActForm):
    """Why a delegation is put on hold, and who reviews it."""

    title = "Put on hold"
    verb = "Put on hold"
    lead = "A hold stops every move forward from today until it is taken off. The date planned until now is kept."

    reason = text("Reason", longest=160, required="Enter the reason in a few words", hint="As it is shown everywhere")
    explanation = text("Explanation", longest=2000, rows=3)
    reviewer = text("Who reviews it", longest=160)


class TakeOffHoldForm(ActForm):
    """Why a hold is taken off."""

    title = "Take off hold"
    verb = "Take off hold"

    why = text("Why can it go on?", longest=1000, rows=3, required="Enter why it can go on")


class ApprovalForm(DecidedForm):
    """What a body decided on an approval."""

    title = "Record an approval"
    verb = "Record the approval"

    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=[one for one in ApprovalStatement.Outcome.choices if one[0] != ApprovalStatement.Outcome.OPEN],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it was given or refused", "invalid_choice": "Choose from the list"},
    )
    words = text("Note", longest=200)
    field_order = ["outcome", "decision", "words"]


class FormulaForm(DecidedForm):
    """The decision that agreed the formula for the money of a function."""

    title = "Record the agreed formula"
    verb = "Record the formula"
    lead = "It holds for every delegation of this function."

    agreed_across = text("Agreed across", longest=80, hint='Such as "all places"')
    method = forms.ModelChoiceField(
        label="Method (optional)",
        queryset=AllocationMethod.objects.none(),
        required=False,
        empty_label="Not stated",
        error_messages={"invalid_choice": "Choose a method from the list"},
    )

    def __init__(self, *args: Any, methods: QuerySet[AllocationMethod], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].queryset = methods  # type: ignore[attr-defined]
