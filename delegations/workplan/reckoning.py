"""Who changed which field of an item, when, and from what to what: read from the history that triggers write."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django.utils import timezone

from delegations.workplan.brag import Brag
from delegations.workplan.cells import BY_NAME, CELLS, Cell
from delegations.workplan.models import Baseline, Item, Party, Workstream
from delegations.workplan.tolerances import Route, route
from lsc_places.kit.dates import PartialDate, today
from lsc_places.people.models import User
from lsc_places.places.models import Place

_Event: Any = Item.pgh_event_model  # type: ignore[attr-defined]
_LINKED: dict[str, Any] = {
    "workstream": Workstream,
    "place": Place,
    "owner": Party,
    "accountable": Party,
    "responsible": Party,
    "baseline": Baseline,
}


@dataclass(frozen=True, kw_only=True)
class _Told(Cell):
    """What nobody edits as a cell, and the history of an item tells; ``told`` gives the words of a value."""

    told: Callable[[Any], str]

    def words(self, value: Any) -> str:
        return self.told(value) if value else self.unsaid


_ALSO = (
    _Told(name="removed_at", label="In the plan", unsaid="Yes", told=lambda _: "Removed"),
    _Told(name="standing", label="Standing", unsaid="Not stated", told=lambda value: str(Item.Standing(value).label)),
    _Told(name="baseline", label="Baseline", unsaid="In no baseline", told=str),
    _Told(name="brag_stated", label="BRAG", unsaid="What the rules say", told=lambda value: Brag(value).label),
)
_SEEN: dict[str, Cell] = {cell.name: cell for cell in (*CELLS, *_ALSO)}
_COLUMNS = {name: f"{name}_id" if name in _LINKED else name for name in _SEEN}
ALL_TOLD = tuple(_SEEN)


@dataclass(frozen=True, kw_only=True)
class Moved:
    """One field of one item that somebody changed; ``was`` and ``now`` are words, ``who`` is empty for a data file."""

    item: int
    field: str
    label: str
    was: str
    now: str
    now_text: str
    who: str
    who_id: int | None
    changed_at: datetime
    version: int


def moved(
    items: Iterable[int], *, after: datetime | None = None, version: int = 0, only: Collection[str] = tuple(BY_NAME)
) -> list[Moved]:
    """What people changed of these items (by key) after an instant, and above a version; the oldest first.

    ``only`` names the cells that are looked at.

    Four queries however much changed, one more for who.
    """
    events = _Event.objects.filter(pgh_obj_id__in=list(items), version__gte=version)
    rows = list(
        events.order_by("pgh_obj_id", "pgh_id").values(
            "pgh_id",
            "pgh_obj_id",
            "pgh_created_at",
            "version",
            "pgh_context__metadata",
            *(_COLUMNS[name] for name in only),
        )
    )
    names = _Names(rows, only)
    found = [
        one
        for before, row in pairwise(rows)
        if before["pgh_obj_id"] == row["pgh_obj_id"] and (after is None or row["pgh_created_at"] > after)
        for one in _of(before, row, names, only)
    ]
    return sorted(found, key=lambda one: (one.changed_at, one.item))


def texts_of_version(versions: Mapping[int, int]) -> dict[int, dict[str, str]]:
    """The texts of the cells as they were in a version, by the key of the item; ``versions`` are by key too."""
    events = _Event.objects.filter(pgh_obj_id__in=list(versions), version__in=set(versions.values()))
    rows = {
        row["pgh_obj_id"]: row
        for row in events.order_by("pgh_id").values("pgh_obj_id", "version", *(_COLUMNS[cell.name] for cell in CELLS))
        if row["version"] == versions[row["pgh_obj_id"]]
    }
    names = _Names(list(rows.values()))
    return {key: {cell.name: cell.text(names.value(cell, row)) for cell in CELLS} for key, row in rows.items()}


def dues_of(items: Iterable[int], *, as_at: date) -> dict[int, PartialDate | None]:
    """The due dates of items (by key) as they were at the end of a day; before the first record of one, the first known."""
    midnight = timezone.make_aware(datetime.combine(as_at + timedelta(days=1), time.min))
    known = _Event.objects.filter(pgh_obj_id__in=list(items))
    first = known.order_by("pgh_obj_id", "pgh_id").distinct("pgh_obj_id").values_list("pgh_obj_id", "due_on")
    last = known.filter(pgh_created_at__lt=midnight).order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return {**dict(first), **dict(last.values_list("pgh_obj_id", "due_on"))}


def pushed(item: Item, wanted: PartialDate) -> tuple[str, ...]:
    """The open items that need this one and are due before a date it would have."""
    links = (
        item.needed_by.as_at(today())
        .filter(item__removed_at=None)
        .exclude(item__status__in=Item.CLOSED)
        .select_related("item")
    )
    return tuple(
        one.item.reference
        for one in links.order_by("item__number")
        if one.item.due_on and one.item.due_on.last < wanted.last
    )


def route_of(item: Item, wanted: PartialDate) -> Route:
    """Who decides on this date in place of the one the item has, and why."""
    told = item.loaded.get("due_on")
    is_committed = bool(told) and wanted.last > PartialDate.parse(told).last
    days = (wanted.last - item.due_on.last).days if item.due_on else 0
    held = item.baseline_dates.filter(baseline=item.baseline_id, due_on__isnull=False).first()
    moved = (item.due_on.last - held.due_on.last).days if item.due_on and held and held.due_on else 0
    return route(days, is_committed=is_committed, moved=moved, pushes=pushed(item, wanted) if days > 0 else ())


class _Names:
    """The things that linked fields of the history name, and the people who changed them."""

    def __init__(self, rows: list[dict[str, Any]], only: Collection[str] = tuple(BY_NAME)) -> None:
        self.things: dict[str, dict[int, Any]] = {}
        for model in dict.fromkeys(_LINKED.values()):
            names = [name for name, linked in _LINKED.items() if linked is model and name in only]
            keys = {row[_COLUMNS[name]] for row in rows for name in names} - {None}
            found = model.objects.in_bulk(keys) if keys else {}
            self.things |= dict.fromkeys(names, found)
        self.people = User.objects.in_bulk({one for row in rows if (one := _who(row))})

    def value(self, cell: Cell, row: Mapping[str, Any]) -> Any:
        held = row[_COLUMNS[cell.name]]
        return self.things[cell.name].get(held) if cell.name in self.things else held


def _who(row: Mapping[str, Any]) -> int | None:
    metadata = row.get("pgh_context__metadata") or {}
    return metadata.get("user")


def _of(before: Mapping[str, Any], row: Mapping[str, Any], names: _Names, only: Collection[str]) -> Iterator[Moved]:
    for cell in (_SEEN[name] for name in only):
        column = _COLUMNS[cell.name]
        if before[column] != row[column]:
            who = names.people.get(_who(row) or 0)
            yield Moved(
                item=row["pgh_obj_id"],
                field=cell.name,
                label=cell.label,
                was=cell.words(names.value(cell, before)),
                now=cell.words(names.value(cell, row)),
                now_text=cell.text(names.value(cell, row)),
                who=who.name if who else "",
                who_id=who.pk if who else None,
                changed_at=row["pgh_created_at"],
                version=row["version"],
            )
