"""What is read from a document once and for all, and which of its sources says it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models

from lsc_places.kit.loading import Row
from lsc_places.kit.records import Record
from lsc_places.sources.load import sourced, stated_on


def once(record: Record, model: type[models.Model], key: str, values: Mapping[str, Any]) -> Row:
    """A row that is only ever added: what was loaded before stays as it is, whatever the file says now."""
    return Row(model, key, {} if key in record.shelf.of(model) else values)


def said_on(record: Record, day: date, **also: Any) -> dict[str, Any]:
    """The mark of source of what a record says on a day: its documents of that day, or all when there is none."""
    references = [one for one in record.phrases("source") if stated_on(_citing(record, one)) == day]
    return sourced(_citing(record, *references), **also) if references else sourced(record, **also)


def _citing(record: Record, *references: str) -> Record:
    return Record(record.list_name, {**record.values, "source": list(references)}, record.shelf)


def source_of(row: Any) -> dict[str, Any]:
    """The mark of source of a row, for another that follows from it."""
    return {name: getattr(row, name) for name in ("sources", "citation", "stated_on", "last_stated_on")}
