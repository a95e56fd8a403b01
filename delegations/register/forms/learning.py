"""What is asked about what a phase taught and what comes next."""

from django import forms

from delegations.register.forms.proposing import AmongForm
from delegations.register.forms.shape import one_of, text


class LessonForm(AmongForm):
    """What a phase taught."""

    title = "Record a lesson"
    verb = "Record the lesson"

    words = text("What was learned?", longest=2000, rows=4, required="Enter what was learned")
    place = one_of("Place", empty="Every place", slug="slug")
    learned_from = text("Where it was learned", longest=200, hint="Such as a review, a meeting or a paper")


class CandidateForm(AmongForm):
    """Something that could be delegated, with its risk and reward."""

    title = "List a candidate"
    verb = "Save the candidate"

    name = text("What could be delegated?", longest=160, required="Enter what could be delegated")
    function = one_of("Function", empty="Not stated", slug="slug", hint="When it is a function of the register already")
    risk = text("Risk", longest=2000, rows=3)
    reward = text("Reward", longest=2000, rows=3)
    rank = forms.IntegerField(
        label="Number in the order (optional)",
        required=False,
        min_value=1,
        max_value=99,
        help_text="1 comes first",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Enter a whole number, like 1",
            "min_value": "Enter a number from 1 to 99",
            "max_value": "Enter a number from 1 to 99",
        },
    )


class SequenceForm(AmongForm):
    """The order of a later phase, and what it rests on."""

    title = "Settle the sequence"
    verb = "Settle the sequence"
    lead = "A later phase follows what the phases before it taught, and engagement with those it concerns."

    words = text("What was settled, and why?", longest=2000, rows=4, required="Enter what was settled, and why")
    lessons: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="Lessons of the phases before",
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one lesson of a phase before this one. Record it on the page of that phase",
            "invalid_choice": "Choose lessons from the list",
            "invalid_list": "Choose lessons from the list",
        },
    )
    engagement: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        label="Engagement",
        queryset=None,
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one record of engagement",
            "invalid_choice": "Choose from the list",
            "invalid_list": "Choose from the list",
        },
    )
