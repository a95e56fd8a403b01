"""The as-at bar of every page that speaks of a day."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from lsc_places.kit.as_at import PARAMETER, AsAt
from lsc_places.sources import queries


@dataclass(frozen=True)
class QuickDay:
    """A day to look at with one press."""

    day: date
    words: str
    href: str
    current: bool


@dataclass(frozen=True)
class AsAtBar:
    """The day a page speaks of, and the ways to another; its links keep what else the address asks for."""

    asked: AsAt
    path: str
    others: tuple[tuple[str, str], ...]

    @property
    def day(self) -> date:
        return self.asked.day

    @property
    def today(self) -> date:
        return self.asked.today

    @property
    def is_past(self) -> bool:
        return self.asked.is_past

    @property
    def today_href(self) -> str:
        return self._href(None)

    @cached_property
    def quick(self) -> tuple[QuickDay, ...]:
        return tuple(
            QuickDay(day=one.day, words=one.words, href=self._href(one.day), current=one.day == self.day)
            for one in queries.document_days()
            if one.day <= self.today
        )

    def _href(self, day: date | None) -> str:
        asked_for = urlencode([*self.others, *([(PARAMETER, day.isoformat())] if day else [])])
        return f"{self.path}?{asked_for}" if asked_for else self.path


def as_at(request: HttpRequest) -> dict[str, Any]:
    """``as_at`` for the layout, on pages that speak of a day."""
    asked = getattr(request, "as_at", None)
    if asked is None:
        return {}
    others = tuple((name, value) for name, values in request.GET.lists() for value in values if name != PARAMETER)
    return {"as_at": AsAtBar(asked, request.path, others)}
