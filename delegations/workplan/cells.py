"""The fields of an item that people edit, declared once: how each is called, read, compared and printed.

The form of an item, a cell of the grid, a change of many rows, a pasted or loaded sheet and the history all use these. A
value has a text, which forms carry and which is compared, and words, which pages print.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Value

from delegations.workplan.models import Item, ItemStatement, Party, Workstream
from lsc_places.kit.dates import PartialDate
from lsc_places.kit.merge import plain
from lsc_places.people.models import Person, Role
from lsc_places.places.models import Place

Aspect = ItemStatement.Aspect
FIRST_YEAR, LAST_YEAR = 2000, 2099


@dataclass(frozen=True)
class Lists:
    """What the linked cells can be set to, as it was read; parties are rows of whose name it is, key, slug and words."""

    places: tuple[Place, ...]
    workstreams: tuple[Workstream, ...]
    parties: tuple[tuple[str, int, str, str], ...]


class Offered:
    """What the linked cells can be set to, by slug; each list is read when it is first asked for, and once."""

    def __init__(self, lists: Lists | None = None) -> None:
        self._read = lists

    @property
    def lists(self) -> Lists:
        """All of it, to be offered again."""
        return self._read or Lists(tuple(self.place.values()), tuple(self.workstream.values()), self._parties)

    @cached_property
    def place(self) -> dict[str, Place]:
        return {one.slug: one for one in (self._read.places if self._read else Place.objects.all())}

    @cached_property
    def workstream(self) -> dict[str, Workstream]:
        return {one.slug: one for one in (self._read.workstreams if self._read else Workstream.objects.all())}

    @cached_property
    def party(self) -> dict[str, Party]:
        """Whoever has work in hand already, and whoever else is known by name; these are saved when first chosen."""
        rows = self._read.parties if self._read else self._parties
        known = {slug: Party(pk=pk, slug=slug, words=words) for kind, pk, slug, words in rows if not kind}
        taken = {party.words for party in known.values()}
        new = {
            slug: Party(slug=slug, words=words, **{kind: pk})
            for kind, pk, slug, words in rows
            if kind and words not in taken
        }
        return dict(sorted((new | known).items(), key=lambda pair: pair[1].words))

    @cached_property
    def _parties(self) -> tuple[tuple[str, int, str, str], ...]:
        sources: tuple[tuple[str, Any, str], ...] = (
            ("", Party.objects.all(), "words"),
            ("person_id", Person.objects.all(), "name"),
            ("role_id", Role.objects.all(), "name"),
        )
        first, *others = (
            rows.order_by().annotate(kind=Value(kind)).values_list("kind", "pk", "slug", words)
            for kind, rows, words in sources
        )
        return tuple(first.union(*others, all=True))


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A field of text. ``aspect`` is that of the statement a change makes; without one a change is the item's own.

    ``unsaid`` stands where nothing is stated; ``is_note`` is true for what an owner may write too.
    """

    name: str
    label: str
    unsaid: str
    longest: int = 0
    rows: int = 0
    aspect: str = ""
    hint: str = ""
    is_required: bool = False
    is_note: bool = False

    kind = "text"

    def held(self, item: Item) -> Any:
        return getattr(item, self.name)

    def text(self, value: Any) -> str:
        return str(value or "")

    def words(self, value: Any) -> str:
        return self.text(value) or self.unsaid

    def read(self, given: str, *, offered: Offered) -> Any:
        """The value of a text; raises ValueError with words for a person."""
        text = plain(given).strip()
        if "\0" in text:
            raise ValueError(f"{self.label} has a character that is not text. Type it again")
        if self.is_required and not text:
            raise ValueError(f"Enter {self.label.lower()}")
        if not self.rows and "\n" in text:
            text = " ".join(text.split())
        if self.longest and len(text) > self.longest:
            raise ValueError(
                f"{self.label} must be {self.longest:,} characters or fewer. You entered {len(text):,} characters"
            )
        return text

    def same(self, given: str, *, offered: Offered) -> str:
        """A text as it is compared: that of its value, or as it came when it cannot be read."""
        try:
            return self.text(self.read(given, offered=offered))
        except ValueError:
            return plain(given).strip()


@dataclass(frozen=True, kw_only=True)
class DateCell(Cell):
    """A date, to the day or only to the month, quarter, year or financial year."""

    kind = "date"

    def words(self, value: PartialDate | None) -> str:
        return value.words if value else self.unsaid

    def read(self, given: str, *, offered: Offered) -> PartialDate | None:
        text = given.strip()
        if not text:
            return None
        try:
            date = PartialDate.parse(text)
        except ValueError as unreadable:
            raise ValueError(
                f"{self.label} must be a date like 2026-03-31, 31/03/2026, 31 March 2026 or 2026-03. "
                f"You entered “{text[:40]}”"
            ) from unreadable
        if not FIRST_YEAR <= date.first.year <= LAST_YEAR:
            raise ValueError(f"{self.label} must be in a year from {FIRST_YEAR} to {LAST_YEAR}")
        return date


