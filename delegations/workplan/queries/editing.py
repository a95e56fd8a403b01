"""An item somebody is about to change: what they may change of it, and what it begins from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from delegations.register.models import Delegation
from delegations.risks.models import Risk
from delegations.workplan import cells
from delegations.workplan.cells import BY_NAME, CELLS, Cell, ChoiceCell, FlagCell, LinkCell, Offered
from delegations.workplan.models import Item
from delegations.workplan.permissions import EDIT, NOTE
from delegations.workplan.refusals import Gone
from lsc_places.kit.merge import plain
from lsc_places.kit.permissions import require
from lsc_places.people.models import Team, User
from lsc_places.sources.models import Document
from priorities.plans.models import Scheme


@dataclass(frozen=True)
class Opened:
    """An item, the cells this person may change, the text each begins from, and what a list of choices offers."""

    item: Item
    cells: tuple[Cell, ...]
    texts: dict[str, str]
    offered: Offered

    @property
    def reference(self) -> str:
        return self.item.reference

    @property
    def version(self) -> int:
        return self.item.version


def number_of(reference: str) -> int:
    """The number in a reference such as "WP-0042"; Http404 when it is none."""
    found = re.fullmatch(r"WP-([0-9]{4,9})", reference)
    if not found:
        raise Http404(f"{reference!r} is no reference of an item")
    return int(found[1])


def opened(reference: str, *, by: User) -> Opened:
    """The item for its form; Http404 for none, PermissionDenied unless this person may change some of it, Gone."""
    known = Item.objects.visible_to(by).select_related(
        "place", "workstream", "owner__post", "accountable", "responsible", "removed_by"
    )
    item = get_object_or_404(known, number=number_of(reference))
    require(by, NOTE, item)
    if item.removed_at:
        raise Gone(item.reference, title=item.title, who=str(item.removed_by), removed_at=item.removed_at)
    may = CELLS if by.has_perm(EDIT, item) else tuple(cell for cell in CELLS if cell.is_note)
    return Opened(item, may, cells.texts(item), Offered())


def to_change(reference: str, *, by: User) -> Opened:
    """The item as for its form; PermissionDenied unless this person may change all of it."""
    found = opened(reference, by=by)
    require(by, EDIT, found.item)
    return found


WRITTEN = {
    "words": "Words",
    "actual_on": "Actual date",
    "wanted_on": "New due date",
    "cause": "Why it moves",
    "effect": "What that does to others",
    "reason": "Reason",
}
LINKS = ("teams", "delegations", "risks", "schemes")


def links() -> dict[str, QuerySet]:
    """What an item can be linked to, by the name of the link."""
    return {
        "teams": Team.objects.all(),
        "delegations": Delegation.objects.select_related("place", "function"),
        "risks": Risk.objects.all(),
        "schemes": Scheme.objects.all(),
    }


def linked_to(item: Item) -> dict[str, Any]:
    """What an item is linked to now, and its version."""
    keys = {name: list(getattr(item, name).values_list("pk", flat=True)) for name in LINKS}
    return {"version": item.version, **keys}


def documents() -> QuerySet[Document]:
    """The papers that can replace an item, the newest first."""
    return Document.objects.order_by("-published")


def known(reference: str, *, by: User) -> int:
    """The number of an item, removed or not; Http404 for none, PermissionDenied unless this person may change some of it."""
    number = number_of(reference)
    item = get_object_or_404(Item.objects.visible_to(by).select_related("place", "owner__post"), number=number)
    require(by, NOTE, item)
    return number


def typed(sent: Mapping[str, str]) -> list[tuple[str, str]]:
    """What somebody typed into the form of an item, by the label of the field: what differs from what it began from."""
    return [
        (cell.label, sent[cell.name])
        for cell in CELLS
        if sent.get(cell.name) and plain(sent[cell.name]) != plain(sent.get(f"base-{cell.name}", ""))
    ]


def written(sent: Mapping[str, str]) -> list[tuple[str, str]]:
    """What somebody wrote into another form about an item."""
    return [(label, sent[name]) for name, label in WRITTEN.items() if sent.get(name)]


def sent(given: Mapping[str, str]) -> list[tuple[str, str]]:
    """What the form of an item sent, to be sent once more."""
    names = {"version", *BY_NAME, *(f"base-{name}" for name in BY_NAME)}
    return [(name, value) for name, value in given.items() if name in names]


def new_key() -> UUID:
    """The key of a form, so that the same form sent twice is done once."""
    return uuid4()


def cell_called(name: str) -> Cell:
    """The cell of this name; Http404 when there is none."""
    if name not in BY_NAME:
        raise Http404(f"{name!r} is no field of an item")
    return BY_NAME[name]


def label_of(name: str) -> str:
    """What the field of this name is called; empty for what no person types."""
    return BY_NAME[name].label if name in BY_NAME else ""


def options(cell: Cell, *, offered: Offered) -> list[tuple[str, str]]:
    """What a list of choices offers, each as its text and its words, nothing first."""
    if not isinstance(cell, ChoiceCell | FlagCell | LinkCell):
        return []
    nothing = [] if cell.is_required else [("", cell.unsaid)]
    return [*nothing, *cell.options(offered)]
