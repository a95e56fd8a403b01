"""What is asked about a move."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from lsc_places.boards.models import Decision
from lsc_places.kit.nhsuk import NHSForm


class MoveForm(NHSForm):
    """The number of the move, its day, the decision it rests on, and why."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    effective_on = forms.DateField(
        label="With effect from",
        help_text="Today or a day past, and never before the decision, like 2026-03-31",
        error_messages={"required": "Enter a date like 2026-03-31", "invalid": "Enter a date like 2026-03-31"},
    )
    decision = forms.ModelChoiceField(
        label="Decision it rests on",
        queryset=Decision.objects.none(),
        required=False,
        empty_label="No decision",
        error_messages={"invalid_choice": "Choose a decision from the list"},
    )
    reason = forms.CharField(
        label="Why now?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why it moves now", "max_length": "Why must be 1,000 characters or fewer"},
    )

    def __init__(self, *args: Any, decisions: QuerySet[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]


class SecondForm(NHSForm):
    """Nothing but the number of the move: the second person makes what the first signed."""

    number = forms.IntegerField(widget=forms.HiddenInput)


class CommitteeForm(NHSForm):
    """The decision that makes a board a committee, and from when."""

    decision = forms.ModelChoiceField(
        label="Decision that makes it a committee",
        queryset=Decision.objects.none(),
        empty_label="Choose a decision",
        error_messages={"required": "Choose the decision", "invalid_choice": "Choose a decision from the list"},
    )
    effective_on = forms.DateField(
        label="From",
        help_text="Today or a day past, and never before the decision, like 2026-03-31",
        error_messages={"required": "Enter a date like 2026-03-31", "invalid": "Enter a date like 2026-03-31"},
    )

    def __init__(self, *args: Any, decisions: QuerySet[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]
