"""Baselines, requests to change what was agreed, and a BRAG in place of the rules."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from delegations.workplan import actions, queries
from delegations.workplan.forms import AskForm, BaselineForm, BragForm, DecideBaselineForm, DecideForm
from delegations.workplan.refusals import Refused, Unreadable
from delegations.workplan.views.gone import tells_gone
from lsc_places.kit.http import Request, render_form, see_other

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def baselines(request: Request) -> HttpResponse:
    return render(request, "workplan/baselines.jinja", {"page": queries.baselines_page(reader=request.user)})


@form_page
def propose_baseline(request: Request) -> HttpResponse:
    places = queries.proposing(by=request.user)
    sent = request.POST if request.method == "POST" else None
    form = BaselineForm(sent, initial={"form_key": queries.new_key()}, places=places)
    if form.is_valid():
        try:
            found = actions.propose_baseline(by=request.user, **form.cleaned_data)
            messages.success(request, f"“{found.name}” is proposed. Somebody else approves it")
            return see_other("workplan:baseline", found.slug)
        except Unreadable as unreadable:
            form.refuse(unreadable.errors)
    return render_form(request, "workplan/propose_baseline.jinja", {"form": form})


@require_safe
def baseline(request: Request, slug: str) -> HttpResponse:
    everything = request.GET.get("show") == "all"
    page = queries.baseline_page(slug, everything=everything, reader=request.user)
    return render(request, "workplan/baseline.jinja", {"page": page})


@form_page
def decide_baseline(request: Request, slug: str) -> HttpResponse:
    page = queries.to_decide(slug, by=request.user)
    sent = request.POST if request.method == "POST" else None
    form = DecideBaselineForm(sent, is_author=page.is_author)
    if form.is_valid():
        standing, words = form.cleaned_data["decision"], form.cleaned_data["words"]
        try:
            actions.decide_baseline(page.baseline.pk, standing=standing, words=words, by=request.user)
            return see_other("workplan:baseline", slug)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render_form(request, "workplan/decide_baseline.jinja", {"form": form, "page": page})


@require_safe
def requests(request: Request) -> HttpResponse:
    page = queries.requests_page(reader=request.user)
    return render(request, "workplan/requests.jinja", {"page": page, "who_decides": queries.TOLERANCES})


@require_safe
def change_request(request: Request, key: int) -> HttpResponse:
    return render(request, "workplan/request.jinja", {"page": queries.request_page(key, reader=request.user)})


@form_page
def decide(request: Request, key: int) -> HttpResponse:
    page = queries.request_to_decide(key, by=request.user)
    sent = request.POST if request.method == "POST" else None
    form = DecideForm(sent, is_author=page.is_author)
    if form.is_valid():
        try:
            actions.decide(key, by=request.user, **form.cleaned_data)
            return see_other("workplan:request", key)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render_form(request, "workplan/decide.jinja", {"form": form, "page": page})


@tells_gone
@form_page
def ask(request: Request, reference: str) -> HttpResponse:
    page = queries.asking(reference, by=request.user)
    form = AskForm(request.POST if request.method == "POST" else None, initial=page.begins(request.GET))
    if form.is_valid():
        try:
            asked = actions.ask(page.item.number, by=request.user, **form.cleaned_data)
            return see_other("workplan:request", asked.pk)
        except Unreadable as unreadable:
            form.refuse(unreadable.errors)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {"form": form, "page": page, "who_decides": queries.TOLERANCES}
    return render_form(request, "workplan/ask.jinja", context)


@tells_gone
@form_page
def state_brag(request: Request, reference: str) -> HttpResponse:
    page = queries.stating(reference, by=request.user)
    form = BragForm(request.POST if request.method == "POST" else None, initial=page.begins)
    stated = _stated(request, form, page) if form.is_valid() else None
    if stated:
        messages.success(request, stated.words)
        return see_other("workplan:item", reference)
    return render_form(request, "workplan/state_brag.jinja", {"form": form, "page": page})


def _stated(request: Request, form: BragForm, page: queries.Stating) -> actions.Stated | None:
    """What came of it; none when it cannot be, which the form then says beside the field."""
    version, key = form.cleaned_data["version"], form.cleaned_data["form_key"]
    words = {"brag": form.stated, "reason": form.cleaned_data["reason"]}
    try:
        return actions.state(
            page.item.number, computed=page.computed, version=version, form_key=key, by=request.user, **words
        )
    except Unreadable as unreadable:
        form.refuse(unreadable.errors)
    except Refused as refused:
        form.add_error(None, str(refused))
    return None
