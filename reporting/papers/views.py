"""The pages of papers."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from lsc_places.kit.as_at import dated
from lsc_places.kit.http import Request
from reporting.papers import queries


@dated
def papers(request: Request, *, as_at: date) -> HttpResponse:
    return render(request, "papers/papers.jinja", {"papers": queries.papers(as_at=as_at)})


@dated
def paper(request: Request, slug: str, *, as_at: date) -> HttpResponse:
    return render(request, "papers/paper.jinja", {"page": queries.paper_page(slug, as_at=as_at)})
