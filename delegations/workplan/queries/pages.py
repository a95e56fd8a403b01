"""The page of one item."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.shortcuts import get_object_or_404

from delegations.register.models import Delegation
from delegations.risks.models import Risk
from delegations.workplan.brag import Brag
from delegations.workplan.models import Baseline, Dependency, Item, ItemStatement
from delegations.workplan.permissions import EDIT, NOTE, STATE
from delegations.workplan.queries.baselines import baseline_of
from delegations.workplan.queries.editing import number_of
from delegations.workplan.queries.items import Overloaded, items, overloaded
from delegations.workplan.queries.judging import Judgement, judgement_of
from delegations.workplan.queries.reading import rows_of
from delegations.workplan.queries.requests import Asked, requests_of
from delegations.workplan.queries.rows import ItemRow
from delegations.workplan.queries.sections import title_of
from delegations.workplan.queries.signing import Signatures, signatures_of
from delegations.workplan.refusals import Gone
from delegations.workplan.tolerances import days_words
from delegations.workplan.words import STATUS_WORDS
from lsc_places.kit.dates import PartialDate, today
from lsc_places.people.models import User
from lsc_places.sources.queries import citing
from priorities.plans.models import Scheme

_LINKED = (
    "workstream", "owner__post", "accountable", "responsible", "overseen_by", "decision_body", "place", "replaced_by",
    "removed_by", "proposed_by", "accepted_by", "condition_met_by__submission__assessment__round",
    "condition_met_by__submission__assessment__place", "gap__submission__assessment__round",
    "gap__submission__assessment__place",
)  # fmt: skip
_FROM_READINESS = {"condition_met_by": "A condition of the result", "gap": "A gap in the assessment"}
Status, Aspect = Item.Status, ItemStatement.Aspect


@dataclass(frozen=True)
class Said:
    """Something a paper or a person said of the item."""

    on: date
    title: str
    words: str
    by: str
    approved_by: str
    recorded_at: datetime
    citation: str
    basis: str


@dataclass(frozen=True)
class Link:
    """Another item that this one needs, or that needs it."""

    row: ItemRow
    is_critical: bool
    is_agreed: bool
    note: str


@dataclass(frozen=True)
class Origin:
    """What of a readiness result the item was made from, and the name and arguments of the result's address."""

    words: str
    address: tuple[str, ...]


@dataclass(frozen=True)
class ItemPage:
    """An item on the day, with what was said of it by then, the newest first.

    ``moved`` says how the baseline differs from the first date, ``slip`` how the forecast and ``ended`` how the actual date
    differ from the baseline; each is empty when it does not.
    """

    row: ItemRow
    item: Item
    baseline: Baseline | None
    plan: str
    said: tuple[Said, ...]
    citation: str
    basis: str
    may_edit: bool
    may_note: bool
    may_ask: bool
    may_state: bool
    judgement: Judgement
    moved: str
    slip: str
    ended: str
    overloaded: Overloaded | None
    needs: tuple[Link, ...]
    needed_by: tuple[Link, ...]
    requests: tuple[Asked, ...]
    signatures: Signatures
    delegations: tuple[Delegation, ...]
    risks: tuple[Risk, ...]
    schemes: tuple[Scheme, ...]
    origins: tuple[Origin, ...]


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
        baseline=baseline_of(item, as_at=as_at),
        plan=title_of(item.plan, place=item.place, group=""),
        said=tuple(
            Said(
                on=one.effective_on,
                title=_said(one),
                words=one.words,
                by=str(one.recorded_by or ""),
                approved_by=str(one.approved_by or ""),
                recorded_at=one.recorded_at,
                citation=cite(one.sources),
                basis=one.basis,
            )
            for one in item.statements.filter(effective_on__lte=as_at)
            .select_related("owner", "recorded_by", "approved_by")
            .order_by("-effective_on", "-recorded_at", "-pk")
        ),
        citation=cite(item.sources),
        basis=item.basis,
        may_edit=as_at == today() and reader.has_perm(EDIT, item),
        may_note=as_at == today() and reader.has_perm(NOTE, item),
        may_ask=as_at == today() and item.is_baselined and row.is_open and reader.has_perm(EDIT, item),
        may_state=as_at == today() and row.is_open and reader.has_perm(STATE, item),
        judgement=judgement_of(row, as_at=as_at),
        moved=_than(row.due, row.original, "the first date"),
        slip=_than(row.forecast, row.due, "the due date"),
        ended=_than(row.actual, row.due, "the due date"),
        overloaded=_overloaded(item, as_at),
        needs=_links(item, "item", "needs", as_at),
        needed_by=_links(item, "needs", "item", as_at),
        signatures=signatures_of(item, as_at=as_at, reader=reader),
        requests=requests_of(item, as_at=as_at, reader=reader),
        delegations=tuple(item.delegations.all()),
        risks=tuple(item.risks.all()),
        schemes=tuple(item.schemes.all()),
        origins=tuple(_origins(item)),
    )


def _origins(item: Item) -> Iterator[Origin]:
    for name, what in _FROM_READINESS.items():
        if one := getattr(item, name, None):
            assessment = one.submission.assessment
            words = f"{what} of {assessment.subject_within}, {assessment.round.name}"
            yield Origin(words, ("readiness:result", assessment.round.slug, assessment.slug))


def _said(statement: ItemStatement) -> str:
    match statement.aspect:
        case Aspect.STATUS:
            return STATUS_WORDS[Status(statement.status)].text
        case Aspect.OWNER:
            return f"Owner: {statement.owner or 'nobody named'}"
        case Aspect.FORECAST:
            return f"Forecast: {statement.forecast_on.words if statement.forecast_on else 'no date'}"
        case Aspect.BRAG:
            return (
                f"Stated as {Brag(statement.brag).label.lower()}" if statement.brag else "BRAG follows the rules again"
            )
        case _:
            return statement.get_aspect_display() if statement.words else f"{statement.get_aspect_display()} taken back"


def _than(one: PartialDate | None, other: PartialDate | None, what: str) -> str:
    """Such as "30 days after the first date"."""
    days = (one.last - other.last).days if one and other else 0
    return f"{days_words(abs(days))} {'after' if days > 0 else 'before'} {what}" if days else ""


def _overloaded(item: Item, as_at: date) -> Overloaded | None:
    """The owner of the item, when so many of their items are past their date that their capacity is in doubt."""
    found = items(as_at=as_at, among=Item.objects.filter(owner=item.owner)) if item.owner else ()
    return next(iter(overloaded(found)), None)


def _links(item: Item, this: str, other: str, as_at: date) -> tuple[Link, ...]:
    """The items at the other end of the dependencies of an item."""
    links = list(Dependency.objects.as_at(as_at).filter(**{this: item, f"{other}__removed_at": None}))
    found = Item.objects.filter(pk__in=[getattr(link, f"{other}_id") for link in links])
    rows = {row.pk: row for row in rows_of(found, as_at=as_at)} if links else {}
    links.sort(key=lambda link: rows[getattr(link, f"{other}_id")].reference)
    return tuple(
        Link(rows[getattr(link, f"{other}_id")], link.is_critical, link.is_agreed, link.note) for link in links
    )
