"""Phases, functions, how their money may be allocated, and what happened to their timeframes."""

from collections.abc import Iterator

from delegations.register.load.readings import once
from delegations.register.models import (
    AllocationMethod,
    Delegation,
    FormulaStatement,
    Function,
    Phase,
    TimeframeEvent,
)
from lsc_places.boards.models import Body
from lsc_places.kit.loading import Row
from lsc_places.kit.records import Record
from lsc_places.places.models import Place
from lsc_places.sources.load import sourced
from priorities.plans.models import CommonPriority


def phases(record: Record) -> Iterator[Row]:
    under_review = record.truth("timeframe_under_review")
    yield Row(
        Phase,
        record.key,
        sourced(
            record,
            slug=record.key,
            name=record.text("name"),
            called_also=record.words("called_also"),
            order=record.integer("order"),
            planned=record.partial_date("planned_by"),
            planned_basis=record.words("planned_by_basis"),
            rationale=record.words("rationale"),
            review_reason=record.words("timeframe_review_reason") if under_review else "",
            status=record.choice("status", Phase.Status),
            status_on=record.day("as_at"),
        ),
    )


def functions(record: Record) -> Iterator[Row]:
    yield Row(
        Function,
        record.key,
        sourced(
            record,
            slug=record.key,
            name=record.text("name"),
            short_name=record.text("short_name"),
            kind=record.choice("kind", Function.Kind),
            existing_legal_basis=record.words("existing_legal_basis"),
            common_priority=record.link("common_priority", CommonPriority),
            oversight_group=record.link("oversight_group", Body),
        ),
    )


def allocation_methods(record: Record) -> Iterator[Row]:
    yield Row(
        AllocationMethod,
        record.key,
        sourced(
            record,
            slug=record.key,
            name=record.text("name"),
            rests_on=record.words("basis"),
            standing=record.choice("state", AllocationMethod.Standing),
        ),
    )


def formulas(record: Record) -> Iterator[Row]:
    standing = record.choice("state", FormulaStatement.Standing)
    day = record.day("as_at")
    yield once(
        record,
        FormulaStatement,
        f"{record.key}:{day}:{standing}",
        sourced(
            record,
            function=record.needed_link("function", Function),
            standing=standing,
            agreed_across=record.words("agreed_across"),
            method=record.link("method", AllocationMethod),
            effective_on=day,
        ),
    )


def timeframe_events(record: Record) -> Iterator[Row]:
    yield Row(
        TimeframeEvent,
        record.key,
        sourced(
            record,
            happened_on=record.day("date"),
            words=record.text("event"),
            reason=record.words("reason"),
            scope_note=record.words("scope_note"),
            basis=record.words("basis"),
            functions=record.links("scope", Function),
            places=record.links("places", Place),
            delegations=record.links("delegations", Delegation),
        ),
    )
