"""What the deal says of delegation."""

from collections.abc import Iterator

from delegations.register.models import Consideration, DealPart, ResourceStrand, Rule
from lsc_places.kit.loading import Row
from lsc_places.kit.records import Record
from lsc_places.sources.load import sourced


def rules(record: Record) -> Iterator[Row]:
    yield Row(Rule, record.key, sourced(record, slug=record.key, words=record.text("rule")))


def considerations(record: Record) -> Iterator[Row]:
    basis = record.text("basis")
    yield Row(
        Consideration,
        record.key,
        sourced(
            record, slug=record.key, name=record.text("name"), basis="" if basis == "stated" else f"{basis}, not stated"
        ),
    )


def parts(record: Record) -> Iterator[Row]:
    yield Row(
        DealPart,
        record.key,
        sourced(record, slug=record.key, name=record.text("part"), content=record.text("content")),
    )


def strands(record: Record) -> Iterator[Row]:
    yield Row(
        ResourceStrand,
        record.key,
        sourced(record, slug=record.key, name=record.text("name"), steps=record.phrases("steps")),
    )
