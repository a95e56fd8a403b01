"""The one template environment, for pages, parts and papers."""

import re
from datetime import date
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django_htmx.jinja import htmx_script
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, pass_context
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from lsc_places.kit import as_at
from lsc_places.kit.dates import PartialDate, day_words
from lsc_places.kit.money import pounds


class LoudUndefined(ChainableUndefined):
    """A missing name: it may be tested and chained, as the NHS macros do, but never printed."""

    def __str__(self) -> str:
        self._fail_with_undefined_error()
        raise AssertionError

    __html__ = __str__


@pass_context
def url(context: Context, name: str, *args: object, **query: object) -> str:
    """The address of a named page; it keeps the day the page speaks of, when that is past."""
    asked = getattr(context.get("request"), "as_at", None)
    if asked and asked.is_past and as_at.PARAMETER not in query:
        query[as_at.PARAMETER] = asked.day.isoformat()
    address = reverse(name, args=args)
    asked_for = urlencode({key: value for key, value in query.items() if value not in (None, "")}, doseq=True)
    return f"{address}?{asked_for}" if asked_for else address


def stated(value: object, otherwise: str = "Not stated") -> object:
    """The value, or in quiet text that no document states it."""
    if value is None or value == "":
        return Markup('<span class="app-quiet">{}</span>').format(otherwise)
    return value


def number(value: float) -> str:
    """A number with commas over 999, such as "1,200,000"; a fraction keeps what it was given with."""
    return f"{value:,}"


def partial(value: PartialDate | None) -> object:
    return stated(value.words if value else None, "No date stated")


def brief(value: date | PartialDate) -> str:
    """A day or a partial date with a short month, for a cell of a dense table: "8 Nov 2023", "Nov 2023"."""
    words = value.words if isinstance(value, PartialDate) else day_words(value)
    return re.sub(r"[A-Z][a-z]{3,}", lambda month: month[0][:3], words)


def moment(value: Any) -> str:
    """An instant as people say it in London: "2:41pm on 8 November 2023"."""
    local = timezone.localtime(value)
    minutes = f":{local:%M}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'} on {day_words(local.date())}"


def deadline(value: Any) -> str:
    """An instant by which something is due, with its day of the week: "5pm on Friday 26 March 2027"."""
    return moment(value).replace(" on ", f" on {timezone.localtime(value):%A} ")


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "1 place", "4 places"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


class Remembered:
    """A macro whose answers are kept by what it was given: the same row is drawn once, not once a page.

    What it is given must say everything it draws, be unchangeable, and compare by value.
    """

    _kept: ClassVar[dict[str, dict[tuple[Any, ...], Any]]] = {}

    def __init__(self, macro: Macro, most: int = 4000) -> None:
        self.macro, self.most = macro, most
        self.kept = self._kept.setdefault(macro.name, {})

    def __call__(self, *given: Any) -> Any:
        drawn = self.kept.get(given)
        if drawn is None:
            if len(self.kept) >= self.most:
                self.kept.clear()
            drawn = self.kept[given] = self.macro(*given)
        return drawn


def environment(**options: Any) -> Environment:
    """Build the environment Django asks for."""
    env = Environment(**{**options, "undefined": LoudUndefined, "trim_blocks": True, "lstrip_blocks": True})
    assert env.loader is not None
    env.loader = ChoiceLoader([env.loader, PackageLoader("nhsuk_frontend_jinja")])
    env.globals.update(static=static, url=url, htmx_script=htmx_script, organisation_name=settings.ORGANISATION_NAME)
    env.filters.update(
        brief=brief,
        day=day_words,
        partial=partial,
        remembered=Remembered,
        stated=stated,
        number=number,
        moment=moment,
        deadline=deadline,
        plural=plural,
        isoday=date.isoformat,
        pounds=pounds,
    )
    return env
