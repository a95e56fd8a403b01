"""The home page, the places, the page of a place, and help."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lsc_places.jobs.queries import notices_of
from lsc_places.kit.as_at import dated
from lsc_places.kit.http import Request
from reporting.overview.queries import columns, home_page, place_page, short_names


@dated
def home(request: Request, *, as_at: date) -> HttpResponse:
    return render(request, "overview/home.jinja", {"page": home_page(as_at=as_at), "notices": notices_of(request.user)})


@dated
def places(request: Request, *, as_at: date) -> HttpResponse:
    return render(request, "overview/places.jinja", {"columns": columns(as_at=as_at)})


@dated
def place(request: Request, slug: str, *, as_at: date) -> HttpResponse:
    return render(request, "overview/place.jinja", {"page": place_page(slug, as_at=as_at)})


@require_safe
def help_page(request: Request) -> HttpResponse:
    return render(request, "overview/help.jinja", {"short_names": short_names()})
