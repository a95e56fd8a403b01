"""What was changed of a delegation, by whom and when, as the history in the database has it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.shortcuts import get_object_or_404

from delegations.register import words
from delegations.register.checklist import LINES
from delegations.register.models import Delegation, DelegationDocument, Hold, Holder, NeededApproval, SumStatement
from lsc_places.kit.dates import PartialDate, day_words, end_of
from lsc_places.kit.money import pounds
from lsc_places.people.models import User

LOADED = "Read from the data files"
NOBODY = "Not recorded"
# What has its own place on the page or is no fact about the delegation.
_PASSED_OVER = {"id", "source_key", "loaded", "version", "state", "move_number", "stated_on", "last_stated_on", "began"}
_PASSED_OVER |= {"sources", "citation", "basis", "delegation", "holds"}


@dataclass(frozen=True)
class Changed:
    """One field that was changed: ``was`` is none for something new, ``now`` none for what was taken away."""

    at: datetime
    by: str
    what: str
    was: str | None
    now: str | None


@dataclass(frozen=True)
class HistoryPage:
    """A delegation with everything that was changed of it by the day, newest first."""

    delegation: Delegation
    changes: tuple[Changed, ...]


def history_page(reference: str, *, as_at: date) -> HistoryPage:
    """The history of a delegation; Http404 when there is none of this reference by the day."""
    known = Delegation.objects.as_at(as_at).select_related("place", "function")
    delegation = get_object_or_404(known, reference=reference)
    return HistoryPage(delegation, history_of(delegation, as_at=as_at))


def history_of(delegation: Delegation, *, as_at: date) -> tuple[Changed, ...]:
    """What was changed of a delegation by the end of the day, newest first; eight queries."""
    found: list[Changed] = []
    for model, subject in ((Delegation, "pgh_obj"), (Holder, "delegation"), (Hold, "delegation"),
                           (DelegationDocument, "delegation"), (NeededApproval, "delegation")):  # fmt: skip
        events: Any = model.pgh_event_model.objects.filter(  # type: ignore[union-attr]
            **{subject: delegation.pk}, pgh_created_at__lt=end_of(as_at)
        )
        related = [field.name for field in model._meta.fields if field.is_relation and field.name != "delegation"]
        rows = events.select_related("pgh_context", *related).order_by("pgh_obj_id", "pgh_id")
        found.extend(_differences(model, rows))
    found.extend(_sums(SumStatement.objects.filter(delegation=delegation, recorded_at__lt=end_of(as_at))))
    names = dict(User.objects.filter(pk__in={one.by for one in found if one.by.isdecimal()}).values_list("pk", "name"))
    named = [
        Changed(one.at, names.get(int(one.by), NOBODY) if one.by.isdecimal() else one.by, one.what, one.was, one.now)
        for one in found
    ]
    return tuple(sorted(named, key=lambda one: one.at, reverse=True))


def _differences(model: type[models.Model], events: Iterable[Any]) -> Iterator[Changed]:
    before: Any = None
    fields = [field for field in model._meta.fields if field.name not in _PASSED_OVER]
    for event in events:
        earlier = before if before is not None and before.pgh_obj_id == event.pgh_obj_id else None
        for field in fields:
            was = _said(getattr(earlier, field.name), field) if earlier else None
            now = _said(getattr(event, field.name), field)
            if was != now:
                what = words.field(model._meta.model_name or "", field.name)
                yield Changed(event.pgh_created_at, _by(event.pgh_context), what, was, now)
        before = event


def _by(context: Any) -> str:
    """Who did it: the key of an account in digits, or words."""
    told: Mapping[str, Any] = context.metadata if context else {}
    if told.get("user"):
        return str(told["user"])
    return LOADED if told.get("job") == "load_records" else NOBODY


def _said(value: Any, field: Any) -> str | None:
    """A value in words, none when it is not stated."""
    if field.name == "checklist":
        return "; ".join(LINES.get(code, code) for code in value) or None
    if value is None or value == "":
        return None
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, PartialDate):
        return value.words
    if isinstance(value, date):
        return day_words(value)
    return pounds(value) if field.name in {"single_limit", "yearly_limit"} else str(value)


def _sums(statements: Iterable[SumStatement]) -> Iterator[Changed]:
    last: dict[PartialDate, str | None] = {}
    for one in statements.order_by("year", "recorded_at").select_related("recorded_by"):  # type: ignore[attr-defined]
        now = pounds(one.amount) if one.amount is not None else None
        by = one.recorded_by.name if one.recorded_by else NOBODY
        yield Changed(one.recorded_at, by, f"Money, {one.year}", last.get(one.year), now)
        last[one.year] = now
