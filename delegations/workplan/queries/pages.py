"""The page of one item."""

from dataclasses import dataclass
from datetime import date, datetime

from django.shortcuts import get_object_or_404

from delegations.register.models import Delegation
from delegations.risks.models import Risk
from delegations.workplan.models import Item, ItemStatement
from delegations.workplan.permissions import EDIT, NOTE
from delegations.workplan.queries.editing import number_of
from delegations.workplan.queries.rows import ItemRow, rows_of
from delegations.workplan.queries.sections import title_of
from delegations.workplan.refusals import Gone
from delegations.workplan.words import STATUS_WORDS
from lsc_places.kit.dates import today
from lsc_places.people.models import User
from lsc_places.sources.queries import citing
from priorities.plans.models import Scheme

_LINKED = (
    "workstream", "owner__post", "accountable", "responsible", "overseen_by", "decision_body", "place", "replaced_by",
    "removed_by", "proposed_by", "accepted_by",
)  # fmt: skip
Status, Aspect = Item.Status, ItemStatement.Aspect


@dataclass(frozen=True)
class Said:
    """Something a paper or a person said of the item."""

    on: date
    title: str
    words: str
    by: str
    recorded_at: datetime
    citation: str
    basis: str


@dataclass(frozen=True)
class ItemPage:
    """An item on the day, with what was said of it by then, the newest first."""

    row: ItemRow
    item: Item
    plan: str
    said: tuple[Said, ...]
    citation: str
    basis: str
    may_edit: bool
    may_note: bool
    delegations: tuple[Delegation, ...]
    risks: tuple[Risk, ...]
    schemes: tuple[Scheme, ...]


def item_page(reference: str, *, as_at: date, reader: User) -> ItemPage:
    """One item; Http404 when it is unknown, had not been stated yet, or is not for this reader; Gone when it was removed.

    Today, what is only proposed has its page too.
    """
    asked = Item.objects.visible_to(reader).filter(number=number_of(reference))
    item = get_object_or_404((asked if as_at == today() else asked.as_at(as_at)).select_related(*_LINKED))
    if item.removed_at and as_at == today():
        raise Gone(item.reference, title=item.title, who=str(item.removed_by), removed_at=item.removed_at)
    cite, row = citing(as_at), rows_of(asked, as_at=as_at)[0]
    return ItemPage(
        row=row,
        item=item,
        plan=title_of(item.plan, place=item.place, group=""),
        said=tuple(
            Said(
                on=one.effective_on,
                title=_said(one),
                words=one.words,
                by=str(one.recorded_by or ""),
                recorded_at=one.recorded_at,
                citation=cite(one.sources),
                basis=one.basis,
            )
            for one in item.statements.filter(effective_on__lte=as_at)
            .select_related("owner", "recorded_by")
            .order_by("-effective_on", "-recorded_at", "-pk")
        ),
        citation=cite(item.sources),
        basis=item.basis,
        may_edit=as_at == today() and reader.has_perm(EDIT, item),
        may_note=as_at == today() and reader.has_perm(NOTE, item),
        delegations=tuple(item.delegations.all()),
        risks=tuple(item.risks.all()),
        schemes=tuple(item.schemes.all()),
    )


def _said(statement: ItemStatement) -> str:
    match statement.aspect:
        case Aspect.STATUS:
            return STATUS_WORDS[Status(statement.status)].text
        case Aspect.OWNER:
            return f"Owner: {statement.owner or 'nobody named'}"
        case Aspect.FORECAST:
            return f"Forecast: {statement.forecast_on.words if statement.forecast_on else 'no date'}"
        case _:
            return statement.get_aspect_display() if statement.words else f"{statement.get_aspect_display()} taken back"
