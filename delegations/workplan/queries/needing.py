"""What items wait for, and whether that holds them up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from delegations.workplan.models import Dependency, Item
from delegations.workplan.queries.editing import Opened, to_change
from delegations.workplan.queries.items import items
from delegations.workplan.queries.verdicts import Judged, judged
from delegations.workplan.words import BRAG_WORDS, needed_words
from lsc_places.kit.dates import today
from lsc_places.kit.words import Word
from lsc_places.people.models import User


@dataclass(frozen=True, kw_only=True)
class Link:
    """One item that waits for another, with how the other stands; without a word that is no longer in the plan."""

    item: str
    title: str
    needs: str
    needed: str
    is_critical: bool
    is_agreed: bool
    is_done: bool
    note: str
    word: Word | None
    standing: str

    @property
    def blocks(self) -> bool:
        return not self.is_done


@dataclass(frozen=True)
class NeedsPage:
    """An item, what it needs and what needs it, and what else it could need, each as reference and title."""

    opened: Opened
    needs: tuple[Link, ...]
    needed_by: tuple[Link, ...]
    choices: tuple[tuple[str, str], ...]


def needs_page(reference: str, *, by: User) -> NeedsPage:
    """For whoever may change the item; Http404, PermissionDenied or Gone as for its form."""
    opened = to_change(reference, by=by)
    day = today()
    found = judged(items(as_at=day, among=Item.objects.visible_to(by)), as_at=day)
    links = links_among(found, as_at=day)
    return NeedsPage(
        opened=opened,
        needs=tuple(one for one in links if one.item == opened.reference),
        needed_by=tuple(one for one in links if one.needs == opened.reference),
        choices=tuple(
            (one.row.reference, f"{one.row.reference} {one.row.title}")
            for one in found
            if one.row.reference != opened.reference
        ),
    )


def links_among(found: Iterable[Judged], *, as_at: date) -> tuple[Link, ...]:
    """What each of these items waits for as at a day, in their order, the critical first; one query."""
    known: Mapping[str, Judged] = {one.row.reference: one for one in found}
    order = {reference: position for position, reference in enumerate(known)}
    links = []
    for item, title, needs, needed, is_critical, is_agreed, note in Dependency.objects.as_at(as_at).values_list(
        "item__number", "item__title", "needs__number", "needs__title", "is_critical", "is_agreed", "note"
    ):
        if (reference := Item.reference_of(item)) not in known:
            continue
        other = known.get(Item.reference_of(needs))
        links.append(
            Link(
                item=reference,
                title=title,
                needs=Item.reference_of(needs),
                needed=needed,
                is_critical=is_critical,
                is_agreed=is_agreed,
                is_done=other is not None and other.row.is_done,
                note=note,
                word=BRAG_WORDS[other.verdict.brag] if other else None,
                standing=needed_words(other.row.forecast or other.row.due if other else None, is_agreed=is_agreed),
            )
        )
    return tuple(sorted(links, key=lambda one: (order[one.item], not one.is_critical, one.needs)))
