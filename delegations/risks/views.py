"""The pages of risks."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from delegations.risks import queries
from delegations.risks.forms import RiskFilters
from lsc_places.kit.as_at import dated
from lsc_places.kit.http import Request
from lsc_places.places.queries import places


@dated
def risks(request: Request, *, as_at: date) -> HttpResponse:
    form = RiskFilters(request.GET, places=places())
    page = queries.risks_page(as_at=as_at, reader=request.user, **form.asked)
    return render(request, "risks/risks.jinja", {"page": page, "form": form}, status=form.answer_status)


@dated
def risk(request: Request, slug: str, *, as_at: date) -> HttpResponse:
    page = queries.risk_page(slug, as_at=as_at, reader=request.user)
    return render(request, "risks/risk.jinja", {"page": page})
