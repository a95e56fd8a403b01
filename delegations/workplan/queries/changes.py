"""What changed in the workplan between two days."""

from datetime import date

from delegations.workplan.models import Item, ItemStatement
from delegations.workplan.words import STATUS_WORDS
from lsc_places.kit.changes import Change
from lsc_places.sources.queries import citing


def changes(*, since: date, until: date) -> tuple[Change, ...]:
    """Items added, told once a day and place, and statuses that changed, after one day and by another; two queries."""
    cite = citing(until)
    before: dict[int, str] = {}
    added: dict[tuple[date, str | None, str], int] = {}
    found = []
    for one in _statuses(until):
        was = before.get(one.item_id)
        before[one.item_id] = one.status
        place = str(one.item.place) if one.item.place else None
        if one.effective_on <= since or was == one.status:
            continue
        if was is None:
            documents = cite(dict.fromkeys(source.partition(" ")[0] for source in one.sources))
            added[one.effective_on, place, documents] = added.get((one.effective_on, place, documents), 0) + 1
        else:
            found.append(
                Change(
                    day=one.effective_on,
                    place=place,
                    what=one.item.title,
                    now=_words(one.status),
                    was=_words(was),
                    address=("workplan:item", one.item.reference),
                    citation=cite(one.sources),
                )
            )
    found += [
        Change(
            day=day,
            place=place,
            what="Workplan",
            now=f"{count} item{'' if count == 1 else 's'} added",
            was=None,
            address=("workplan:workplan",),
            citation=documents,
        )
        for (day, place, documents), count in added.items()
    ]
    return tuple(sorted(found, key=lambda change: change.day))


def _statuses(until: date) -> list[ItemStatement]:
    said = ItemStatement.objects.filter(aspect=ItemStatement.Aspect.STATUS, effective_on__lte=until)
    return list(said.select_related("item__place").order_by("effective_on", "recorded_at", "pk"))


def _words(status: str) -> str:
    return STATUS_WORDS[Item.Status(status)].text
