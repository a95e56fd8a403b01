"""Records of data files, read field by field with problems that name file, record and field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import yaml
from django.db import models
from yaml import CSafeLoader

from lsc_places.kit.dates import PartialDate

M = TypeVar("M", bound=models.Model)
E = TypeVar("E", bound=Enum)


@dataclass(frozen=True)
class Problem:
    """Something wrong in a data file, told so that a person finds it."""

    file: str
    record: str
    field: str
    words: str

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.file, self.record, self.field) if part)
        return f"{where}: {self.words}"


class Unreadable(Exception):
    """The data files cannot be taken; ``problems`` says why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class FieldProblem(Exception):
    """One field of a record cannot be taken."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(words)
        self.name = name


class MissingRow(FieldProblem):
    """A record points at a row that is not there."""

    def __init__(self, name: str, words: str, key: str) -> None:
        super().__init__(name, words)
        self.key = key


class Shelf:
    """The rows loaded so far in a run and those of earlier runs, found by model and key."""

    def __init__(self) -> None:
        self._rows: dict[type[models.Model], dict[str, Any]] = {}

    def of(self, model: type[M]) -> dict[str, M]:
        if model not in self._rows:
            known = model._default_manager.exclude(source_key=None)
            self._rows[model] = {row.source_key: row for row in known}  # type: ignore[attr-defined]
        return self._rows[model]


@dataclass(frozen=True)
class Record:
    """One record of a list of a file, read field by field with errors that name the field."""

    list_name: str
    values: Mapping[str, Any]
    shelf: Shelf

    @property
    def key(self) -> str:
        return str(self.values["key"])

    def raw(self, name: str) -> Any:
        return self.values.get(name)

    def text(self, name: str) -> str:
        value = self.words(name)
        if not value:
            raise FieldProblem(name, "This must be given")
        return value

    def words(self, name: str) -> str:
        """The text of a field, empty when the documents do not say."""
        value = self.raw(name)
        if value is None:
            return ""
        if isinstance(value, list | dict):
            raise FieldProblem(name, f"This must be text, not {value!r}")
        return str(value)

    def phrases(self, name: str) -> list[str]:
        """A list of texts; one text counts as a list of one, null as none."""
        value = self.raw(name)
        given = [] if value is None else value if isinstance(value, list) else [value]
        return [str(one) for one in given]

    def integer(self, name: str) -> int | None:
        value = self.raw(name)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise FieldProblem(name, f"This must be a whole number, not {value!r}")
        return value

    def decimal(self, name: str) -> Decimal | None:
        value = self.raw(name)
        if value is not None and (not isinstance(value, int | float) or isinstance(value, bool)):
            raise FieldProblem(name, f"This must be a number, not {value!r}")
        return None if value is None else Decimal(str(value))

    def truth(self, name: str) -> bool | None:
        value = self.raw(name)
        if value is not None and not isinstance(value, bool):
            raise FieldProblem(name, f"This must be true or false, not {value!r}")
        return value

    def day(self, name: str) -> date:
        value = self.raw(name)
        if not isinstance(value, date):
            raise FieldProblem(name, f"This must be a date like 2023-11-08, not {value!r}")
        return value

    def partial_date(self, name: str) -> PartialDate | None:
        value = self.raw(name)
        if value is None:
            return None
        try:
            return PartialDate.parse(value)
        except ValueError as unreadable:
            raise FieldProblem(name, f"{unreadable}, not {value!r}") from unreadable

    def choice(self, name: str, choices: type[E]) -> E:
        value = self.raw(name)
        try:
            return choices(value)
        except ValueError as unknown:
            known = ", ".join(str(one.value) for one in choices)
            raise FieldProblem(name, f"This must be one of {known}, not {value!r}") from unknown

    def link(self, name: str, model: type[M]) -> M | None:
        value = self.raw(name)
        return None if value is None else self.find(name, model, str(value))

    def needed_link(self, name: str, model: type[M]) -> M:
        return self.find(name, model, self.text(name))

    def links(self, name: str, model: type[M]) -> list[M]:
        return [self.find(name, model, key) for key in self.phrases(name)]

    def find(self, name: str, model: type[M], key: str) -> M:
        """The row of this key, or a problem of the named field."""
        row = self.shelf.of(model).get(key)
        if row is None:
            raise MissingRow(name, f"There is no {model._meta.verbose_name} called {key!r}", key)
        return row


def read(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The lists of every file of a folder, by "file.list"; raises Unreadable with every problem of form."""
    lists: dict[str, list[dict[str, Any]]] = {}
    problems: list[Problem] = []
    seen: dict[str, str] = {}
    files = sorted(folder.glob("*.yaml"))
    if not files:
        raise Unreadable([Problem(str(folder), "", "", "There are no .yaml files here")])
    for path in files:
        try:
            content = yaml.load(path.read_text(encoding="utf-8"), Loader=CSafeLoader)
        except (yaml.YAMLError, UnicodeDecodeError) as broken:
            problems.append(Problem(path.name, "", "", " ".join(str(broken).split())))
            continue
        if not isinstance(content, dict):
            problems.append(Problem(path.name, "", "", "This must hold named lists of records"))
            continue
        for name, records in content.items():
            if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
                problems.append(Problem(path.name, str(name), "", "This must be a list of records"))
                continue
            for position, record in enumerate(records, start=1):
                key = record.get("key")
                if not isinstance(key, str) or not key:
                    problems.append(Problem(path.name, f"{name} number {position}", "key", "This must be given"))
                elif key in seen:
                    problems.append(Problem(path.name, key, "key", f"This is also the key of a record of {seen[key]}"))
                else:
                    seen[key] = path.name
            lists[f"{path.stem}.{name}"] = records
    if problems:
        raise Unreadable(problems)
    return lists
