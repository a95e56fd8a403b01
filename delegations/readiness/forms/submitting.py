"""What is asked of whoever signs an assessment, and of whoever takes it back."""

from typing import Any

from django import forms

from lsc_places.kit.nhsuk import NHSForm


class DeclareForm(NHSForm):
    """The declaration of whoever signs."""

    declared = forms.BooleanField(error_messages={"required": "Select the declaration to submit"})

    def __init__(self, *args: Any, acting_for: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whose = f"I sign for {acting_for}. " if acting_for else ""
        self.fields["declared"].label = f"{whose}The answers are complete and true as far as I know"


class WithdrawForm(NHSForm):
    """The submission that is taken back, as the page that asked had it."""

    submission = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, number: int, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"submission": number}, **kwargs})
