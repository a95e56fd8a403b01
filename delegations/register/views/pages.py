"""The pages of the register."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from delegations.register import queries
from lsc_places.kit.as_at import dated
from lsc_places.kit.http import Request


@dated
def delegations(request: Request, *, as_at: date) -> HttpResponse:
    asked = request.GET.get("page", "")
    number = int(asked[:6]) if asked.isascii() and asked.isdecimal() else 1
    return render(request, "register/delegations.jinja", {"page": queries.matrix(as_at=as_at, number=number)})


@dated
def phases(request: Request, *, as_at: date) -> HttpResponse:
    return render(request, "register/phases.jinja", {"page": queries.phases_page(as_at=as_at)})


@dated
def history(request: Request, reference: str, *, as_at: date) -> HttpResponse:
    return render(request, "register/history.jinja", {"page": queries.history_page(reference, as_at=as_at)})
