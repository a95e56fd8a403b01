"""Adding an item, answering a proposal, and the order of a list."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from delegations.workplan import actions, queries
from delegations.workplan.forms import AddForm, AnswerForm, OrderForm
from delegations.workplan.refusals import Refused, Unreadable
from lsc_places.kit.http import Request, render_form, see_other

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
def add(request: Request) -> HttpResponse:
    is_accepted = queries.adding(by=request.user)
    sent = request.POST if request.method == "POST" else None
    form = AddForm(sent, initial={"form_key": queries.new_key()})
    if form.is_valid():
        plan, key = form.cleaned_data["plan"], form.cleaned_data["form_key"]
        try:
            item = actions.add(form.values, plan=plan, form_key=key, by=request.user)
            return see_other("workplan:item", item.reference)
        except Unreadable as unreadable:
            form.refuse(unreadable.errors)
    return render_form(request, "workplan/add.jinja", {"form": form, "is_accepted": is_accepted})


@require_safe
def proposals(request: Request) -> HttpResponse:
    context = {"items": queries.proposals(reader=request.user), "may_answer": queries.may_answer(request.user)}
    return render(request, "workplan/proposals.jinja", context)


@form_page
def answer(request: Request, reference: str) -> HttpResponse:
    item = queries.proposal(reference, by=request.user)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.answer(item.number, by=request.user, **form.cleaned_data)
            messages.success(request, f"{reference}: the answer is recorded")
            return see_other("workplan:proposals")
        except Unreadable as unreadable:
            form.refuse(unreadable.errors)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render_form(request, "workplan/answer.jinja", {"form": form, "item": item})


@form_page
def order(request: Request, plan: str, place: str = "") -> HttpResponse:
    """A list in an order that is tried with each press, and saved whole."""
    form = OrderForm(request.POST if request.method == "POST" else None)
    tried = queries.arranging(plan, place=place, order=form.references, move=form.move, by=request.user)
    refused = ""
    if form.is_valid() and not form.move:
        numbers = [queries.number_of(reference) for reference in form.references]
        refused = _arranged(request, tried, numbers, form.cleaned_data["version"])
        if not refused:
            return see_other("workplan:workplan")
        tried = queries.arranging(plan, place=place, by=request.user)
    context = {"page": tried, "version": form.version_seen or tried.current.version, "refused": refused}
    return render(request, "workplan/order.jinja", context, status=409 if refused else 200)


def _arranged(request: Request, tried: queries.Arranging, numbers: list[int], version: int) -> str:
    """Why the order could not be saved; empty when it was."""
    current = tried.current
    try:
        actions.arrange(numbers, plan=current.plan, place=current.place, version=version, by=request.user)
    except Refused as refused:
        return str(refused)
    messages.success(request, "The order is saved")
    return ""
