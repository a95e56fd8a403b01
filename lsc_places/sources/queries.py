"""The documents, newest first."""

from dataclasses import dataclass
from datetime import date

from lsc_places.kit.dates import Precision
from lsc_places.sources.models import Document


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
