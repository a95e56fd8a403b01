"""What is asked of whoever proposes a baseline, asks to change what was agreed, states a BRAG, or decides."""

from collections.abc import Iterable
from typing import Any

from django import forms

from delegations.workplan.brag import CAN_BE_STATED
from delegations.workplan.cells import BY_NAME, Offered
from delegations.workplan.forms.editing import version_field
from delegations.workplan.models import Baseline, ChangeRequest
from lsc_places.kit.nhsuk import NHSForm
from lsc_places.places.models import Place

DUE = BY_NAME["due_on"]
FOLLOW = "follow"


def _key() -> forms.UUIDField:
    return forms.UUIDField(widget=forms.HiddenInput)


def _text(label: str, missing: str, *, rows: int = 3, help_text: str = "", longest: int = 2000) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing, "max_length": f"This must be {longest:,} characters or fewer"},
    )


class BaselineForm(NHSForm):
    """The name of a new baseline, what it holds and what it is taken for."""

    form_key = _key()
    name = forms.CharField(
        label="Name",
        help_text="Such as “Plan agreed in April 2027”",
        max_length=80,
        error_messages={"required": "Enter a name", "max_length": "The name must be 80 characters or fewer"},
    )
    place = forms.ChoiceField(
        label="What it holds",
        required=False,
        error_messages={"invalid_choice": "Choose what it holds from the list"},
    )
    why = _text(
        "What is it taken for?", "Enter what it is taken for", help_text="Such as the plan that a committee agreed"
    )

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {place.slug: place for place in places}
        choices = [("", "The whole workplan"), *((slug, f"The items of {one}") for slug, one in self.places.items())]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]

    def clean_place(self) -> Place | None:
        return self.places.get(self.cleaned_data["place"])


class AskForm(NHSForm):
    """Where a date is to move, why, and what that does to whoever waits for it."""

    form_key = _key()
    was_on = forms.CharField(required=False, widget=forms.HiddenInput)
    wanted_on = forms.CharField(
        label="New due date",
        help_text="Like 2026-03-31, 31 March 2026 or only 2026-03",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter the new due date"},
    )
    cause = _text("Why does it move?", "Enter why it moves")
    effect = _text(
        "What does that do to the items that need it, and to anybody else?",
        "Enter what the move does to others, or that it does nothing",
    )

    def clean_wanted_on(self) -> Any:
        try:
            return DUE.read(self.cleaned_data["wanted_on"], offered=Offered())
        except ValueError as unreadable:
            raise forms.ValidationError(str(unreadable).replace(DUE.label, "New due date", 1)) from unreadable


class DecideForm(NHSForm):
    """What somebody decides, and where that is recorded; whoever asked can only withdraw."""

    decision = forms.ChoiceField(
        label="What is decided?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is decided", "invalid_choice": "Choose what is decided from the list"},
    )
    words = _text(
        "Where is the decision recorded, or why is it so?",
        "Enter where the decision is recorded, or why it is so",
        help_text="Such as the meeting and the minute",
        longest=500,
    )

    def __init__(self, *args: Any, is_author: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = self._choices(is_author)  # type: ignore[attr-defined]

    @staticmethod
    def _choices(is_author: bool) -> list[tuple[str, str]]:
        decisions = ChangeRequest.Decision
        if is_author:
            return [(decisions.WITHDRAWN, "Withdraw it")]
        return [(decisions.APPROVED, "Approve it"), (decisions.DECLINED, "Do not approve it")]


class DecideBaselineForm(DecideForm):
    """What somebody answers to a baseline that was proposed."""

    @staticmethod
    def _choices(is_author: bool) -> list[tuple[str, str]]:
        standings = Baseline.Standing
        if is_author:
            return [(standings.WITHDRAWN, "Withdraw it")]
        return [(standings.APPROVED, "Approve it"), (standings.DECLINED, "Do not approve it")]


class BragForm(NHSForm):
    """A word of BRAG in place of the one the rules say, with the reason."""

    form_key = _key()
    version = version_field()
    brag = forms.ChoiceField(
        label="What should it say?",
        choices=[*((brag.value, brag.label) for brag in CAN_BE_STATED), (FOLLOW, "What the rules say")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it should say", "invalid_choice": "Choose a word from the list"},
    )
    reason = _text("Why?", "Enter the reason", longest=1000)

    @property
    def stated(self) -> str:
        """The word; empty for what the rules say."""
        brag: str = self.cleaned_data["brag"]
        return "" if brag == FOLLOW else brag
