"""The pages of priorities and schemes."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lsc_places.kit.as_at import dated
from lsc_places.kit.http import Request, render_form, see_other
from lsc_places.places.queries import places
from priorities.plans import actions, queries
from priorities.plans.forms import PrioritiesFilters, SchemeFilters, StatusForm


@dated
def priorities(request: Request, *, as_at: date) -> HttpResponse:
    form = PrioritiesFilters(request.GET, places=places())
    page = queries.priorities_page(as_at=as_at, **form.asked)
    return render(request, "plans/priorities.jinja", {"page": page, "form": form}, status=form.answer_status)


@dated
def common_priority(request: Request, slug: str, *, as_at: date) -> HttpResponse:
    form = SchemeFilters(request.GET, places=places())
    page = queries.common_page(slug, as_at=as_at, **form.asked)
    return render(request, "plans/common_priority.jinja", {"page": page, "form": form}, status=form.answer_status)


@dated
def scheme(request: Request, slug: str, *, as_at: date) -> HttpResponse:
    page = queries.scheme_page(slug, as_at=as_at, reader=request.user)
    return render(request, "plans/scheme.jinja", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def state_status(request: Request, slug: str) -> HttpResponse:
    scheme = queries.scheme_to_state(slug, by=request.user)
    form = StatusForm(request.POST if request.method == "POST" else None, initial={"status": scheme.status})
    if form.is_valid():
        said = actions.state_status(scheme, by=request.user, **form.cleaned_data)
        messages.success(request, f"{scheme.title}: {said}")
        return see_other("plans:scheme", slug)
    return render_form(request, "plans/state_status.jinja", {"form": form, "scheme": scheme})
