"""What is asked about a piece of evidence."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from delegations.readiness.models import Evidence
from delegations.readiness.queries.evidence import EvidenceShown
from lsc_places.documents.kinds import ACCEPTED, TOO_BIG
from lsc_places.documents.names import shown_name
from lsc_places.documents.uploads import CUT
from lsc_places.kit.dates import day_words, today
from lsc_places.kit.nhsuk import NHSForm

HINT = (
    "PDF, Word, Excel, PowerPoint, OpenDocument, CSV, text or image, smaller than 20MB. Do not include patient details."
)


class DescribeEvidenceForm(NHSForm):
    """What a piece of evidence is called, what it shows, its date and who made it."""

    name = forms.CharField(
        label="What people should call it",
        max_length=160,
        error_messages={"required": "Enter what people should call it"},
    )
    shows = forms.CharField(
        label="What does it show?", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    document_on = forms.DateField(
        label="Date of the document",
        help_text="For example, 2027-01-09. Leave empty if it has none",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": "Date of the document must be a real date, like 2027-01-09"},
    )
    is_independent = forms.BooleanField(label="Somebody outside the place made it", required=False)
    publishable = forms.ChoiceField(
        label="May it be published?",
        choices=Evidence.Publishable.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether it may be published"},
    )

    def clean_document_on(self) -> Any:
        given = self.cleaned_data["document_on"]
        if given and given > today():
            raise forms.ValidationError("Date of the document must be today or in the past")
        if given and given.year < 1948:
            raise forms.ValidationError("Date of the document must include a year like 2027")
        return given

    def clean_name(self) -> str:
        return shown_name(self.cleaned_data["name"])


class AddEvidenceForm(DescribeEvidenceForm):
    """A file with what it is."""

    file = forms.FileField(
        label="Upload a file",
        help_text=HINT,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        allow_empty_file=True,  # told in our own words
        max_length=None,
        error_messages={"required": "Select a file"},
    )
    name = forms.CharField(
        label="What people should call it",
        help_text="Leave empty to use the name of the file",
        max_length=160,
        required=False,
    )
    field_order = ["file"]

    def __init__(self, *args: Any, cut: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if cut:
            self.fields["file"].error_messages["required"] = TOO_BIG

    def clean_name(self) -> str:
        given = self.cleaned_data.get("name") or ""
        if given:
            return shown_name(given)
        upload = self.files.get("file")
        return shown_name(upload.name or "").rpartition(".")[0] or "File" if upload else ""

    @property
    def asked(self) -> dict[str, Any]:
        """What the action takes."""
        details = {name: value for name, value in self.cleaned_data.items() if name != "file"}
        return {"upload": self.cleaned_data["file"], "details": details}


class ChooseEvidenceForm(NHSForm):
    """Which of the evidence added already is used behind an answer."""

    evidence = forms.MultipleChoiceField(
        label="Evidence already added", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offered: Iterable[EvidenceShown], line: str, **kwargs: Any) -> None:
        offered = tuple(offered)
        used = [one.key for one in offered if line in one.used_in]
        super().__init__(*args, **{"initial": {"evidence": used}, **kwargs})
        self.fields["evidence"].choices = [  # type: ignore[attr-defined]
            (one.key, f"{one.name} ({one.file}, {_when(one)})") for one in offered
        ]

    @property
    def keys(self) -> list[UUID]:
        return [UUID(key) for key in self.cleaned_data["evidence"]]


def was_cut(meta: dict[str, Any]) -> bool:
    """Whether an upload was so large that we stopped listening."""
    return bool(meta.get(CUT))


def _when(one: EvidenceShown) -> str:
    date = day_words(one.document_on) if one.document_on else "date not stated"
    return f"{date}, over 12 months old" if one.is_stale else date
