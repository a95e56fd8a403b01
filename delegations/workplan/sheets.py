"""The workplan as a workbook and back: bytes of a file to lines of text, and lines to bytes.

What comes in is hostile until it is read: its size, its size unpacked, its rows and its columns are bounded before anything is
parsed, a formula is never run, and nothing outside the file is opened. What goes out is text, never a formula.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

MOST_ROWS, MOST_COLUMNS = 2_000, 60
MOST_BYTES, MOST_BYTES_UNPACKED, MOST_PARTS = 5_000_000, 30_000_000, 300
MOST_IN_A_CELL = 32_767
SHORT = 40  # a longer text is wrapped
RUNS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DAY = "d mmmm yyyy"

Value = str | int | date | None


class NotReadable(ValueError):
    """The file cannot be read as a table; the message says why, for the person who sent it."""


@dataclass(frozen=True)
class Sheet:
    """The lines of a sheet as text, the first with the heads of its columns, and what a person should know of them."""

    lines: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    @property
    def as_text(self) -> str:
        """The same as lines of tab separated cells, as they are pasted."""
        out = io.StringIO()
        csv.writer(out, delimiter="\t", lineterminator="\n").writerows(self.lines)
        return out.getvalue()


def write(
    name: str, *, heads: Sequence[str], rows: Iterable[Sequence[Value]], about: Iterable[tuple[str, str]]
) -> bytes:
    """A workbook of one table and a sheet that tells what it is."""
    book = Workbook(write_only=True)
    _table(book.create_sheet(name[:31]), heads, rows)
    _table(book.create_sheet("About this export"), ("What", "Answer"), about)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _table(sheet: Any, heads: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
    for number, head in enumerate(heads, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = 42 if head in ("Title", "Answer") else 18
    sheet.freeze_panes = "B2"
    bold, cells = Font(bold=True), _Cells(sheet)
    head_cells = [WriteOnlyCell(sheet, head) for head in heads]
    for one in head_cells:
        one.font = bold
    sheet.append(head_cells)
    for row in rows:
        sheet.append([cells.cell(column, value) for column, value in enumerate(row)])


class _Cells:
    """What to write for a value: itself where that is all, else a cell, made once for each column and look."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.made: dict[tuple[int, str], Any] = {}

    def cell(self, column: int, value: Any) -> Any:
        if isinstance(value, str):
            value = _UNWRITABLE.sub("\ufffd", value)[:MOST_IN_A_CELL]
            look = ("runs " if value.startswith(RUNS) else "") + ("long" if len(value) > SHORT else "")
            if not look and not value.startswith("#"):
                return value
        elif isinstance(value, date):
            look = "day"
        else:
            return value
        cell = self.made.get((column, look)) or self.made.setdefault((column, look), self._made(look))
        cell.value = value
        if look != "day":
            cell.data_type = "s"  # a text that begins with "=" stays a text, and "#N/A" is no error
        return cell

    def _made(self, look: str) -> Any:
        cell = WriteOnlyCell(self.sheet)
        if look == "day":
            cell.number_format = _DAY
        if "runs" in look:
            cell.quotePrefix = True
        if "long" in look:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        return cell


def read(content: bytes, *, name: str) -> Sheet:
    """The first sheet of a workbook, or the lines of a CSV file; raises NotReadable."""
    if len(content) > MOST_BYTES:
        raise NotReadable(f"The file must be {MOST_BYTES // 1_000_000} MB or smaller")
    if content[:4] == b"PK\x03\x04":
        return _checked(*_workbook(content))
    if name.lower().endswith((".xlsx", ".xls", ".xlsm")):
        raise NotReadable("The file is not a workbook of Excel (.xlsx). Save it as .xlsx and send it again")
    return _checked(_csv(content), ())


