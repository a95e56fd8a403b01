"""What is asked when many rows are changed in one go: ticked in the grid, or pasted from a spreadsheet."""

from uuid import UUID

from django import forms
from django.http import QueryDict

from delegations.workplan import pasted
from delegations.workplan.cells import BY_NAME, CELLS, Cell, Offered
from delegations.workplan.queries import options
from lsc_places.kit.nhsuk import NHSForm

TOGETHER = (
    "workstream",
    "owner",
    "status",
    "due_on",
    "forecast_on",
    "next_step",
    "accountable",
    "responsible",
    "confidence",
)
WHOLE = (("others", "Save the other rows"), ("none", "Save none of them"))
LONGEST_PASTE = 500_000


class AskedOnce(NHSForm):
    """A form of many rows, which is checked first and then sent once more to be saved."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    otherwise = forms.ChoiceField(
        label="If somebody has changed one of these rows meanwhile",
        choices=WHOLE,
        initial="others",
        required=False,
        widget=forms.RadioSelect,
    )

    data: QueryDict

    @property
    def key(self) -> UUID:
        key: UUID = self.cleaned_data["form_key"]
        return key

    @property
    def is_whole(self) -> bool:
        return bool(self.cleaned_data.get("otherwise") == "none")

    @property
    def is_confirmed(self) -> bool:
        return "save" in self.data and self.is_valid()


class TogetherForm(AskedOnce):
    """One field of the ticked rows, and what it is to be."""

    field = forms.ChoiceField(
        label="What to change",
        choices=[(name, BY_NAME[name].label) for name in TOGETHER],
        error_messages={"required": "Choose what to change", "invalid_choice": "Choose what to change from the list"},
    )

    field_order = ("field", "value", "otherwise", "form_key")

    def __init__(self, sent: QueryDict, *, key: UUID) -> None:
        data = sent.copy()
        data.setdefault("form_key", str(key))
        data.setdefault("otherwise", "others")
        super().__init__(data)
        self.cell: Cell = BY_NAME.get(self.data.get("field", ""), BY_NAME["forecast_on"])
        self.fields["field"].required = self.is_begun
        self.fields["value"] = self._value()
        self.order_fields(self.field_order)

    def _value(self) -> forms.Field:
        if choices := options(self.cell, offered=Offered()):
            return forms.ChoiceField(label=f"New {self.cell.label.lower()}", choices=choices, required=False)
        hint = "Like 2026-03-31" if self.cell.kind == "date" else self.cell.hint
        widget = forms.Textarea(attrs={"rows": self.cell.rows}) if self.cell.rows else forms.TextInput()
        return forms.CharField(label=f"New {self.cell.label.lower()}", required=False, help_text=hint, widget=widget)

    @property
    def is_begun(self) -> bool:
        """Whether it was sent from its own page, and not by ticking rows in the grid."""
        return bool({"field", "check", "save"} & set(self.data))

    @property
    def references(self) -> list[str]:
        return self.data.getlist("row")

    @property
    def has_value(self) -> bool:
        return "value" in self.data

    @property
    def seen(self) -> dict[str, tuple[str, str]]:
        """The version and the text each row had when it was first shown, by reference."""
        return {
            reference: (str(self.data[f"version-{reference}"]), str(self.data[f"base-{reference}"]))
            for reference in self.references
            if self.data.get(f"version-{reference}", "").isdecimal() and f"base-{reference}" in self.data
        }

    @property
    def typed(self) -> str:
        return str(self.data.get("value", ""))


class PasteForm(AskedOnce):
    """Rows copied from a spreadsheet."""

    rows = forms.CharField(
        label="Rows",
        help_text="Copy them with the line of column names. A row without a reference is added. An empty "
        "cell empties its field, so leave out columns that stay as they are.",
        max_length=LONGEST_PASTE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        error_messages={
            "required": "Paste the rows with their column names in the first line",
            "max_length": f"Paste {LONGEST_PASTE:,} characters or fewer",
        },
    )

    field_order = ("rows", "otherwise", "form_key")

    def clean_rows(self) -> pasted.Pasted:
        try:
            return pasted.read(self.cleaned_data["rows"], labels={cell.label: cell.name for cell in CELLS})
        except pasted.NotReadable as unreadable:
            raise forms.ValidationError(str(unreadable)) from unreadable

    @property
    def pasted(self) -> pasted.Pasted:
        found: pasted.Pasted = self.cleaned_data["rows"]
        return found
