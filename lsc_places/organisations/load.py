"""Organisations from the data files."""

from collections.abc import Iterator

from lsc_places.kit.loading import Load, Row
from lsc_places.kit.records import Record
from lsc_places.organisations.models import Organisation
from lsc_places.sources.load import sourced


def organisations(record: Record) -> Iterator[Row]:
    yield Row(
        Organisation,
        record.key,
        sourced(
            record,
            slug=record.key,
            name=record.text("name"),
            short_name=record.words("short_name"),
            kind=record.text("kind").replace("_", " "),
            is_statutory_partner_of_place=record.truth("statutory_partner_of_place"),
            established=record.partial_date("established"),
            closed=record.partial_date("closed"),
            note=record.words("note"),
        ),
    )


LOADS = [Load("organisations.organisations", organisations, needs=("documents.documents",))]
