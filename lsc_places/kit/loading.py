"""Taking records from data files: what a file says is loaded once, what a person edited stays.

An app names in its ``load.py`` which list of which file becomes which rows: ``LOADS = [Load("places.places", rows,
needs=["organisations.organisations"])]``. A run reads every list, builds all rows, and writes them in one transaction, or
writes nothing and tells every problem by file, record and field.

Each row remembers its ``source_key`` and, field by field, the value last ``loaded``. On a later run a field changes only
where the file differs from what was loaded and nobody has edited the row since.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, models, transaction
from django.db.backends.postgresql.psycopg_any import Range

from lsc_places.kit.dates import PartialDate
from lsc_places.kit.records import FieldProblem, MissingRow, Problem, Record, Shelf, Unreadable, read


class Loaded(models.Model):
    """A row that may have come from a data file."""

    source_key = models.CharField(max_length=160, null=True, blank=True, unique=True, editable=False)
    loaded = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True


@dataclass(frozen=True)
class Row:
    """A row a record becomes: its model, its key and the values of its fields (a list for many-to-many)."""

    model: type[models.Model]
    key: str
    values: Mapping[str, Any]


Rows = Callable[[Record], Iterator[Row]]


@dataclass(frozen=True)
class Load:
    """Which list becomes which rows, and which lists must be there before it.

    ``links`` builds the rows that point sideways: it runs when every list has its records.
    """

    list_name: str
    rows: Rows
    needs: tuple[str, ...] = ()
    links: Rows | None = None


@dataclass
class Summary:
    """What a run did."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)
    not_taken: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return {
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "kept": self.kept,
            "lists_not_taken": self.not_taken,
        }

    @property
    def changed(self) -> bool:
        return bool(self.created or self.updated)


def in_order(loads: Iterable[Load]) -> list[Load]:
    """The loads, each after those it needs."""
    by_name = {load.list_name: load for load in loads}
    try:
        order = TopologicalSorter({load.list_name: load.needs for load in by_name.values()}).static_order()
        return [by_name[name] for name in order]
    except (KeyError, CycleError) as tangled:
        raise RuntimeError(f"The loads need each other in a way that has no order: {tangled}") from tangled


@transaction.atomic
def run(folder: Path, loads: Iterable[Load]) -> Summary:
    """Load the records of a folder, all or nothing; raises Unreadable with every problem found."""
    lists = read(folder)
    ordered = in_order(loads)
    shelf, summary = Shelf(), Summary()
    problems: list[Problem] = []
    failed: set[str] = set()
    summary.not_taken = sorted(set(lists) - {load.list_name for load in ordered})
    passes: list[tuple[str, Rows]] = [(load.list_name, load.rows) for load in ordered]
    passes += [(load.list_name, load.links) for load in ordered if load.links]
    for list_name, rows in passes:
        for values in lists.get(list_name, []):
            record = Record(list_name, values, shelf)
            file = f"{list_name.split('.')[0]}.yaml"
            try:
                with transaction.atomic():
                    for row in rows(record):
                        _write(row, shelf, summary)
                continue
            except MissingRow as missing:
                if missing.key not in failed:
                    problems.append(Problem(file, record.key, missing.name, str(missing)))
            except FieldProblem as wrong:
                problems.append(Problem(file, record.key, wrong.name, str(wrong)))
            except ValidationError as invalid:
                problems += [
                    Problem(file, record.key, name, " ".join(words)) for name, words in invalid.message_dict.items()
                ]
            except DatabaseError as refused:
                problems.append(Problem(file, record.key, "", str(refused).splitlines()[0]))
            failed.add(record.key)
    if problems:
        raise Unreadable(problems)
    return summary


def _write(row: Row, shelf: Shelf, summary: Summary) -> None:
    known = shelf.of(row.model)
    instance = known.get(row.key)
    many = {field.name for field in row.model._meta.many_to_many}
    plain = {name: _plain(value) for name, value in row.values.items()}
    if instance is None:
        own = {name: value for name, value in row.values.items() if name not in many}
        instance = row.model(source_key=row.key, loaded=plain, **own)
        _save(instance)
        changed = many & set(row.values)
        summary.created += 1
    else:
        loaded: dict[str, Any] = instance.loaded  # type: ignore[attr-defined]
        differs = {name for name, value in plain.items() if name not in loaded or loaded[name] != value}
        edited = {name for name in differs if name in loaded and _held(instance, name, many) != loaded[name]}
        summary.kept += sorted(f"{row.key}: {name}" for name in edited)
        changed = differs - edited
        if not changed:
            summary.unchanged += 1
            return
        for name in changed - many:
            setattr(instance, name, row.values[name])
        instance.loaded = loaded | {name: plain[name] for name in changed}  # type: ignore[attr-defined]
        _save(instance)
        summary.updated += 1
    for name in changed & many:
        getattr(instance, name).set(row.values[name])
    known[row.key] = instance


def _save(instance: models.Model) -> None:
    not_stated = {
        field.name for field in instance._meta.fields if field.null and field.value_from_object(instance) is None
    }
    related = {field.name for field in instance._meta.fields if field.is_relation}
    instance.clean_fields(exclude=not_stated | related)
    instance.save()


def _held(instance: models.Model, name: str, many: set[str]) -> Any:
    return _plain(list(getattr(instance, name).all()) if name in many else getattr(instance, name))


def _plain(value: Any) -> Any:
    """A value as JSON keeps it; a row is its key, or its number when it came from no file."""
    match value:
        case Enum():
            return value.value
        case models.Model():
            return getattr(value, "source_key", None) or f"#{value.pk}"
        case list() | tuple():
            plain = [_plain(one) for one in value]
            return sorted(plain, key=str) if value and isinstance(value[0], models.Model) else plain
        case Range():
            return [_plain(value.lower), _plain(value.upper)]
        case PartialDate() | date():
            return str(value)
        case Decimal():
            return f"{value.normalize():f}"  # a column gives back 17.4 as 17.4000, which is no edit
        case dict():
            return {key: _plain(one) for key, one in value.items()}
        case _:
            return value
