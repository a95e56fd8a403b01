"""The page of a delegation, and the form of a move."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from delegations.gates import actions, queries
from delegations.gates.forms import CommitteeForm, MoveForm, SecondForm
from delegations.register.views import answered, refused_status
from lsc_places.kit.as_at import dated
from lsc_places.kit.dates import today
from lsc_places.kit.http import Request, render_form, see_other
from lsc_places.kit.nhsuk import NHSForm


@dated
def delegation(request: Request, reference: str, *, as_at: date) -> HttpResponse:
    gated = queries.gated_page(reference, as_at=as_at, reader=request.user)
    return render(request, "gates/delegation.jinja", {"gated": gated, "page": gated.page})


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: Request, reference: str, enters: str) -> HttpResponse:
    going = queries.going_page(reference, enters=enters, seen=request.POST.get("number", ""), by=request.user)
    sent = request.POST if request.method == "POST" else None
    first = {"number": going.number, "effective_on": today()}
    if going.is_second:
        form: NHSForm = SecondForm(sent, initial=first)
        act: Callable[..., Any] = actions.second
    else:
        form = MoveForm(sent, initial=first, decisions=queries.decisions_to_cite())
        act = actions.sign if going.passage.takes_two else actions.move
    go = partial(act, going.delegation, enters=going.passage.enters)
    return answered(request, "gates/move.jinja", form, go, going.delegation, done=going.done, going=going)


@require_http_methods(["GET", "HEAD", "POST"])
def stage(request: Request, slug: str) -> HttpResponse:
    page = queries.stage_page(slug, reader=request.user)
    form = CommitteeForm(
        request.POST if request.method == "POST" else None,
        initial={"effective_on": today()},
        decisions=queries.decisions_to_cite(),
    )
    if request.method == "POST":
        page = queries.to_committee(slug, by=request.user)
        if form.is_valid() and not refused_status(form, partial(actions.make_committee, page.body), by=request.user):
            messages.success(request, f"{page.body}: it may hold delegations")
            return see_other("boards:body", page.body.slug)
    return render_form(request, "gates/stage.jinja", {"form": form, "page": page})
