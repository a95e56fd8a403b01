"""The workplan as a sheet: what is filtered, with the labels of the page, and what a row that comes back began from."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.utils import timezone

from delegations.workplan import sheets
from delegations.workplan.brag import Brag, key
from delegations.workplan.cells import BY_NAME, ChoiceCell, Offered
from delegations.workplan.models import ChangeSet, Item
from delegations.workplan.pasted import REFERENCE, VERSION, PastedRow
from delegations.workplan.queries.columns import COLUMNS
from delegations.workplan.queries.grid import asked_rows
from delegations.workplan.queries.rows import ItemRow
from delegations.workplan.queries.together import bases_of
from delegations.workplan.words import BRAG_WORDS
from lsc_places.kit.dates import PartialDate, Precision, day_words
from lsc_places.kit.jinja import moment
from lsc_places.people.models import User

SHEET = "Workplan"
_FILES = UUID("6b7c6f0e-5d0a-4c56-9f0e-8d9f6a2f4b11")
_TEXT: dict[str, Callable[[ItemRow], Any]] = {
    "place": lambda row: row.place.name if row.place else "",
    "teams": lambda row: ", ".join(row.teams),
    "status": lambda row: row.word.text,
    "brag": lambda row: BRAG_WORDS[Brag(row.brag)].text,
    "is_milestone": lambda row: "Yes" if row.is_milestone else "No",
    "confidence": lambda row: str(Item.Confidence(row.confidence).label) if row.confidence else "",
    "starts_on": lambda row: row.starts,
    "due_on": lambda row: row.due,
    "forecast_on": lambda row: row.forecast,
    "actual_on": lambda row: row.actual,
}


def workplan_sheet(*, asked: Mapping[str, Any], words: Iterable[tuple[str, str]], as_at: date, reader: User) -> bytes:
    """A workbook of exactly the rows a filter asks for; ``words`` say the filter, each as its label and its answer."""
    rows = asked_rows(asked, as_at=as_at, reader=reader)
    about = [
        ("What this is", "Items of the workplan, as they were asked for"),
        ("As at", day_words(as_at)),
        ("Made", moment(timezone.now())),
        ("Made for", reader.name or reader.username),
        ("Rows", str(len(rows))),
        *([(f"Filter: {label}", answer) for label, answer in words] or [("Filter", "None: all items")]),
        ("Empty cell", "Not stated"),
        (
            "To change items",
            f"Change cells, keep the columns {REFERENCE} and {VERSION} as they are, and import the file",
        ),
        *((f"BRAG: {BRAG_WORDS[brag].text}", f"{meaning}. A local choice") for brag, meaning in key()),
    ]
    heads = (REFERENCE, *(column.label for column in COLUMNS), "Why this BRAG", VERSION)
    return sheets.write(SHEET, heads=heads, rows=map(_row, rows), about=about)


def file_name(*, as_at: date) -> str:
    return f"workplan-as-at-{as_at.isoformat()}.xlsx"


def began_from(rows: Iterable[PastedRow], *, by: User) -> list[tuple[int, dict[str, str], dict[str, list[str]], int]]:
    """As ``bases_of``; a cell that still says in words what it began from is taken as unchanged."""
    offered = Offered()
    found = []
    for number, values, bases, version in bases_of(rows, by=by):
        settled = {
            name: base if number and text.strip() == _words(name, base, offered) else text
            for name, text in values.items()
            for base in bases[name][:1]
        }
        found.append((number, settled, bases, version))
    return found


def key_of_file(digest: str, *, rows: Iterable[PastedRow], by: User) -> UUID:
    """The key of an import: always the same for a file that adds items, so that it adds them once."""
    return uuid5(_FILES, f"{by.pk}:{digest}") if any(not row.reference for row in rows) else uuid4()


def imported(form_key: UUID, *, by: User) -> ChangeSet | None:
    """What an import with this key changed before."""
    return ChangeSet.objects.filter(form_key=form_key, made_by=by).first()


def _row(row: ItemRow) -> list[sheets.Value]:
    values = [_TEXT[column.name](row) if column.name in _TEXT else getattr(row, column.name) for column in COLUMNS]
    return [row.reference, *map(_value, values), "; ".join(row.brag_reasons), row.version]


def _value(value: Any) -> sheets.Value:
    if isinstance(value, PartialDate):
        return value.first if value.precision == Precision.DAY else str(value)
    return value if isinstance(value, int) else value or None


def _words(name: str, base: str, offered: Offered) -> str:
    """What a sheet says of a text."""
    cell = BY_NAME[name]
    if isinstance(cell, ChoiceCell):
        return str(cell.choices(base).label) if base in cell.choices.values else base
    try:
        return cell.words(cell.read(base, offered=offered)) if base else ""
    except ValueError:
        return base
