"""The whole plan, and one item of it."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from delegations.workplan import queries
from delegations.workplan.forms import CompareForm, SinceForm, WorkplanFilters
from delegations.workplan.refusals import Gone
from lsc_places.kit.as_at import dated
from lsc_places.kit.http import Request


@dated
def workplan(request: Request, *, as_at: date) -> HttpResponse:
    plan = queries.standing(as_at=as_at, reader=request.user)
    choices = queries.choices(plan)
    form = WorkplanFilters(request.GET, choices=choices)
    page = queries.workplan_page(as_at=as_at, reader=request.user, asked=form.asked, plan=plan, offered=choices.offered)
    return render(request, "workplan/workplan.jinja", {"page": page, "form": form}, status=form.answer_status)


@dated
def item(request: Request, reference: str, *, as_at: date) -> HttpResponse:
    try:
        page = queries.item_page(reference, as_at=as_at, reader=request.user)
    except Gone as gone:
        return render(request, "workplan/gone.jinja", {"gone": gone, "typed": [], "sent": []}, status=410)
    return render(request, "workplan/item.jinja", {"page": page})


@require_safe
def history(request: Request, reference: str) -> HttpResponse:
    return render(request, "workplan/history.jinja", {"page": queries.history_page(reference, reader=request.user)})


@require_safe
def moved(request: Request) -> HttpResponse:
    form = SinceForm(request.GET)
    page = queries.moved_page(asked=form.asked, reader=request.user)
    return render(request, "workplan/moved.jinja", {"page": page, "form": form}, status=form.answer_status)


@require_safe
def compare(request: Request) -> HttpResponse:
    form = CompareForm(request.GET)
    before, after = form.days
    page = queries.comparison(before=before, after=after, reader=request.user)
    return render(request, "workplan/compare.jinja", {"page": page, "form": form}, status=form.answer_status)
