"""Results: what came of an assessment, its letter, its conditions, and the places compared."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from delegations.readiness import queries
from delegations.readiness.actions import conditions as actions
from delegations.readiness.actions import items as item_actions
from delegations.readiness.forms.reviews import CompareFilters, DischargeForm
from delegations.readiness.permissions import DISCHARGE
from delegations.readiness.refusals import Refused
from lsc_places.kit.http import Request, render_form, see_other
from lsc_places.kit.permissions import require


@require_safe
def result(request: Request, round: str, place: str) -> HttpResponse:
    """What came of an assessment."""
    page = queries.result_page(round, place=place, reader=request.user)
    return render(request, "readiness/result.jinja", {"page": page})


@require_safe
def letter(request: Request, round: str, place: str) -> FileResponse:
    """The result letter as PDF."""
    file, name = queries.letter_of(round, place=place)
    return FileResponse(file, as_attachment=True, filename=name)


@require_http_methods(["GET", "HEAD", "POST"])
def discharge(request: Request, round: str, place: str, condition: int) -> HttpResponse:
    """Say that a condition is met."""
    found = queries.condition_of(round, place=place, condition=condition)
    require(request.user, DISCHARGE, found)
    form = DischargeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.discharge_condition(found, words=form.cleaned_data["words"], by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The condition is discharged")
            return see_other("readiness:result", round, place)
    return render_form(request, "readiness/discharge.jinja", {"form": form, "condition": found})


@require_POST
def make_item(request: Request, round: str, place: str, condition: int) -> HttpResponse:
    """Put a condition into the workplan."""
    found = queries.condition_of(round, place=place, condition=condition)
    item = item_actions.make_condition_item(found, by=request.user)
    messages.success(request, f"{item.reference} is in the workplan")
    return see_other("readiness:result", round, place)


@require_POST
def make_gap_item(request: Request, round: str, place: str, line: str) -> HttpResponse:
    """Put the next step on a line below what is needed into the workplan."""
    assessment = queries.published_assessment(round, place=place)
    found = queries.line_of(assessment, code=line)
    item = item_actions.make_gap_item(assessment, line=found, by=request.user)
    messages.success(request, f"{item.reference} is in the workplan")
    return see_other("readiness:result", round, place)


@require_safe
def compare(request: Request, round: str) -> HttpResponse:
    """The places of a round in one table."""
    form = CompareFilters(request.GET)
    form.full_clean()
    page = queries.compare_page(round, reader=request.user, only_differing=form.cleaned_data["differ"])
    return render(request, "readiness/compare.jinja", {"page": page, "form": form})
