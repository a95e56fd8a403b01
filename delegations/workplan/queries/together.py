"""Rows somebody wants to change in one go, as the action takes them; and a list to arrange."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from delegations.workplan import cells, reckoning
from delegations.workplan.cells import BY_NAME, Cell, Offered
from delegations.workplan.models import ChangeSet, Item, ItemList
from delegations.workplan.pasted import PastedRow
from delegations.workplan.permissions import ACCEPT, ARRANGE, PROPOSE
from delegations.workplan.queries.editing import number_of
from lsc_places.kit.dates import today
from lsc_places.kit.permissions import require
from lsc_places.people.models import User
from lsc_places.places.models import Place

UNKNOWN = "a version that is not known"
_LINKED = ("place", "workstream", "owner", "accountable", "responsible")


@dataclass(frozen=True)
class Ticked:
    """A row that was ticked: what the field said, as words and as text, in the version that was shown first."""

    reference: str
    title: str
    words: str
    base: str
    version: int

    @property
    def number(self) -> int:
        return int(self.reference.removeprefix("WP-"))


@dataclass(frozen=True)
class Arranging:
    """A list and its items in an order that somebody tries."""

    current: ItemList
    items: tuple[Item, ...]


@dataclass(frozen=True)
class ChangeSetPage:
    """What was changed in one go, row by row in words, and whether it can be undone."""

    change_set: ChangeSet
    rows: tuple[tuple[str, str, str, str], ...]


def ticked(
    references: Sequence[str], *, cell: Cell, seen: Mapping[str, tuple[str, str]], by: User
) -> tuple[Ticked, ...]:
    """The ticked rows, each as it was when it was first shown, or as it is now."""
    numbers = [number_of(reference) for reference in references]
    found = Item.objects.visible_to(by).filter(number__in=numbers).select_related(*_LINKED)
    rows = []
    for item in found:
        now = cell.text(cell.held(item))
        version, base = seen.get(item.reference, (str(item.version), now))
        rows.append(Ticked(item.reference, item.title, cell.words(cell.held(item)), base, int(version)))
    return tuple(rows)


def bases_of(rows: Iterable[PastedRow], *, by: User) -> list[tuple[int, dict[str, str], dict[str, list[str]], int]]:
    """Each pasted row as number, texts, what each began from and version; that is read from the history of the version.

    A row without a version begins from what is there now; one whose version is not known begins from nothing that holds.
    """
    rows = list(rows)
    numbers = {number_of(row.reference) for row in rows if row.reference}
    items = {
        item.number: item for item in Item.objects.visible_to(by).filter(number__in=numbers).select_related(*_LINKED)
    }
    versions = {
        items[number_of(row.reference)].pk: row.version
        for row in rows
        if row.reference and row.version and number_of(row.reference) in items
    }
    then = reckoning.texts_of_version(versions) if versions else {}
    found = []
    for row in rows:
        item = items.get(number_of(row.reference)) if row.reference else None
        version = row.version or (item.version if item else 1)
        began: Mapping[str, str] = {}
        if item:
            now = cells.texts(item)
            began = now if version == item.version else then.get(item.pk, {})
        bases = {name: [began[name]] if name in began else [UNKNOWN] for name in row.values}
        number = number_of(row.reference) if row.reference else 0
        found.append((number, dict(row.values), bases, version))
    return found


def arranging(plan: str, *, place: str, order: Sequence[str] = (), move: str = "", by: User) -> Arranging:
    """A list to arrange, with one item moved when asked ("WP-0003:up"); Http404 for none, PermissionDenied for others."""
    if plan not in Item.Plan.values:
        raise Http404(f"There is no plan {plan!r}")
    of = get_object_or_404(Place, slug=place) if place else None
    current = ItemList.objects.filter(plan=plan, place=of).first() or ItemList(plan=plan, place=of)
    require(by, ARRANGE, current)
    items = list(
        Item.objects.visible_to(by).filter(plan=plan).filter(place=of).as_at(today()).order_by("order", "number")
    )
    places = {reference: at for at, reference in enumerate(order)}
    items.sort(key=lambda item: places.get(item.reference, len(places)))
    reference, _, way = move.partition(":")
    at = next((at for at, item in enumerate(items) if item.reference == reference), None)
    if at is not None:
        to = at - 1 if way == "up" else at + 1
        if 0 <= to < len(items):
            items[at], items[to] = items[to], items[at]
    return Arranging(current, tuple(items))


def change_set(key: int, *, reader: User) -> ChangeSetPage:
    """A change set, told in words; it is for whoever made it and whoever may accept items."""
    found = get_object_or_404(ChangeSet.objects.select_related("made_by", "undone_by"), pk=key)
    if found.made_by_id != reader.pk and not reader.has_perm(ACCEPT, found):
        raise Http404("This change set is somebody else's")
    offered = Offered()
    rows = tuple(
        (
            row["reference"],
            BY_NAME[name].label,
            "New" if row["was"] is None else _words(row["was"].get(name) or "", cell=BY_NAME[name], offered=offered),
            _words(text, cell=BY_NAME[name], offered=offered),
        )
        for row in found.rows
        for name, text in row["now"].items()
    )
    return ChangeSetPage(found, rows)


def proposals(*, reader: User) -> tuple[Item, ...]:
    """What waits for the delivery group, the oldest first."""
    waiting = Item.objects.visible_to(reader).proposed().select_related("place", "proposed_by")
    return tuple(waiting.order_by("proposed_at"))


def may_answer(by: User) -> bool:
    """Whether this person records what the delivery group answered."""
    return by.has_perm(ACCEPT, Item())


def proposal(reference: str, *, by: User) -> Item:
    """A proposal to answer; Http404 for none, PermissionDenied unless this person records answers."""
    item = get_object_or_404(Item.objects.select_related("place", "proposed_by"), number=number_of(reference))
    require(by, ACCEPT, item)
    return item


def adding(*, by: User) -> bool:
    """Whether what this person adds is in the plan at once; PermissionDenied unless they may add at all."""
    nothing = Item()
    require(by, PROPOSE, nothing)
    return by.has_perm(ACCEPT, nothing)


def _words(text: str, *, cell: Cell, offered: Offered) -> str:
    try:
        return cell.words(cell.read(text, offered=offered))
    except ValueError:
        return text or cell.unsaid
