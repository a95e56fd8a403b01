"""The menu of somebody logged in."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from lsc_places.kit.as_at import PARAMETER

MENU = (
    ("Home", "overview:home"),
    ("Places", "overview:places"),
    ("Boards", "boards:boards"),
    ("Delegations", "register:delegations"),
    ("Workplan", "workplan:workplan"),
    ("Readiness", "readiness:rounds"),
    ("Priorities", "plans:priorities"),
    ("Metrics", "metrics:metrics"),
    ("Risks", "risks:risks"),
    ("Papers", "papers:papers"),
)

ALSO = {"Readiness": "readiness:reviews"}  # pages of an entry that have another address


@dataclass(frozen=True)
class MenuItem:
    """An entry of the menu."""

    text: str
    href: str
    current: bool


def navigation(request: HttpRequest) -> dict[str, Any]:
    """``navigation`` for the layout; it keeps the day a page speaks of, and is empty for somebody not logged in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": ()}
    asked = getattr(request, "as_at", None)
    kept = f"?{PARAMETER}={asked.day.isoformat()}" if asked and asked.is_past else ""
    items = []
    for text, name in MENU:
        address = reverse(name)
        below = (address, reverse(ALSO[text])) if text in ALSO else (address,)
        current = request.path == address if address == "/" else request.path.startswith(below)
        items.append(MenuItem(text, address + kept, current))
    return {"navigation": tuple(items)}
