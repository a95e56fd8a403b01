"""The request as our views know it, and the few ways to answer it."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from lsc_places.people.models import User


class Request(HttpRequest):
    """A request of somebody logged in, perhaps made by htmx."""

    user: "User"  # type: ignore[assignment]
    htmx: HtmxDetails


def address_of(request: HttpRequest) -> str:
    """Where a request comes from: in production as the proxy before us says, which adds it last; else as it is."""
    nearest = str(request.META["REMOTE_ADDR"])
    if not settings.IS_PRODUCTION:
        return nearest
    return request.headers.get("X-Forwarded-For", nearest).split(",")[-1].strip()[:64] or nearest


def render_part(
    request: HttpRequest, *, page: str, part: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Answer htmx with the part, anyone else with the page that includes it."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    wants_part = bool(htmx) and not htmx.boosted and not htmx.history_restore_request
    response = render(request, part if wants_part else page, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def bare_part(part: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Answer with a part that asks nothing of the request, so that nothing is read for the page around it."""
    return HttpResponse(render_to_string(part, context), status=status)


def render_form(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Show a form; 422 when what was sent cannot be taken as it is."""
    return render(request, template, context, status=422 if context["form"].errors else 200)


def see_other(name: str, *args: object, at: str = "") -> HttpResponse:
    """Send a browser on to a named page with GET, after what it posted was done (303); ``at`` is the id of a part of it."""
    response = redirect(name, *args)
    if at:
        response["Location"] += f"#{at}"
    response.status_code = 303
    return response
