"""The documents, newest first, and how they are cited."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from lsc_places.kit.dates import Precision
from lsc_places.sources.citing import cite
from lsc_places.sources.models import Document, Sourced


@dataclass(frozen=True)
class DocumentDay:
    """A day on which a document was published, offered as a day to look at."""

    day: date
    words: str


def document_days() -> tuple[DocumentDay, ...]:
    """The days of the documents that are dated to the day, newest first."""
    return tuple(
        DocumentDay(document.published.first, document.published.words)
        for document in Document.objects.order_by("-published")
        if document.published.precision == Precision.DAY
    )


def citations() -> dict[str, str]:
    """How each document is cited, by its slug."""
    return dict(Document.objects.values_list("slug", "citation"))


Citing = Callable[[Iterable[str]], str]
R = TypeVar("R", bound=Sourced)


def citing(day: date) -> Citing:
    """What cites the sources of a row as far as they were published by a day; one query for as many rows as needed.

    A row that a later paper states again keeps that paper in its ``citation``, which a page as at an earlier day must
    not name: ``cite = citing(as_at)``, then ``cite(row.sources)``. What only a later paper states is cited by that paper.
    """
    documents = {document.slug: document for document in Document.objects.all()}

    def words(sources: Iterable[str]) -> str:
        references = [(documents[slug], where) for slug, _, where in (source.partition(" ") for source in sources)]
        published = [(one, where) for one, where in references if one.published.first <= day]
        return "; ".join(cite(one.citation, where) for one, where in published or references)

    return words


def cited(rows: Iterable[R], *, by: Citing) -> tuple[R, ...]:
    """Rows for a page that prints their source: each with the citation of the day, which is never saved."""
    found = tuple(rows)
    for row in found:
        row.citation = by(row.sources)
    return found
