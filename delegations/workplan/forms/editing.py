"""The form of an item: what it begins from travels with it, so that nobody's words are lost."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from delegations.workplan.cells import BY_NAME, Cell
from delegations.workplan.queries import Opened, options
from delegations.workplan.refusals import Clash, Conflict, Refused
from lsc_places.kit.nhsuk import NHSForm

BASE = "base-"
A_VERSION = "Load the page again: it does not say which version you saw"


class _Choosing(forms.ChoiceField):
    """A list of choices that lets a name through as well; the cell reads it."""

    def validate(self, value: Any) -> None:
        pass


def version_field() -> forms.IntegerField:
    return forms.IntegerField(
        min_value=1,
        max_value=2_000_000_000,
        widget=forms.HiddenInput,
        error_messages={"required": A_VERSION, "invalid": A_VERSION, "min_value": A_VERSION, "max_value": A_VERSION},
    )


def _field(cell: Cell, opened: Opened) -> forms.Field:
    label = cell.label if cell.is_required else f"{cell.label} (optional)"
    if choices := options(cell, offered=opened.offered):
        return _Choosing(label=label, required=False, choices=choices, help_text=cell.hint)
    hint = cell.hint or ("Like 2026-03-31, 31 March 2026 or only 2026-03" if cell.kind == "date" else "")
    widget = forms.Textarea(attrs={"rows": cell.rows}) if cell.rows else forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, required=False, strip=False, help_text=hint, widget=widget)


class ItemForm(NHSForm):
    """The cells this person may change, each with the text it began from, and the version they saw."""

    version = version_field()
    data: QueryDict

    def __init__(self, sent: QueryDict | None, *, opened: Opened) -> None:
        initial: dict[str, Any] = {"version": opened.version}
        for cell in opened.cells:
            initial |= {cell.name: opened.texts[cell.name], BASE + cell.name: opened.texts[cell.name]}
        super().__init__(sent, initial=initial)
        self.opened = opened
        self.clashes: tuple[Clash, ...] = ()
        for cell in opened.cells:
            self.fields[cell.name] = _field(cell, opened)
            self.fields[BASE + cell.name] = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    @property
    def values(self) -> dict[str, str]:
        """What was sent of the cells; a field that was not sent, or is given up for theirs, is left as it is."""
        given_up = self.data.getlist("take")
        names = [cell.name for cell in self.opened.cells if cell.name in self.data and cell.name not in given_up]
        return {name: self.cleaned_data[name] for name in names}

    @property
    def bases(self) -> dict[str, list[str]]:
        return {name: self.data.getlist(BASE + name) for name in self.values if BASE + name in self.data}

    @property
    def asked_date(self) -> str:
        """The due date that was typed and could not be saved here; empty without one."""
        return str(self.data.get("due_on", "")) if "due_on" in self.errors else ""

    def meet(self, clashes: Iterable[Clash], *, version: int) -> None:
        """Show what somebody else wrote beside what was typed: sent once more, it is on top of theirs."""
        self.clashes = tuple(clashes)
        data = self.data.copy()
        data["version"] = str(version)
        for clash in self.clashes:
            data.setlist(BASE + clash.field, [clash.theirs_text])
        for name in self.data.getlist("take"):
            data[name] = self.opened.texts[name]
            data.setlist(BASE + name, [self.opened.texts[name]])
        data.setlist("take", [])
        self.data = data
        for clash in self.clashes:
            self.add_error(clash.field, f"{clash.label}: somebody else changed this after you opened it")


class CellForm(forms.Form):
    """One cell: its text, what it began from, and the version the person saw."""

    version = version_field()
    data: QueryDict

    def __init__(self, sent: QueryDict, *, cell: Cell) -> None:
        super().__init__(sent)
        self.cell = cell

    @property
    def values(self) -> dict[str, str]:
        return {self.cell.name: self.data.get("value", "")}

    @property
    def bases(self) -> dict[str, list[str]]:
        return {self.cell.name: self.data.getlist("base")} if "base" in self.data else {}

    @property
    def typed(self) -> str:
        return str(self.data.get("value", ""))

    @property
    def version_seen(self) -> int:
        return int(self.cleaned_data["version"])

    @property
    def sent(self) -> list[tuple[str, str]]:
        """What was sent as the form of the item sends it, to be sent once more."""
        bases = [(f"{BASE}{self.cell.name}", base) for base in self.data.getlist("base")]
        return [("version", str(self.data.get("version", ""))), *bases, (self.cell.name, self.typed)]

    @property
    def told(self) -> dict[str, object]:
        """What a part that says why not is told of what was sent."""
        return {"cell": self.cell, "typed": self.typed, "sent": self.sent, "refused": self.problem}

    @property
    def columns(self) -> list[str]:
        """The columns of the row that is asked for in answer."""
        return self.data.getlist("columns")

    def part_of(self, refused: Refused) -> str:
        """The template that says why it was not saved."""
        return f"workplan/_cell_{'clash' if isinstance(refused, Conflict) else 'refused'}.jinja"

    @property
    def problem(self) -> str:
        """Why this cannot be saved as it was sent; empty when it can."""
        if "value" not in self.data:
            return f"Enter {self.cell.label.lower()}"
        return "" if self.is_valid() else A_VERSION


class NoteForm(NHSForm):
    """How an item goes, in words."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=f"Add a {BY_NAME['commentary'].label.lower()}",
        help_text="It is added with your name and today's date. Do not include patient details.",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RemoveForm(NHSForm):
    """The version somebody saw before they take the item out."""

    version = version_field()


class RestoreForm(forms.Form):
    """What somebody had typed into the form of an item that was out of the plan."""

    version = version_field()
    data: QueryDict

    @property
    def values(self) -> dict[str, str]:
        return {name: str(self.data[name]) for name in BY_NAME if name in self.data}

    @property
    def bases(self) -> dict[str, list[str]]:
        return {name: self.data.getlist(BASE + name) for name in BY_NAME if BASE + name in self.data}

    @property
    def version_seen(self) -> int:
        return int(self.cleaned_data["version"]) if self.is_valid() else 1
