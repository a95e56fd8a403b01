"""The pages of boards and bodies."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from lsc_places.boards import queries
from lsc_places.kit.as_at import dated
from lsc_places.kit.http import Request


@dated
def boards(request: Request, *, as_at: date) -> HttpResponse:
    return render(request, "boards/boards.jinja", {"page": queries.boards_page(as_at=as_at)})


@dated
def body(request: Request, slug: str, *, as_at: date) -> HttpResponse:
    return render(request, "boards/body.jinja", {"page": queries.body_page(slug, as_at=as_at)})
