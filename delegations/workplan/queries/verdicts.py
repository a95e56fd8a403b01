"""How likely items are to meet their baselines: what the rules of BRAG need, read for many items at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from delegations.risks.models import Risk
from delegations.workplan.brag import Brag, Facts, Needed, Stated, Verdict, judge
from delegations.workplan.models import Dependency, Item, ItemStatement
from delegations.workplan.queries.rows import ItemRow, rows_of

Status, Aspect = Item.Status, ItemStatement.Aspect
_DONE = (Status.COMPLETED, Status.SUPERSEDED)


@dataclass(frozen=True)
class Judged:
    """An item with its word, the references of what it still waits for, and who is to decide on it."""

    row: ItemRow
    verdict: Verdict
    waits_for: tuple[str, ...]
    decided_by: str


def judged(rows: Iterable[ItemRow], *, as_at: date) -> tuple[Judged, ...]:
    """Each row with its word as at the day; six queries however many rows, more only for what they need."""
    rows = list(rows)
    keys = [row.pk for row in rows]
    said = _said(keys, as_at)
    updated = dict(
        ItemStatement.objects.filter(item__in=keys, effective_on__lte=as_at)
        .order_by()
        .values_list("item")
        .annotate(last=Max("effective_on"))
    )
    scores = dict(
        Risk.items.through.objects.filter(item__in=keys)
        .order_by()
        .values_list("item")
        .annotate(most=Max("risk__score"))
    )
    of_item = {
        pk: (bool(loaded.get("due_on")), name or "")
        for pk, loaded, name in Item.objects.filter(pk__in=keys).values_list("pk", "loaded", "decision_body__name")
    }
    needs = _needs(keys, as_at)
    found = []
    for row in rows:
        facts = _facts(row, said, updated.get(row.pk), scores.get(row.pk), needs.get(row.pk, ()), of_item[row.pk][0])
        waits = tuple(one.reference for one in facts.needs if not one.is_done) if row.is_open else ()
        found.append(Judged(row, judge(facts, as_at=as_at), waits, of_item[row.pk][1]))
    return tuple(found)


def _facts(
    row: ItemRow,
    said: dict[tuple[int, str], ItemStatement],
    updated_on: date | None,
    score: int | None,
    needs: tuple[Needed, ...],
    is_committed: bool,
) -> Facts:
    status, brag = said.get((row.pk, Aspect.STATUS)), said.get((row.pk, Aspect.BRAG))
    by = status.recorded_by if status else None
    stated = brag.brag if brag else ""
    return Facts(
        is_completed=row.status == Status.COMPLETED,
        is_closed_otherwise=row.status in (Status.SUPERSEDED, Status.NOT_DELIVERED),
        is_stated=bool(status and status.sources),
        is_completed_by_owner=bool(by and by.person and row.owner and by.person.name == row.owner),
        has_begun=row.status == Status.IN_PROGRESS,
        is_committed=is_committed,
        starts_on=row.starts.first if row.starts else None,
        due_on=row.due.last if row.due else None,
        forecast_on=row.forecast.last if row.forecast else None,
        actual_on=row.actual.last if row.actual else None,
        updated_on=updated_on,
        recovers_by=row.next_step,
        risk_score=score,
        needs=needs,
        stated=Stated(brag=Brag(stated), reason=brag.words, stated_on=brag.effective_on, is_approved=True)
        if brag and stated
        else None,
    )


def _said(keys: list[int], as_at: date) -> dict[tuple[int, str], ItemStatement]:
    """The status and the stated word of each item, by its key and the aspect."""
    statements = ItemStatement.objects.filter(item__in=keys, aspect__in=[Aspect.STATUS, Aspect.BRAG]).as_at(as_at)
    return {(one.item_id, one.aspect): one for one in statements.select_related("recorded_by__person")}


def _needs(keys: list[int], as_at: date) -> dict[int, tuple[Needed, ...]]:
    """What each item waits for, as that stood on the day."""
    links = list(
        Dependency.objects.as_at(as_at)
        .filter(item__in=keys)
        .order_by("needs__number")
        .values("item", "needs", "is_agreed")
    )
    if not links:
        return {}
    needed = Item.objects.filter(pk__in={link["needs"] for link in links})
    rows = {row.pk: row for row in rows_of(needed, as_at=as_at)}
    found: dict[int, tuple[Needed, ...]] = {}
    for link in links:
        row = rows[link["needs"]]
        expected = row.forecast or row.due
        one = Needed(
            reference=row.reference,
            is_done=row.status in _DONE,
            has_failed=row.status == Status.NOT_DELIVERED,
            is_agreed=link["is_agreed"],
            expected_on=expected.last if expected else None,
        )
        found[link["item"]] = (*found.get(link["item"], ()), one)
    return found
