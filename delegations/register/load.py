"""The register from the data files."""

from collections.abc import Iterator

from delegations.register.models import Function, Phase
from lsc_places.boards.models import Body
from lsc_places.kit.loading import Load, Row
from lsc_places.kit.records import Record
from lsc_places.sources.load import sourced


def phases(record: Record) -> Iterator[Row]:
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
            oversight_group=record.link("oversight_group", Body),
        ),
    )


LOADS = [
    Load("phases_delegations.phases", phases, needs=("documents.documents",)),
    Load("phases_delegations.delegated_functions", functions, needs=("boards.groups",)),
]
