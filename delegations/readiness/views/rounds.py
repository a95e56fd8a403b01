"""Rounds: all of them, one of them, opening and closing one, and what the delivery group says."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from delegations.readiness import queries
from delegations.readiness.actions import autonomy
from delegations.readiness.actions import rounds as actions
from delegations.readiness.forms.rounds import CloseRoundForm, LowerForm, OpenRoundForm, VerdictForm
from delegations.readiness.permissions import CLOSE_ROUND, LOWER_AUTONOMY, OPEN_ROUND, RECORD_VERDICT
from delegations.readiness.refusals import Refused
from lsc_places.kit.as_at import dated
from lsc_places.kit.http import Request, render_form, see_other
from lsc_places.kit.permissions import require


@dated
def rounds(request: Request, *, as_at: date) -> HttpResponse:
    """Every round, and how far each place may decide."""
    return render(request, "readiness/rounds.jinja", {"page": queries.rounds_page(as_at=as_at, reader=request.user)})


@dated
def round(request: Request, round: str, *, as_at: date) -> HttpResponse:
    """Where each assessment of a round stands."""
    page = queries.round_page(round, as_at=as_at, reader=request.user)
    return render(request, "readiness/round.jinja", {"page": page})


@require_safe
def framework(request: Request, framework: str) -> HttpResponse:
    """All the questions of a framework, to read and to print."""
    found = queries.framework_of(framework)
    context = {"framework": found, "sections": queries.sections_of(found)}
    return render(request, "readiness/framework.jinja", context)


@require_http_methods(["GET", "HEAD", "POST"])
def open_round(request: Request) -> HttpResponse:
    """Invite places and the ICB to assess themselves."""
    require(request.user, OPEN_ROUND, request.user)
    form = OpenRoundForm(request.POST if request.method == "POST" else None, choices=queries.choices())
    if form.is_valid():
        try:
            opened = actions.open_round(**form.asked, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{opened.name} is open")
            return see_other("readiness:round", opened.slug)
    return render_form(request, "readiness/open_round.jinja", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def close_round(request: Request, round: str) -> HttpResponse:
    """End a round; what is still being written can then only be read."""
    found = queries.round_of(round)
    require(request.user, CLOSE_ROUND, found)
    form = CloseRoundForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.close_round(found, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{found.name} is closed")
            return see_other("readiness:round", found.slug)
    return render_form(request, "readiness/close_round.jinja", {"form": form, "round": found})


@require_http_methods(["GET", "HEAD", "POST"])
def verdict(request: Request, round: str, place: str) -> HttpResponse:
    """Record that the delivery group accepts, returns or refers an assessment."""
    page = queries.verdict_page(round, place=place)
    require(request.user, RECORD_VERDICT, page.assessment)
    form = VerdictForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_valid():
        try:
            actions.record_verdict(page.assessment, **form.cleaned_data, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"Recorded for {page.assessment.subject}")
            return see_other("readiness:round", round)
    return render_form(request, "readiness/verdict.jinja", {"form": form, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def lower_autonomy(request: Request, place: str, function: str) -> HttpResponse:
    """Lower how far a place may decide on a function; raising it takes a result."""
    page = queries.lowering_page(place, function=function)
    require(request.user, LOWER_AUTONOMY, page.held.place)
    form = LowerForm(request.POST if request.method == "POST" else None, levels=page.levels)
    if form.is_valid():
        level, reason = int(form.cleaned_data["level"]), form.cleaned_data["reason"]
        try:
            autonomy.lower_autonomy(
                page.held.place, function=page.held.function, level=level, reason=reason, by=request.user
            )
            return see_other("readiness:rounds")
        except Refused as refused:
            form.add_error(None, str(refused))
    return render_form(request, "readiness/lower_autonomy.jinja", {"form": form, "page": page})
