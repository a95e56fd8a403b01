"""A file that comes back from a spreadsheet."""

import hashlib
import re
from uuid import UUID

from django import forms

from delegations.workplan import pasted, sheets
from delegations.workplan.cells import CELLS
from delegations.workplan.forms.together import AskedOnce
from delegations.workplan.pasted import Pasted

MOST_CHARACTERS = 2_000_000
CHOOSE = "Choose a file"


class ImportForm(AskedOnce):
    """A workbook or a CSV file, checked first; what was read of it is sent once more to be saved."""

    form_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    file = forms.FileField(
        label="File",
        required=False,
        help_text="An exported workplan (.xlsx), or a CSV file with the same columns. A row without a reference is added.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"empty": "The file is empty. Choose another", "invalid": CHOOSE, "missing": CHOOSE},
    )
    rows = forms.CharField(required=False, strip=False, max_length=MOST_CHARACTERS, widget=forms.HiddenInput)

    field_order = ("file", "rows", "otherwise", "form_key")
    notes: tuple[str, ...] = ()

    def clean(self) -> dict[str, object]:
        values: dict[str, object] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                values["rows"] = self._text()
                values["pasted"] = self._read(str(values["rows"]))
            except (sheets.NotReadable, pasted.NotReadable) as unreadable:
                self.add_error("file", str(unreadable))
        return values

    @property
    def key(self) -> UUID:
        """The key sent with what was checked, or the one ``begin`` gave to a file that has just come."""
        key: UUID = self.cleaned_data["form_key"]
        return key

    @property
    def has_come(self) -> bool:
        """Whether this is a file, and not what was read of one and checked."""
        return bool(self.cleaned_data.get("file")) or not self.cleaned_data.get("form_key")

    def begin(self, key: UUID) -> None:
        self.cleaned_data["form_key"] = key

    @property
    def text(self) -> str:
        """What was read of the file, as it is sent once more."""
        return str(self.cleaned_data["rows"])

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def pasted(self) -> Pasted:
        found: Pasted = self.cleaned_data["pasted"]
        return found

    def _text(self) -> str:
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("rows") or ""
        if file is None:
            if not text:
                raise sheets.NotReadable(CHOOSE)
            return str(text)
        if file.size > sheets.MOST_BYTES:
            raise sheets.NotReadable(f"The file must be {sheets.MOST_BYTES // 1_000_000} MB or smaller")
        sheet = sheets.read(file.read(), name=file.name)
        self.notes = sheet.notes
        return sheet.as_text

    def _read(self, text: str) -> Pasted:
        found = pasted.read(text, labels={cell.label: cell.name for cell in CELLS}, most=sheets.MOST_ROWS)
        seen: set[str] = set()
        for number, row in enumerate(found.rows, start=2):
            if row.reference and not re.fullmatch(r"WP-[0-9]{4,9}", row.reference):
                raise pasted.NotReadable(f"Row {number}: “{row.reference[:20]}” is no reference, such as WP-0042")
            if row.reference in seen:
                raise pasted.NotReadable(f"Row {number}: {row.reference} is there twice")
            seen |= {row.reference} - {""}
        return found
