"""Baselines, and the plan of today beside one of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.shortcuts import get_object_or_404

from delegations.workplan.models import Baseline, Item
from delegations.workplan.permissions import BASELINE, DECIDE_BASELINE
from delegations.workplan.queries.items import items
from delegations.workplan.queries.rows import ItemRow
from delegations.workplan.tolerances import moved_words
from lsc_places.kit.dates import PartialDate, today
from lsc_places.kit.permissions import require
from lsc_places.people.models import User
from lsc_places.places.models import Place

MOVED, AS_HELD, GONE = "Moved", "As in the baseline", "No longer in the plan"
ADDED, DATED = "Not in the baseline", "Without a date in the baseline"
_AT_LEAST = frozenset((MOVED, GONE, ADDED, DATED))
_LINKED = ("place", "proposed_by", "decided_by")


@dataclass(frozen=True)
class Line:
    """An item in the baseline and today; ``days`` by how many it is to be done later, fewer than none earlier."""

    reference: str
    title: str
    kind: str
    held: PartialDate | None
    now: PartialDate | None
    forecast: PartialDate | None

    @property
    def days(self) -> int | None:
        return (self.now.last - self.held.last).days if self.held and self.now else None

    @property
    def moved(self) -> str:
        """Such as "30 days later"."""
        return moved_words(self.days or 0)

    @property
    def late(self) -> str:
        """By how much the forecast differs from the baseline, such as "12 days later"."""
        return moved_words((self.forecast.last - self.held.last).days) if self.held and self.forecast else ""


@dataclass(frozen=True)
class BaselinePage:
    """A baseline and what is other than it says; ``hidden`` counts the lines that are as it says and are not shown."""

    baseline: Baseline
    lines: tuple[Line, ...]
    counts: dict[str, int]
    dated: int
    hidden: int
    may_decide: bool
    may_withdraw: bool
    is_author: bool


@dataclass(frozen=True)
class BaselinesPage:
    """Every baseline, the newest first."""

    baselines: tuple[Baseline, ...]
    may_propose: bool


def baselines_page(*, reader: User) -> BaselinesPage:
    """Every baseline, and whether this person may propose one."""
    found = Baseline.objects.visible_to(reader).select_related(*_LINKED)
    return BaselinesPage(tuple(found), reader.has_perm(BASELINE, Baseline(proposed_by=reader)))


def baseline_page(slug: str, *, everything: bool, reader: User) -> BaselinePage:
    """A baseline beside the plan of today; Http404 for none. Without ``everything`` only what differs."""
    baseline = get_object_or_404(Baseline.objects.visible_to(reader).select_related(*_LINKED), slug=slug)
    found = Item.objects.visible_to(reader)
    rows = items(as_at=today(), among=found.filter(place=baseline.place) if baseline.place else found)
    lines = tuple(_lines(baseline, {row.pk: row for row in rows}))
    shown = lines if everything else tuple(line for line in lines if line.kind in _AT_LEAST)
    kinds = [line.kind for line in lines]
    return BaselinePage(
        baseline=baseline,
        lines=shown,
        counts={kind: kinds.count(kind) for kind in (MOVED, GONE, ADDED, DATED, AS_HELD)},
        dated=sum(1 for line in lines if line.held),
        hidden=len(lines) - len(shown),
        may_decide=_waits(baseline) and reader.has_perm(DECIDE_BASELINE, baseline),
        may_withdraw=_waits(baseline) and baseline.proposed_by_id == reader.pk,
        is_author=baseline.proposed_by_id == reader.pk,
    )


def baseline_of(item: Item, *, as_at: date) -> Baseline | None:
    """The approved baseline that held the date of an item at the end of a day, if any did."""
    approved = Baseline.objects.filter(standing=Baseline.Standing.APPROVED, decided_at__date__lte=as_at)
    return approved.filter(dates__item=item, dates__due_on__isnull=False).order_by("-decided_at").first()


def proposing(*, by: User) -> tuple[Place, ...]:
    """The places a baseline can be of; PermissionDenied unless this person may propose one."""
    require(by, BASELINE, Baseline(proposed_by=by))
    return tuple(Place.objects.all())


def to_decide(slug: str, *, by: User) -> BaselinePage:
    """A baseline to answer; Http404 for none, PermissionDenied for whoever may neither decide on it nor withdraw it."""
    page = baseline_page(slug, everything=False, reader=by)
    if not page.is_author:
        require(by, DECIDE_BASELINE, page.baseline)
    return page


def _waits(baseline: Baseline) -> bool:
    return baseline.standing == Baseline.Standing.PROPOSED


def _lines(baseline: Baseline, rows: dict[int, ItemRow]) -> Iterator[Line]:
    held = list(baseline.dates.select_related("item").order_by("item__order", "item__number"))
    for one in held:
        row, reference = rows.get(one.item_id), one.item.reference
        if row is None:
            yield Line(reference, one.title, GONE, one.due_on, None, None)
            continue
        kind = AS_HELD if row.due == one.due_on else MOVED if one.due_on else DATED
        yield Line(reference, row.title, kind, one.due_on, row.due, row.forecast)
    known = {one.item_id for one in held}
    for row in rows.values():
        if row.pk not in known:
            yield Line(row.reference, row.title, ADDED, None, row.due, row.forecast)
