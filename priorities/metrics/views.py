"""The pages of what is measured."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from lsc_places.kit.as_at import dated
from lsc_places.kit.http import Request
from lsc_places.places.queries import places
from priorities.metrics import queries
from priorities.metrics.forms import MetricsFilters


@dated
def metrics(request: Request, *, as_at: date) -> HttpResponse:
    form = MetricsFilters(request.GET, places=places())
    page = queries.metrics_page(as_at=as_at, **form.asked)
    return render(request, "metrics/metrics.jinja", {"page": page, "form": form}, status=form.answer_status)


@dated
def indicator(request: Request, slug: str, *, as_at: date) -> HttpResponse:
    return render(request, "metrics/indicator.jinja", {"page": queries.indicator_page(slug, as_at=as_at)})
