"""The pages of boards, bodies and what they decided."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lsc_places.boards import actions, queries
from lsc_places.boards.forms import ApprovalForm, DecisionForm
from lsc_places.kit.as_at import dated
from lsc_places.kit.http import Request, render_form, see_other


@dated
def boards(request: Request, *, as_at: date) -> HttpResponse:
    return render(request, "boards/boards.jinja", {"page": queries.boards_page(as_at=as_at)})


@dated
def body(request: Request, slug: str, *, as_at: date) -> HttpResponse:
    return render(request, "boards/body.jinja", {"page": queries.body_page(slug, as_at=as_at)})


@dated
def decisions(request: Request, *, as_at: date) -> HttpResponse:
    return render(request, "boards/decisions.jinja", {"decisions": queries.decisions(as_at=as_at)})


@require_http_methods(["GET", "HEAD", "POST"])
def record_decision(request: Request) -> HttpResponse:
    bodies = queries.bodies_that_decide(by=request.user)
    form = DecisionForm(request.POST if request.method == "POST" else None, bodies=bodies)
    if form.is_valid():
        try:
            decision = actions.record_decision(by=request.user, **form.cleaned_data)
        except actions.NotRecorded as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, f"{decision.reference} recorded")
            return see_other("boards:decisions")
    return render_form(request, "boards/decision.jinja", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: Request, slug: str) -> HttpResponse:
    body = queries.to_approve(slug, by=request.user)
    form = ApprovalForm(request.POST if request.method == "POST" else None, decisions=queries.decisions_to_cite())
    if form.is_valid():
        try:
            actions.record_approval(body, by=request.user, **form.cleaned_data)
        except actions.NotRecorded as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, f"{body}: saved")
            return see_other("boards:body", body.slug)
    return render_form(request, "boards/approve.jinja", {"form": form, "body": body})
