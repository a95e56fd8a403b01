"""Our own error pages: what happened, and what to do."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/bad_request.jinja", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/forbidden.jinja", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "errors/not_found.jinja", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "errors/csrf.jinja", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """The page for when the house itself is broken: a plain file that needs nothing of it."""
    page = Path(settings.BASE_DIR / "templates" / "errors" / "broken.html")
    return HttpResponse(page.read_bytes(), status=500)
