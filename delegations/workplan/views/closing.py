"""Closing an item, and linking it."""

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from delegations.workplan import actions, queries
from delegations.workplan.forms import CloseForm, LinkForm
from delegations.workplan.refusals import Refused, Unreadable
from delegations.workplan.views.gone import tells_gone
from lsc_places.kit.http import Request, render_form, see_other

form_page = require_http_methods(["GET", "HEAD", "POST"])


@tells_gone
@form_page
def close(request: Request, reference: str) -> HttpResponse:
    opened = queries.to_change(reference, by=request.user)
    sent = request.POST if request.method == "POST" else None
    form = CloseForm(sent, initial={"version": opened.version}, documents=queries.documents())
    if form.is_valid():
        try:
            actions.close(opened.item.number, by=request.user, **form.cleaned_data)
            messages.success(request, f"{reference}: closed")
            return see_other("workplan:item", reference)
        except Unreadable as unreadable:
            form.refuse(unreadable.errors)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render_form(request, "workplan/close.jinja", {"form": form, "opened": opened})


@tells_gone
@form_page
def link(request: Request, reference: str) -> HttpResponse:
    opened = queries.to_change(reference, by=request.user)
    sent = request.POST if request.method == "POST" else None
    form = LinkForm(sent, initial=queries.linked_to(opened.item), links=queries.links())
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.link(opened.item.number, version=version, linked=form.linked, by=request.user)
            return see_other("workplan:item", reference)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render_form(request, "workplan/link.jinja", {"form": form, "opened": opened})
