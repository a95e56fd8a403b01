"""Rows pasted from a spreadsheet: which column is which field, and what each row says.

The first line names the columns by the labels of the pages. A row with a reference changes that item, one without adds
an item; a column that is no field is named and left out, never shifted.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

REFERENCE, VERSION = "Reference", "Version"
MOST_ROWS = 500


class NotReadable(ValueError):
    """What was pasted cannot be read as a table; the message says why."""


@dataclass(frozen=True)
class PastedRow:
    """One row: its reference, empty for a new item, the version it was copied at, and the texts by field."""

    reference: str
    version: int | None
    values: Mapping[str, str]


@dataclass(frozen=True)
class Pasted:
    """What was pasted, and the heads of columns that are no field."""

    rows: tuple[PastedRow, ...]
    left_out: tuple[str, ...]


def read(text: str, *, labels: Mapping[str, str], most: int = MOST_ROWS) -> Pasted:
    """Read lines of tab separated cells; ``labels`` are the names of fields by their label. Raises NotReadable."""
    lines = [line for line in csv.reader(StringIO(text.strip("\n")), delimiter="\t") if any(map(str.strip, line))]
    if not lines:
        raise NotReadable("Paste the rows with their column names in the first line")
    heads = [head.strip() for head in lines[0]]
    _check(heads, labels)
    if len(lines) == 1:
        raise NotReadable("There are column names and no rows under them")
    if len(lines) - 1 > most:
        raise NotReadable(f"Paste {most:,} rows or fewer. There are {len(lines) - 1}")
    rows = tuple(_row(heads, line, number, labels) for number, line in enumerate(lines[1:], start=1))
    return Pasted(rows, tuple(head for head in heads if head and head not in (REFERENCE, VERSION, *labels)))


def _check(heads: Sequence[str], labels: Mapping[str, str]) -> None:
    known = [head for head in heads if head in (REFERENCE, VERSION, *labels)]
    if not any(head in labels for head in known):
        raise NotReadable(
            f"The first line names no column of the workplan, such as {REFERENCE}, {', '.join(list(labels)[:3])}"
        )
    double = sorted({head for head in known if known.count(head) > 1})
    if double:
        raise NotReadable(f"The column {double[0]} is there twice")


def _row(heads: Sequence[str], line: Sequence[str], number: int, labels: Mapping[str, str]) -> PastedRow:
    if len(line) > len(heads) and any(map(str.strip, line[len(heads) :])):
        raise NotReadable(f"Row {number} has {len(line)} cells and there are {len(heads)} columns")
    cells = dict(zip(heads, line, strict=False))
    version = cells.get(VERSION, "").strip()
    if version and not version.isdecimal():
        raise NotReadable(f"Row {number}: the version must be a number. It is “{version[:20]}”")
    return PastedRow(
        reference=cells.get(REFERENCE, "").strip(),
        version=int(version) if version else None,
        values={labels[head]: text for head, text in cells.items() if head in labels},
    )
