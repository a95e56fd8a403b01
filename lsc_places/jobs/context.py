"""The notice of what somebody asked for, beside their name on every page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from lsc_places.jobs import queries


def notices(request: HttpRequest) -> dict[str, Any]:
    """``account_links`` for the header: the way to my notices and exports, with how many are new."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    ended, unread = queries.news_for(user)
    return {
        "account_links": (
            {"text": f"Notices, {unread} new" if unread else "Notices", "href": reverse("jobs:notices")},
            {"text": f"Exports, {ended} new" if ended else "Exports", "href": reverse("jobs:exports")},
        )
    }
