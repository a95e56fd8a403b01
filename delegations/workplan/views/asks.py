"""What is asked of places, beside what their teams can take."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from delegations.workplan import actions, queries
from delegations.workplan.forms import CapacityForm, CloseAskForm, LogAskForm
from delegations.workplan.refusals import Refused
from lsc_places.kit.as_at import dated
from lsc_places.kit.dates import today
from lsc_places.kit.http import Request, render_form, see_other

form_page = require_http_methods(["GET", "HEAD", "POST"])


@dated
def asks(request: Request, *, as_at: date) -> HttpResponse:
    page = queries.asks_page(as_at=as_at, reader=request.user, may_change=as_at == today())
    return render(request, "workplan/asks.jinja", {"page": page})


@form_page
def log_ask(request: Request) -> HttpResponse:
    places = queries.logging_ask(by=request.user)
    sent = request.POST if request.method == "POST" else None
    form = LogAskForm(sent, initial={"form_key": queries.new_key()}, places=places)
    if form.is_valid():
        logged = actions.log_ask(by=request.user, **form.cleaned_data)
        messages.success(request, f"“{logged.title}” is logged for {logged.place}")
        return see_other("workplan:asks")
    return render_form(request, "workplan/log_ask.jinja", {"form": form})


@form_page
def close_ask(request: Request, key: int) -> HttpResponse:
    ask = queries.ask_to_close(key, by=request.user)
    form = CloseAskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.close_ask(key, by=request.user, **form.cleaned_data)
            return see_other("workplan:asks")
        except Refused as refused:
            form.add_error(None, str(refused))
    return render_form(request, "workplan/close_ask.jinja", {"form": form, "ask": ask})


@form_page
def state_capacity(request: Request, place: str) -> HttpResponse:
    of = queries.place_of_capacity(place, by=request.user)
    form = CapacityForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.state_capacity(of, by=request.user, **form.cleaned_data)
        return see_other("workplan:asks")
    return render_form(request, "workplan/capacity.jinja", {"form": form, "place": of})
