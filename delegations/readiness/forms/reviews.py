"""What reviewers are asked beside ratings: questions, answers, the panel, conditions."""

from typing import Any

from django import forms

from delegations.readiness.models import Condition
from delegations.readiness.queries.conditions import ConditionPage
from delegations.readiness.queries.panel import PanelPage
from lsc_places.kit.dates import today
from lsc_places.kit.nhsuk import NHSForm

LONGEST = 5_000


class MessageForm(NHSForm):
    """A question, or the answer to one."""

    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), max_length=LONGEST)

    def __init__(self, *args: Any, is_answer: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what = "answer" if is_answer else "question"
        field = self.fields["text"]
        field.label = f"Your {what}"
        field.error_messages |= {
            "required": f"Enter your {what}",
            "max_length": f"Your {what} must be {LONGEST:,} characters or fewer",
        }


class PanelForm(NHSForm):
    """Who moderates beside the chair, what they declared, and why no partner was heard, if none was."""

    members = forms.MultipleChoiceField(
        label="Who sits on the panel beside you",
        widget=forms.CheckboxSelectMultiple,
        help_text="At least 3 people with you: finance and quality, and one independent of the place",
        error_messages={"required": "Select who sits on the panel"},
    )
    interests = forms.CharField(
        label="Interests declared, and what was done about them",
        help_text="If there are none, say so",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        error_messages={"required": "Enter the interests declared, or that there are none"},
    )
    author_left = forms.BooleanField(
        label="Whoever presented the assessment leaves for the rating",
        error_messages={"required": "Select that whoever presented the assessment leaves for the rating"},
    )
    without_partner_reason = forms.CharField(
        label="Why no partner gave a view",
        help_text="Only if none did",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST,
    )
    submission = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, page: PanelPage, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": page.initial, **kwargs})
        self._people = page.people
        self.fields["members"].choices = [(str(one.user.pk), one.words) for one in page.people]  # type: ignore[attr-defined]

    @property
    def asked(self) -> dict[str, Any]:
        """What the action takes."""
        chosen = set(self.cleaned_data["members"])
        members = [one.user for one in self._people if str(one.user.pk) in chosen]
        return {**self.cleaned_data, "members": members}


class ConditionForm(NHSForm):
    """A condition: what, for which functions, by when, whose, proved how and judged by whom."""

    text = forms.CharField(
        label="The condition",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        error_messages={"required": "Enter the condition"},
    )
    functions = forms.MultipleChoiceField(
        label="Which functions it holds back",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select which functions it holds back"},
    )
    timing = forms.ChoiceField(
        label="To be met",
        choices=Condition.Timing.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select when it is to be met"},
    )
    due_on = forms.DateField(
        label="Due date",
        help_text="For example, 2027-05-31",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": "Enter a due date",
            "invalid": "Due date must be a real date, like 2027-05-31",
        },
    )
    owner = forms.ChoiceField(label="Owner", error_messages={"required": "Select an owner"})
    proof = forms.CharField(
        label="What will show that it is met",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        error_messages={"required": "Enter what will show that it is met"},
    )
    discharged_by_right = forms.ChoiceField(
        label="Who can discharge it",
        help_text="Never its owner",
        error_messages={"required": "Select who can discharge it"},
    )
    consequence = forms.CharField(
        label="What follows when it is missed",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
    )
    submission = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, page: ConditionPage, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": page.initial, **kwargs})
        self._page = page
        offered = {
            "functions": [(one.slug, one.name) for one in page.functions],
            "owner": [("", "Choose"), *((str(one.user.pk), one.words) for one in page.owners)],
            "discharged_by_right": [("", "Choose"), *page.dischargers],
        }
        for name, words in offered.items():
            self.fields[name].choices = words  # type: ignore[attr-defined]

    def clean_due_on(self) -> Any:
        given = self.cleaned_data["due_on"]
        if given < today():
            raise forms.ValidationError("Due date must be today or in the future")
        if given.year > today().year + 10:
            raise forms.ValidationError("Due date must include a year like 2027")
        return given

    @property
    def asked(self) -> dict[str, Any]:
        """What the action takes."""
        given = dict(self.cleaned_data)
        owner = next(one for one in self._page.owners if str(one.user.pk) == given["owner"])
        chosen = set(given["functions"])
        return {
            **given,
            "section": self._page.section,
            "line": self._page.line,
            "owner": owner.user,
            "owner_role": owner.role,
            "functions": [one for one in self._page.functions if one.slug in chosen],
        }


class DischargeForm(NHSForm):
    """What showed that a condition is met."""

    words = forms.CharField(
        label="What showed that it is met",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST,
        error_messages={"required": "Enter what showed that it is met"},
    )


class CompareFilters(NHSForm):
    """Whether only the lines are shown on which ratings differ."""

    differ = forms.BooleanField(label="Only where ratings differ", required=False)