def _checked(lines: Iterable[Sequence[str]], notes: Sequence[str]) -> Sheet:
    """Lines of one width, without the empty ones at the end; a column with values has a name."""
    found = [tuple(line) for line in lines]
    while found and not any(map(str.strip, found[-1])):
        found.pop()
    if not found or not any(map(str.strip, found[0])):
        raise NotReadable("The first line must name the columns, such as Reference and Title")
    if len(found) - 1 > MOST_ROWS:
        raise NotReadable(f"A file may have {MOST_ROWS:,} rows. This one has more")
    heads = found[0]
    for line_number, line in enumerate(found[1:], start=2):
        for at, text in enumerate(line):
            if text.strip() and not (at < len(heads) and heads[at].strip()):
                where = f"{get_column_letter(at + 1)}{line_number}"
                raise NotReadable(f"{where} has a value, and its column has no name in the first line")
    width = len(heads)
    return Sheet(tuple((*line[:width], *[""] * (width - len(line))) for line in found), tuple(notes))


def _workbook(content: bytes) -> tuple[list[list[str]], list[str]]:
    has_formulas = _inspect(content)
    try:
        lines, notes = _lines(content, has_formulas=has_formulas)
    except NotReadable:
        raise
    except Exception as broken:  # the library raises whatever a broken file makes it stumble over
        raise NotReadable("The file is broken, or is not a workbook of Excel (.xlsx)") from broken
    return lines, notes


def _inspect(content: bytes) -> bool:
    """Whether the workbook has formulas; raises NotReadable when it is larger inside than a workplan can be."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            parts = opened.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES_UNPACKED:
                raise NotReadable("The file is far larger inside than a workplan can be, so it was not opened")
            sheets = [opened.read(part) for part in parts if part.filename.startswith("xl/worksheets/")]
            every = [*sheets, *(opened.read(part) for part in parts if part.filename.endswith((".xml", ".rels")))]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as broken:
        if isinstance(broken, NotReadable):
            raise
        raise NotReadable("The file is broken, or is not a workbook of Excel (.xlsx)") from broken
    if any(b"<!ENTITY" in part or b"<!DOCTYPE" in part for part in every):
        raise NotReadable("The file defines its own XML entities, which a workbook never needs, so it was not read")
    return any(re.search(rb"<f[ >/]", sheet) for sheet in sheets)


def _lines(content: bytes, *, has_formulas: bool) -> tuple[list[list[str]], list[str]]:
    notes: list[str] = []
    book = _open(content, data_only=True)
    sheet = book.worksheets[0]
    if (sheet.max_row or 0) > MOST_ROWS + 1 or (sheet.max_column or 0) > MOST_COLUMNS:
        notes.append(f"Only the first {MOST_ROWS:,} rows and {MOST_COLUMNS} columns were read")
    lines = [[_text(cell) for cell in row] for row in _cells(sheet)]
    if has_formulas:
        for at, row in enumerate(_cells(_open(content, data_only=False).worksheets[0])):
            for column, cell in enumerate(row):
                if getattr(cell, "data_type", "") == "f":
                    where, value = f"{get_column_letter(column + 1)}{at + 1}", lines[at][column]
                    taken = f"its last value, “{value[:40]}”, was taken" if value else "it has no value"
                    notes.append(f"{where} is a formula, which is not run: {taken}")
    while lines and not any(lines[-1]):
        lines.pop()
    width = max((at + 1 for line in lines for at, text in enumerate(line) if text), default=0)
    return [line[:width] for line in lines], notes


def _open(content: bytes, *, data_only: bool) -> Any:
    return load_workbook(io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False)


def _cells(sheet: Any) -> Iterator[Any]:
    return sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)  # type: ignore[no-any-return]


def _text(cell: Any) -> str:
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case datetime() if (value.hour, value.minute, value.second) == (0, 0, 0):
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


def _csv(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as broken:
        raise NotReadable(f"The file cannot be read as CSV: {broken}") from broken
    if any(len(line) > MOST_COLUMNS for line in lines[: MOST_ROWS + 1]):
        raise NotReadable(f"A file may have {MOST_COLUMNS} columns. This one has more")
    return [[_unguarded(text) for text in line] for line in lines]


def _decoded(content: bytes) -> str:
    encodings = ["utf-16"] if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NotReadable("The file is neither a workbook of Excel (.xlsx) nor text. Save it as .xlsx and send it again")


def _unguarded(text: str) -> str:
    """A text without the mark that keeps a spreadsheet from running it."""
    return text[1:] if text.startswith("'") and text[1:].startswith(RUNS) else text
