"""How likely items are to meet their baselines: what the rules of BRAG need, read for many items at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.db.models.expressions import RawSQL

from delegations.workplan.brag import Brag, Facts, Needed, Stated, Verdict, judge
from delegations.workplan.cells import Lists, Offered
from delegations.workplan.models import Dependency, Item, ItemQuerySet, ItemStatement
from delegations.workplan.queries.reading import rows_of
from delegations.workplan.queries.rows import ItemRow
from lsc_places.kit.dates import today
from lsc_places.kit.rereading import Reread
from lsc_places.people.models import Team, User

Status, Aspect = Item.Status, ItemStatement.Aspect


@dataclass(frozen=True)
class Judged:
    """An item with its word, the references of what it still waits for, and who is to decide on it."""

    row: ItemRow
    verdict: Verdict
    waits_for: tuple[str, ...]
    decided_by: str


def judged(rows: Iterable[ItemRow], *, as_at: date) -> tuple[Judged, ...]:
    """Each row with its word as at the day; two queries however many rows, more only for what they need."""
    rows = list(rows)
    keys = RawSQL("SELECT unnest(%s::bigint[])", [[row.pk for row in rows]])  # one parameter however many rows
    said = _said(keys, as_at)
    updated: dict[int, date] = {}
    for (pk, _), statement in said.items():
        updated[pk] = max(statement["effective_on"], updated.get(pk, statement["effective_on"]))
    needs = _needs(keys, as_at)
    found = []
    for row in rows:
        facts = _facts(row, said, updated.get(row.pk), needs.get(row.pk, ()))
        waits = tuple(one.reference for one in facts.needs if not one.is_done) if row.is_open else ()
        found.append(Judged(row, judge(facts, as_at=as_at), waits, row.decided_by))
    return tuple(found)


def _facts(
    row: ItemRow,
    said: Mapping[tuple[int, str], Mapping[str, Any]],
    updated_on: date | None,
    needs: tuple[Needed, ...],
) -> Facts:
    status, brag = said.get((row.pk, Aspect.STATUS)), said.get((row.pk, Aspect.BRAG))
    by = status["recorded_by__person__name"] if status else None
    stated = brag["brag"] if brag else ""
    return Facts(
        is_completed=row.status == Status.COMPLETED,
        is_closed_otherwise=row.status in (Status.SUPERSEDED, Status.NOT_DELIVERED),
        is_stated=bool(status and status["sources"]),
        is_completed_by_owner=bool(by and by == row.owner),
        has_begun=row.status == Status.IN_PROGRESS,
        is_committed=row.is_committed,
        starts_on=row.starts.first if row.starts else None,
        due_on=row.due.last if row.due else None,
        forecast_on=row.forecast.last if row.forecast else None,
        actual_on=row.actual.last if row.actual else None,
        updated_on=updated_on,
        recovers_by=row.next_step,
        risk_score=row.risk_score,
        needs=needs,
        stated=Stated(
            brag=Brag(stated),
            reason=brag["words"],
            stated_on=brag["effective_on"],
            is_approved=bool(brag["approved_by"] or brag["sources"]),
        )
        if brag and stated
        else None,
    )


@dataclass(frozen=True)
class Standing:
    """The items somebody may see, as they stood on a day, each with its word, and what their cells can be set to.

    ``teams`` are those with work in the plan, each as its slug and its name.
    """

    rows: tuple[ItemRow, ...]
    lists: Lists
    teams: tuple[tuple[str, str], ...]

    @property
    def offered(self) -> Offered:
        return Offered(self.lists)


def standing(*, as_at: date, reader: User | AnonymousUser) -> Standing:
    """The plan as it stood on the day; read again only when something of it has changed."""
    seen = Item.objects.visible_to(reader)
    return _REREAD((as_at, today(), seen.query.where), among=seen, as_at=as_at)


def _read(*, among: ItemQuerySet, as_at: date) -> Standing:
    offered = Offered()
    rows = with_brag(rows_of(among.as_at(as_at), as_at=as_at, offered=offered), as_at=as_at)
    return Standing(rows, offered.lists, teams_at_work())


def teams_at_work() -> tuple[tuple[str, str], ...]:
    """The teams that have work in the plan or may get some, each as its slug and its name."""
    teams = Team.objects.filter(Q(items__isnull=False) | Q(suggested_items__isnull=False)).distinct()
    return tuple(teams.values_list("slug", "name"))


_REREAD = Reread(_read)


def with_brag(rows: Iterable[ItemRow], *, as_at: date) -> tuple[ItemRow, ...]:
    """The same rows, each with its word and why; two queries."""
    return tuple(
        replace(one.row, brag=one.verdict.brag, brag_reasons=one.verdict.reasons) for one in judged(rows, as_at=as_at)
    )


def _said(keys: RawSQL, as_at: date) -> dict[tuple[int, str], dict[str, Any]]:
    """What was last said of each item in each aspect, by its key and the aspect."""
    names = (
        "item_id",
        "aspect",
        "effective_on",
        "words",
        "brag",
        "sources",
        "approved_by",
        "recorded_by__person__name",
    )
    statements = ItemStatement.objects.filter(item__in=keys).as_at(as_at).values(*names)
    return {(one["item_id"], one["aspect"]): one for one in statements}


def _needs(keys: RawSQL, as_at: date) -> dict[int, tuple[Needed, ...]]:
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
            is_done=row.is_done,
            has_failed=row.status == Status.NOT_DELIVERED,
            is_agreed=link["is_agreed"],
            expected_on=expected.last if expected else None,
        )
        found[link["item"]] = (*found.get(link["item"], ()), one)
    return found
