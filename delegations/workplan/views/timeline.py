"""The plan along time, and what waits for what."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from delegations.workplan import actions, queries
from delegations.workplan.forms import NeedForm, NeedNoMoreForm, TimelineFilters
from delegations.workplan.refusals import Refused, Unreadable
from delegations.workplan.views.gone import tells_gone
from lsc_places.kit.as_at import dated
from lsc_places.kit.http import Request, render_form, see_other


@dated
def timeline(request: Request, *, as_at: date) -> HttpResponse:
    choices = queries.choices()
    form = TimelineFilters(request.GET, choices=choices)
    among = queries.visible_items(request.user)
    page = queries.timeline(as_at=as_at, asked=form.asked, among=among, offered=choices.offered)
    return render(request, "workplan/timeline.jinja", {"page": page, "form": form}, status=form.answer_status)


@tells_gone
@require_http_methods(["GET", "HEAD", "POST"])
def needs(request: Request, reference: str) -> HttpResponse:
    page = queries.needs_page(reference, by=request.user)
    sent = request.POST if request.method == "POST" else None
    form = NeedForm(sent, initial={"version": page.opened.version}, choices=page.choices)
    if form.is_valid():
        try:
            actions.need(page.opened.item.number, by=request.user, **form.cleaned_data)
            messages.success(request, f"{reference}: what it waits for is saved")
            return see_other("workplan:needs", reference)
        except Unreadable as unreadable:
            form.refuse(unreadable.errors)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render_form(request, "workplan/needs.jinja", {"form": form, "page": page})


@tells_gone
@require_POST
def needs_no_more(request: Request, reference: str, other: str) -> HttpResponse:
    opened = queries.to_change(reference, by=request.user)
    form = NeedNoMoreForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    try:
        needed = queries.number_of(other)
        actions.need_no_more(opened.item.number, needs=needed, version=version, by=request.user)
        messages.success(request, f"{reference}: does not wait for {other} any more")
    except Refused as refused:
        messages.error(request, str(refused))
    return see_other("workplan:needs", reference)
