"""The documents of the data files, and the mark of source every record of them carries."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from lsc_places.kit.loading import Load, Row
from lsc_places.kit.records import FieldProblem, Record
from lsc_places.sources.citing import cite
from lsc_places.sources.models import Document


def documents(record: Record) -> Iterator[Row]:
    published = record.partial_date("published")
    if published is None:
        raise FieldProblem("published", "This must be given")
    yield Row(
        Document,
        record.key,
        {
            "slug": record.key,
            "title": record.text("title"),
            "citation": record.text("citation"),
            "published": published,
            "aliases": record.phrases("aliases"),
        },
    )


def sourced(record: Record, **also: Any) -> dict[str, Any]:
    """The mark of source of a record: its references, their citation in words, and when it was first and last stated."""
    found = [_reference(record, reference) for reference in record.phrases("source")]
    if not found:
        raise FieldProblem("source", "This must be given")
    days: list[date] = [document.published.first for document, _ in found]
    return {
        "sources": [f"{document.slug} {where}".strip() for document, where in found],
        "citation": "; ".join(cite(document.citation, where) for document, where in found),
        "stated_on": min(days),
        "last_stated_on": max(days),
    } | also


def stated_on(record: Record) -> date:
    """The day of the earliest document that states a record."""
    return min(_reference(record, reference)[0].published.first for reference in record.phrases("source"))


def _reference(record: Record, reference: str) -> tuple[Document, str]:
    name, _, where = reference.partition(" ")
    for document in record.shelf.of(Document).values():
        if name == document.slug or name in document.aliases:
            return document, where
    raise FieldProblem("source", f"There is no document called {name!r}")


LOADS = [Load("documents.documents", documents)]
