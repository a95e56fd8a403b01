"""What is asked when somebody changes what the register keeps."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from delegations.register.checklist import LINES
from delegations.register.models import AllocationMethod, ApprovalStatement, Delegation
from lsc_places.boards.models import Decision
from lsc_places.kit.nhsuk import NHSForm

A_DATE = "Enter a date like 2026-03-31"


def _words(label: str, *, longest: int, required: str = "", rows: int = 0, hint: str = "") -> forms.CharField:
    """A text field with its own words for what is wrong; it may be left empty unless there are words for that."""
    return forms.CharField(
        label=label if required else f"{label} (optional)",
        help_text=hint,
        required=bool(required),
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
        error_messages={"required": required, "max_length": f"{label} must be {longest:,} characters or fewer"},
    )


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=f"{label} (optional)", required=False, help_text="Like 2026-03-31", error_messages={"invalid": A_DATE}
    )


class ActForm(NHSForm):
    """A form of one act on a delegation: its title and the words of its button."""

    title: str
    verb: str
    lead = ""


class DecidedForm(ActForm):
    """An act that rests on a recorded decision."""

    decision = forms.ModelChoiceField(
        label="Decision it rests on",
        help_text="The board secretary records decisions, with body, day and minute",
        queryset=Decision.objects.none(),
        empty_label="Choose a decision",
        error_messages={"required": "Choose the decision", "invalid_choice": "Choose a decision from the list"},
    )

    def __init__(self, *args: Any, decisions: QuerySet[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]


class TermsForm(ActForm):
    """The terms of a delegation, as somebody saw them in a version."""

    title = "Change the terms"
    verb = "Save the terms"
    lead = "Leave empty what is not decided yet: it is shown as not stated. Every change stays in the history."

    version = forms.IntegerField(widget=forms.HiddenInput)
    vehicle = forms.ChoiceField(
        label="Legal vehicle",
        required=False,
        choices=[("", "Not stated"), *Delegation.Vehicle.choices],
        error_messages={"invalid_choice": "Choose a legal vehicle from the list"},
    )
    tier = forms.ChoiceField(
        label="Tier",
        required=False,
        choices=[("", "Not stated"), *Delegation.Tier.choices],
        error_messages={"invalid_choice": "Choose a tier from the list"},
    )
    scope_in = _words("In scope", longest=2000, rows=3)
    scope_out = _words("Out of scope", longest=2000, rows=3)
    reserved_matters = _words("Reserved matters", longest=2000, rows=3)
    recovery_contribution = _words("Contribution to financial recovery", longest=2000, rows=3)
    legal_advice = _words("Legal advice", longest=200, hint="Who advised, when, and its reference")
    notice = _words("Notice", longest=160)
    review_on = _day("Review due")
    expires_on = _day("Expires")


class SchemeForm(DecidedForm):
    """The clause of the scheme of reservation and delegation, and the decision that amended it."""

    title = "Record the scheme clause"
    verb = "Record the clause"

    clause = _words(
        "Clause of the scheme of reservation and delegation", longest=160, required="Enter the clause of the scheme"
    )
    field_order = ["clause", "decision"]


class ChecklistForm(ActForm):
    """The lines of the checklist of safe delegation that are in place."""

    title = "Checklist of safe delegation"
    verb = "Save the checklist"
    lead = "Confirm only what is in place. Twelve lines, a local choice."

    version = forms.IntegerField(widget=forms.HiddenInput)
    lines = forms.MultipleChoiceField(
        label="What is in place?",
        required=False,
        choices=list(LINES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose lines from the checklist"},
    )


class HoldForm(ActForm):
    """Why a delegation is put on hold, and who reviews it."""

    title = "Put on hold"
    verb = "Put on hold"
    lead = "A hold stops every move forward from today until it is taken off. The date planned until now is kept."

    reason = _words("Reason", longest=160, required="Enter the reason in a few words", hint="As it is shown everywhere")
    explanation = _words("Explanation", longest=2000, rows=3)
    reviewer = _words("Who reviews it", longest=160)


class TakeOffHoldForm(ActForm):
    """Why a hold is taken off."""

    title = "Take off hold"
    verb = "Take off hold"

    why = _words("Why can it go on?", longest=1000, rows=3, required="Enter why it can go on")


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
    words = _words("Note", longest=200)
    field_order = ["outcome", "decision", "words"]


class FormulaForm(DecidedForm):
    """The decision that agreed the formula for the money of a function."""

    title = "Record the agreed formula"
    verb = "Record the formula"
    lead = "It holds for every delegation of this function."

    agreed_across = _words("Agreed across", longest=80, hint='Such as "all places"')
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
