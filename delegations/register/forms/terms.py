"""What is asked about the terms of a delegation."""

from django import forms

from delegations.register.checklist import LINES
from delegations.register.forms.shape import ActForm, DecidedForm, PoundsField, day, text
from delegations.register.models import Delegation


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
    scope_in = text("In scope", longest=2000, rows=3)
    scope_out = text("Out of scope", longest=2000, rows=3)
    reserved_matters = text("Reserved matters", longest=2000, rows=3)
    recovery_contribution = text("Contribution to financial recovery", longest=2000, rows=3)
    legal_advice = text("Legal advice", longest=200, hint="Who advised, when, and its reference")
    why_this_level = text("Why this level is right", longest=2000, rows=3, hint="Why it is best decided at this level")
    conditions = text("Conditions", longest=2000, rows=3, hint="What it is subject to, as the agreement states it")
    assurance = text("Assurance", longest=2000, rows=3, hint="To whom the holder reports, how often and on what")
    liability = text(
        "Liability", longest=2000, rows=3, hint="As the agreement states it. Leave it empty rather than infer it"
    )
    single_limit = PoundsField("Limit of a single decision")
    yearly_limit = PoundsField("Limit of all decisions in a year")
    notice = text("Notice", longest=160)
    review_on = day("Review due")
    expires_on = day("Expires")


class SchemeForm(DecidedForm):
    """The clause of the scheme of reservation and delegation, and the decision that amended it."""

    title = "Record the scheme clause"
    verb = "Record the clause"

    clause = text(
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
