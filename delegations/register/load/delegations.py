"""Delegations as documents state them: what goes to which place, from whom, and what it needs."""

from collections.abc import Iterator

from delegations.register.load import approvals
from delegations.register.models import AllocationMethod, Delegation, Function, Phase
from lsc_places.kit.loading import Row
from lsc_places.kit.records import Record
from lsc_places.organisations.models import Organisation
from lsc_places.places.models import Place
from lsc_places.sources.load import sourced


def delegations(record: Record) -> Iterator[Row]:
    yield Row(
        Delegation,
        record.key,
        sourced(
            record,
            reference=_reference(record),
            function=record.needed_link("function", Function),
            place=record.needed_link("place", Place),
            phase=record.needed_link("phase", Phase),
            delegator=record.needed_link("delegator", Organisation),
            later_holder=record.words("later_holder"),
            allocation_method=record.link("allocation_method", AllocationMethod),
        ),
    )
    yield from approvals.needed(record)


def from_local_authorities(record: Record) -> Iterator[Row]:
    """What a council is expected to delegate: a proposal whose function no document states."""
    yield Row(
        Delegation,
        record.key,
        sourced(
            record,
            reference=_reference(record),
            function=None,
            place=record.needed_link("place", Place),
            phase=None,
            delegator=record.needed_link("delegator", Organisation),
            content=record.text("content"),
        ),
    )


def _reference(record: Record) -> str:
    """The reference the record has, else the next: references follow the order of the data."""
    known = record.shelf.of(Delegation).get(record.key)
    return known.reference if known else Delegation.objects.next_reference()
