"""The day a page speaks of, asked for in its address as ``?as-at=2023-11-08``."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lsc_places.kit.dates import today

PARAMETER = "as-at"
ASKED_FOR = "Enter a date up to today, like 2023-11-08"


@dataclass(frozen=True)
class AsAt:
    """The day of the position shown, beside the day it is."""

    day: date
    today: date

    @property
    def is_past(self) -> bool:
        return self.day < self.today


def parse(given: str | None) -> AsAt:
    """Read the day asked for, today when none is; raises ValueError with words for a person."""
    now = today()
    if not given:
        return AsAt(now, now)
    try:
        day = date.fromisoformat(given) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given) else None
    except ValueError:
        day = None
    if day is None or day > now:
        raise ValueError(ASKED_FOR)
    return AsAt(day, now)


def dated(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a reading view the day asked for as ``as_at``; nonsense is a 400 page that keeps what was typed.

    What there is today and was not on record on the day asked for is a 404 page that says so.
    """

    @require_safe
    @wraps(view)
    def dated_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        given = request.GET.get(PARAMETER, "").strip()
        try:
            request.as_at = parse(given)  # type: ignore[attr-defined]
        except ValueError as unreadable:
            return render(request, "errors/bad_date.jinja", {"given": given, "error": str(unreadable)}, status=400)
        asked: AsAt = request.as_at  # type: ignore[attr-defined]
        try:
            return view(request, *args, as_at=asked.day, **kwargs)
        except Http404:
            if not asked.is_past or not _answers(view, request, *args, as_at=asked.today, **kwargs):
                raise
            return render(request, "errors/not_yet.jinja", status=404)

    return dated_view


def _answers(view: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kwargs: Any) -> bool:
    """Whether a view has something to show this reader on a day."""
    try:
        view(request, *args, **kwargs)
    except (Http404, PermissionDenied):
        return False
    return True
