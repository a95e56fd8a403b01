"""Saying when a delegation is planned, what it is worth, and on which documents it rests."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from delegations.register.actions.locking import locked
from delegations.register.models import Delegation, DelegationDocument, PlannedDate, SumStatement
from delegations.register.moves import ENDED
from delegations.register.permissions import EDIT
from delegations.register.refusals import Overtaken, Refused
from lsc_places.kit.dates import PartialDate, day_words, today
from lsc_places.people.models import User
from lsc_places.sources.citing import cite
from lsc_places.sources.models import Document


@transaction.atomic
def set_planned(
    delegation: Delegation,
    *,
    planned: PartialDate | None,
    paper: Document | None,
    where: str,
    said_on: date,
    reason: str,
    by: User,
) -> PlannedDate:
    """Say for when it is planned from the day a paper said so; without a date the last one is taken back."""
    current = locked(delegation, permission=EDIT, by=by)
    if current.state in ENDED:
        raise Refused("This delegation has ended, so there is nothing to plan")
    return planned_by(current, planned=planned, paper=paper, where=where, said_on=said_on, reason=reason, by=by)


def planned_by(
    delegation: Delegation,
    *,
    planned: PartialDate | None,
    paper: Document | None,
    where: str,
    said_on: date,
    reason: str,
    by: User,
) -> PlannedDate:
    """Write a planned date with the paper that set it; raises Refused for a date that no paper set."""
    if paper is None and not where:
        raise Refused("Choose the paper that set the date, or name it", field="paper")
    if said_on > today():
        raise Refused(f"The day must be today, {day_words(today())}, or in the past", field="said_on")
    if planned and planned.until <= said_on:
        raise Refused(
            "The planned date must not be over before the day it was set. Correct one of the two", field="planned"
        )
    return PlannedDate.objects.create(
        delegation=delegation,
        planned=planned,
        sources=[f"{paper.slug} {where}".strip()] if paper else [],
        citation=cite(paper.citation, where) if paper else where,
        stated_on=said_on,
        last_stated_on=said_on,
        effective_on=said_on,
        basis=reason,
        recorded_by=by,
    )


@transaction.atomic
def state_sum(
    delegation: Delegation,
    *,
    year: PartialDate,
    amount: Decimal | None,
    kind: str,
    is_recurrent: bool | None,
    said: str,
    by: User,
) -> SumStatement:
    """Say what it is worth in a financial year, from today on; none takes a sum back."""
    current = locked(delegation, permission=EDIT, by=by)
    if current.state in ENDED:
        raise Refused("This delegation has ended, so its money stays as it was")
    return SumStatement.objects.create(
        delegation=current,
        year=year,
        amount=amount,
        kind=kind,
        is_recurrent=is_recurrent,
        citation=said,
        recorded_by=by,
    )


@transaction.atomic
def add_document(
    delegation: Delegation, *, kind: str, name: str, held_at: str, dated_on: date | None, by: User
) -> DelegationDocument:
    """Say that it rests on a document from today on."""
    current = locked(delegation, permission=EDIT, by=by)
    if current.documents.as_at(today()).filter(kind=kind, title=name).exists():
        raise Refused("It rests on a document of this kind and title already", field="name")
    return DelegationDocument.objects.create(
        delegation=current,
        kind=kind,
        title=name,
        held_at=held_at,
        dated_on=dated_on,
        began=PartialDate(today()),
        holds=DateRange(today(), None),
        basis=f"stated ({by})",
    )


@transaction.atomic
def end_document(document: DelegationDocument, *, why: str, by: User) -> DelegationDocument:
    """Say that the delegation rests on it no more, from today on."""
    locked(document.delegation, permission=EDIT, by=by)
    current = DelegationDocument.objects.get(pk=document.pk)
    if current.ended:
        raise Overtaken("Somebody else took this document off already")
    current.holds, current.ended = DateRange(current.holds.lower, today()), PartialDate(today())
    current.taken_off = why
    current.save(update_fields=["holds", "ended", "taken_off"])
    return current
