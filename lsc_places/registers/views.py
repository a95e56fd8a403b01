"""The pages of agreements and of engagement."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from lsc_places.kit.as_at import dated
from lsc_places.kit.http import Request
from lsc_places.places.queries import places
from lsc_places.registers import queries
from lsc_places.registers.forms import AgreementFilters, EngagementFilters


@dated
def agreements(request: Request, *, as_at: date) -> HttpResponse:
    form = AgreementFilters(request.GET, places=places())
    page = queries.agreements_page(as_at=as_at, **form.asked)
    return render(request, "registers/agreements.jinja", {"page": page, "form": form}, status=form.answer_status)


@dated
def agreement(request: Request, slug: str, *, as_at: date) -> HttpResponse:
    return render(request, "registers/agreement.jinja", {"agreement": queries.agreement(slug, as_at=as_at)})


@dated
def engagement(request: Request, *, as_at: date) -> HttpResponse:
    form = EngagementFilters(request.GET, places=places())
    page = queries.engagement(as_at=as_at, **form.asked)
    return render(request, "registers/engagement.jinja", {"page": page, "form": form}, status=form.answer_status)
