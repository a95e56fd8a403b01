"""The notice of what somebody asked for, beside their name on every page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from lsc_places.jobs import queries


def notices(request: HttpRequest) -> dict[str, Any]:
    """``account_links`` for the header: the way to my exports, with how many ended since I last looked."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    news = queries.news_for(user)
    words = f"Exports, {news} new" if news else "Exports"
    return {"account_links": ({"text": words, "href": reverse("jobs:exports")},)}