@dataclass(frozen=True, kw_only=True)
class ChoiceCell(Cell):
    """One of a few words; ``offered`` narrows what can be chosen to the first of them."""

    choices: type[models.TextChoices]
    only: tuple[str, ...] = ()

    kind = "choice"

    def words(self, value: str) -> str:
        return str(self.choices(value).label) if value else self.unsaid

    def options(self, offered: Offered) -> list[tuple[str, str]]:
        return [
            (str(value), str(label)) for value, label in self.choices.choices if not self.only or value in self.only
        ]

    def read(self, given: str, *, offered: Offered) -> str:
        text = given.strip()
        if not text and not self.is_required:
            return ""
        for value, label in self.options(offered):
            if text.casefold() in (value.casefold(), label.casefold()):
                return value
        raise ValueError(f"{self.label} must be one of: {', '.join(label for _, label in self.options(offered))}")


@dataclass(frozen=True, kw_only=True)
class FlagCell(Cell):
    """Yes or no; without an answer it is no, which is an empty text."""

    kind = "choice"

    def text(self, value: bool) -> str:
        return "yes" if value else ""

    def words(self, value: bool) -> str:
        return "Yes" if value else self.unsaid

    def options(self, offered: Offered) -> list[tuple[str, str]]:
        return [("yes", "Yes")]

    def read(self, given: str, *, offered: Offered) -> bool:
        match given.strip().casefold():
            case "yes" | "true":
                return True
            case "" | "no" | "false":
                return False
        raise ValueError(f"{self.label} must be yes or no")


@dataclass(frozen=True, kw_only=True)
class LinkCell(Cell):
    """Somebody or something the house knows; it is given by slug or by name."""

    of: Callable[[Offered], Mapping[str, Any]]

    kind = "choice"

    def text(self, value: Any) -> str:
        return value.slug if value else ""

    def words(self, value: Any) -> str:
        return str(value) if value else self.unsaid

    def options(self, offered: Offered) -> list[tuple[str, str]]:
        return [(slug, str(one)) for slug, one in self.of(offered).items()]

    def read(self, given: str, *, offered: Offered) -> Any:
        text = given.strip()
        if not text or text == self.unsaid:
            return None
        known = self.of(offered)
        if text in known:
            return known[text]
        found = [one for one in known.values() if str(one).casefold() == text.casefold()]
        if len(found) == 1:
            return found[0]
        if found:
            raise ValueError(f"{self.label}: “{text[:80]}” is the name of {len(found)}. Choose one from the list")
        raise ValueError(f"{self.label}: “{text[:80]}” is not known. Choose from the list")


CHOSEN = (Item.Status.PLANNED, Item.Status.IN_PROGRESS, Item.Status.COMPLETED)

CELLS: tuple[Cell, ...] = (
    Cell(name="title", label="Title", unsaid="No title", longest=300, is_required=True),
    LinkCell(name="workstream", label="Workstream", unsaid="No workstream", of=lambda offered: offered.workstream),
    LinkCell(name="place", label="Place", unsaid="All places", of=lambda offered: offered.place),
    LinkCell(
        name="owner", label="Owner", unsaid="No owner named", aspect=Aspect.OWNER, of=lambda offered: offered.party
    ),
    ChoiceCell(
        name="status",
        label="Status",
        unsaid="Not stated",
        aspect=Aspect.STATUS,
        is_required=True,
        choices=Item.Status,
        only=CHOSEN,
    ),
    DateCell(
        name="starts_on", label="Start date", unsaid="No date set", hint="The start of a window that the due date ends"
    ),
    DateCell(name="due_on", label="Due date", unsaid="No date set"),
    DateCell(name="forecast_on", label="Forecast", unsaid="No date set", aspect=Aspect.FORECAST),
    DateCell(name="actual_on", label="Actual date", unsaid="No date set"),
    Cell(
        name="commentary",
        label="Progress note",
        unsaid="No note yet",
        longest=5000,
        rows=4,
        aspect=Aspect.COMMENTARY,
        is_note=True,
        hint="Do not include patient details",
    ),
    Cell(name="next_step", label="Next step", unsaid="Not stated", longest=1000, rows=2, aspect=Aspect.NEXT_STEP),
    Cell(name="deliverable", label="Deliverable", unsaid="Not stated", longest=2000, rows=2),
    LinkCell(name="accountable", label="Accountable", unsaid="Nobody named", of=lambda offered: offered.party),
    LinkCell(name="responsible", label="Responsible", unsaid="Nobody named", of=lambda offered: offered.party),
    FlagCell(name="is_milestone", label="Milestone", unsaid="No"),
    ChoiceCell(name="confidence", label="Confidence", unsaid="Not stated", choices=Item.Confidence),
)
BY_NAME: dict[str, Cell] = {cell.name: cell for cell in CELLS}


def texts(item: Item) -> dict[str, str]:
    """What a form of the item begins from, by the name of the cell."""
    return {cell.name: cell.text(cell.held(item)) for cell in CELLS}


def read(given: Mapping[str, str], *, offered: Offered) -> tuple[dict[str, Any], dict[str, str]]:
    """The values of texts by the name of the cell, and words for those that cannot be read."""
    values, errors = {}, {}
    for name, text in given.items():
        try:
            values[name] = BY_NAME[name].read(text, offered=offered)
        except ValueError as unreadable:
            errors[name] = str(unreadable)
    return values, errors
