"""What is asked to open and close a round, and to record what the delivery group says."""

from typing import Any

from django import forms

from delegations.readiness.models import ICB_SLUG, Framework, Verdict
from delegations.readiness.queries.rounds import VerdictPage
from delegations.register.models import Phase
from lsc_places.kit.dates import today
from lsc_places.kit.nhsuk import NHSForm
from lsc_places.places.models import Place

Choices = tuple[tuple[Framework, ...], tuple[Phase, ...], tuple[Place, ...]]
Kind = Verdict.Kind
DATE = "Enter a date like 2027-03-26"
NO_PHASE = "none"
FURTHEST = 5  # years


class OpenRoundForm(NHSForm):
    """The name, phase, framework, deadline and who is invited."""

    name = forms.CharField(
        label="Name of the round",
        max_length=120,
        help_text="For example, Phase 1 round 2",
        error_messages={"required": "Enter a name for the round"},
    )
    phase = forms.ChoiceField(
        label="Phase it comes before", widget=forms.RadioSelect, error_messages={"required": "Select a phase"}
    )
    framework = forms.ChoiceField(
        label="Framework", widget=forms.RadioSelect, error_messages={"required": "Select a framework"}
    )
    deadline_on = forms.DateField(
        label="Submit by 5pm on",
        help_text="London time. For example, 2027-03-26",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": "Enter the day of the deadline", "invalid": DATE},
    )
    invited = forms.MultipleChoiceField(
        label="Who is to assess their readiness",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select who is to assess their readiness"},
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        frameworks, phases, places = choices
        self._found = choices
        offered: dict[str, list[tuple[str, str]]] = {
            "phase": [*((phase.slug, phase.name) for phase in phases), (NO_PHASE, "No phase")],
            "framework": [(str(one.source_key), str(one)) for one in frameworks],
            "invited": [*((place.slug, place.name) for place in places), (ICB_SLUG, "The ICB itself")],
        }
        for name, words in offered.items():
            self.fields[name].choices = words  # type: ignore[attr-defined]
        self.fields["invited"].initial = [slug for slug, _ in offered["invited"]]
        self.fields["framework"].initial = offered["framework"][0][0] if offered["framework"] else None

    def clean_deadline_on(self) -> Any:
        given = self.cleaned_data["deadline_on"]
        if given < today():
            raise forms.ValidationError("The deadline must be today or in the future")
        if given.year > today().year + FURTHEST:
            raise forms.ValidationError(f"The deadline must be within {FURTHEST} years")
        return given

    @property
    def asked(self) -> dict[str, Any]:
        """What the action takes."""
        frameworks, phases, places = self._found
        given = self.cleaned_data
        return {
            "framework": next(one for one in frameworks if one.source_key == given["framework"]),
            "name": given["name"],
            "phase": next((phase for phase in phases if phase.slug == given["phase"]), None),
            "places": [place for place in places if place.slug in given["invited"]],
            "with_icb": ICB_SLUG in given["invited"],
            "deadline_on": given["deadline_on"],
        }


class CloseRoundForm(NHSForm):
    """The word that the round ends."""

    confirmed = forms.BooleanField(
        label="Close the round now",
        error_messages={"required": "Select that the round is to be closed now"},
    )


class VerdictForm(NHSForm):
    """What the delivery group said, why, and to whom it refers the assessment."""

    kind = forms.ChoiceField(
        label="What the delivery group said",
        widget=forms.RadioSelect,
        error_messages={"required": "Select what the delivery group said"},
    )
    reason = forms.CharField(
        label="Why",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        error_messages={"required": "Enter the reason", "max_length": "The reason must be 5,000 characters or fewer"},
    )
    referred_to = forms.CharField(
        label="Referred to",
        help_text="Only if it refers the assessment: the board, group or person",
        required=False,
        max_length=160,
    )
    submission = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, page: VerdictPage, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"submission": page.number}, **kwargs})
        self.fields["kind"].choices = page.kinds  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("kind") == Kind.REFERRED and not given.get("referred_to"):
            self.add_error("referred_to", "Enter to whom the assessment is referred")
        return given


class LowerForm(NHSForm):
    """How far down a level goes, and why."""

    level = forms.ChoiceField(
        label="What the place may still do", widget=forms.RadioSelect, error_messages={"required": "Select a level"}
    )
    reason = forms.CharField(
        label="Why",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why the level is lowered"},
    )

    def __init__(self, *args: Any, levels: tuple[tuple[str, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choices = levels  # type: ignore[attr-defined]
