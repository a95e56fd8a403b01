"""Fields of many lines in one form: "reason-4.2" holds a text, "was-reason-4.2" the text the page began from.

A page that saves while somebody types may name more than one text it began from: the last that was answered, and any that
is still on its way.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import QueryDict

from delegations.readiness.queries.sections import Field, Theirs
from delegations.readiness.words import FIELD_LABELS, field_name, too_long_words
from lsc_places.kit.merge import Change, LineChange, plain

LONGEST = 20_000  # characters of a field that are kept at all


@dataclass(frozen=True)
class LinesSent:
    """What a form of lines brought: changes to make, and by the name of its field each text that is too long to keep."""

    changes: tuple[LineChange, ...]
    too_long: Mapping[str, str] = field(default_factory=dict)


def read_lines(posted: QueryDict, *, ratings: Mapping[str, Iterable[str]], fields: Iterable[str]) -> LinesSent:
    """Read the fields of these lines out of a form; whatever else it holds is ignored.

    ``ratings`` has, by line, what a rating may be; anything else, and text no database can hold, is a bad request.
    """
    changes: list[LineChange] = []
    too_long: dict[str, str] = {}
    for line, allowed in ratings.items():
        for of in fields:
            name = field_name(of, line=line)
            if name not in posted:
                continue
            bases = tuple(map(_text, posted.getlist(f"was-{name}"))) or ("",)
            change = Change(field=of, value=_text(str(posted[name])), bases=bases)
            if of == "rating" and change.value not in {"", *allowed}:
                raise BadRequest(f"{change.value[:20]!r} is no rating of {line}")
            if len(change.value) > LONGEST:
                too_long[name] = too_long_words(len(change.value), most=LONGEST)
            else:
                changes.append(LineChange(line=line, change=change))
    return LinesSent(tuple(changes), too_long)


@dataclass(frozen=True)
class Then:
    """Where to go once a section is saved: to a page of the evidence of a line, or to stop using a piece of it there."""

    go: str
    line: str
    evidence: UUID | None = None


def read_then(posted: QueryDict, *, lines: Collection[str]) -> Then | None:
    """What "then" asks for, such as "add-evidence:4.2"; a bad request when it asks for what there is not."""
    given = posted.get("then", "")
    if not given:
        return None
    go, line, *more = [*given.split(":", 2), ""]
    if line in lines and go in ("add-evidence", "choose-evidence", "question"):
        return Then(go, line)
    try:
        if line in lines and go == "stop-using":
            return Then(go, line, UUID(more[0]))
    except ValueError:
        pass
    raise BadRequest(f"There is nothing to do called {given[:40]!r}")


def read_number(posted: QueryDict, name: str) -> int:
    """A whole number that the page itself put into its form; a bad request when it is not there."""
    given = str(posted.get(name, ""))
    if not given.isascii() or not given.isdigit() or len(given) > 9:
        raise BadRequest(f"{name} must be a whole number")
    return int(given)


def field_label(name: str) -> str:
    """What people call a field of a form of lines; empty for one that holds nothing they typed."""
    for of, label in FIELD_LABELS.items():
        start = field_name(of, line="")
        if name.startswith(start):
            return f"{name.removeprefix(start)} {label}"
    return ""


def _text(given: str) -> str:
    if "\0" in given:
        raise BadRequest("A text may not have a null character in it")
    return plain(given)


@dataclass(frozen=True)
class Left:
    """How a form was left when it could not simply be taken: what was typed, and what came of saving it."""

    posted: QueryDict
    conflicts: Mapping[str, Theirs] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    is_saved: bool = True

    def change(self, shown: Field) -> Field:
        """A field as it was left; one that was saved begins from what was typed, another from what it began from."""
        name = shown.name
        if name not in self.posted:
            return replace(shown, error=self.errors.get(name, ""))
        typed = plain(str(self.posted[name]))
        theirs = self.conflicts.get(name)
        began = tuple(map(plain, self.posted.getlist(f"was-{name}")))
        is_saved = self.is_saved and len(typed) <= LONGEST
        bases = (theirs.text,) if theirs else (typed,) if is_saved else began
        return replace(shown, value=typed, bases=bases, error=self.errors.get(name, ""), theirs=theirs)
