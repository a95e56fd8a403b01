"""The pages of papers."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from lsc_places.kit.as_at import PARAMETER, dated
from lsc_places.kit.http import Request, see_other
from reporting.papers import actions, queries


@dated
def papers(request: Request, *, as_at: date) -> HttpResponse:
    return render(request, "papers/papers.jinja", {"papers": queries.papers(as_at=as_at)})


@dated
def paper(request: Request, slug: str, *, as_at: date) -> HttpResponse:
    asked = as_at if request.GET.get(PARAMETER) else None  # a paper speaks of its own day unless asked for another
    return render(request, "papers/paper.jinja", {"page": queries.paper_page(slug, as_at=asked)})


@require_POST
def export(request: Request, slug: str) -> HttpResponse:
    paper, as_at = queries.paper_to_export(slug, asked=request.POST.get(PARAMETER, ""))
    job = actions.export(paper, as_at=as_at, by=request.user)
    return see_other("jobs:export", job.pk)


@dated
def highlight(request: Request, *, as_at: date) -> HttpResponse:
    return render(request, "papers/highlight.jinja", {"page": queries.highlight_page(as_at=as_at)})


@require_POST
def export_highlight(request: Request) -> HttpResponse:
    as_at = queries.day_to_export(request.POST.get(PARAMETER, ""))
    return see_other("jobs:export", actions.export_highlight(as_at=as_at, by=request.user).pk)
