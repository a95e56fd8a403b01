"""An assessment from the list of what is left to do to its receipt."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from delegations.readiness import queries
from delegations.readiness.actions import submissions as actions
from delegations.readiness.forms.submitting import DeclareForm, WithdrawForm
from delegations.readiness.queries import TasksPage
from delegations.readiness.refusals import Refused
from lsc_places.kit.http import Request, render_form, see_other


@require_safe
def assessment(request: Request, round: str, place: str) -> HttpResponse:
    """What is left to do for those who write it; what was signed for those who may read it."""
    page = queries.assessment_for(round, place=place, reader=request.user)
    template = "readiness/tasks.jinja" if isinstance(page, TasksPage) else "readiness/signed.jinja"
    return render(request, template, {"page": page})


@require_safe
def check(request: Request, round: str, place: str) -> HttpResponse:
    """All answers, before they are signed, with what is left to do first."""
    mine = queries.own_assessment(round, place=place, reader=request.user)
    if mine.submission:
        return see_other("readiness:submitted", round, place)
    return render(request, "readiness/check.jinja", {"page": queries.check_page(mine, reader=request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: Request, round: str, place: str) -> HttpResponse:
    """The declaration; whoever sends it second gets the receipt of the first."""
    mine = queries.own_assessment(round, place=place, reader=request.user)
    if mine.submission:
        return see_other("readiness:submitted", round, place)
    page = queries.check_page(mine, reader=request.user)
    form = DeclareForm(request.POST if request.method == "POST" else None, acting_for=page.acting_for)
    if form.is_valid():
        try:
            actions.submit_assessment(mine, by=request.user)
            return see_other("readiness:submitted", round, place)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render_form(request, "readiness/submit.jinja", {"form": form, "page": page})


@require_safe
def submitted(request: Request, round: str, place: str) -> HttpResponse:
    """The receipt."""
    mine = queries.own_assessment(round, place=place, reader=request.user)
    if not mine.submission:
        return see_other("readiness:assessment", round, place)
    return render(request, "readiness/submitted.jinja", {"page": queries.receipt_page(mine, reader=request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, round: str, place: str) -> HttpResponse:
    """Take a submission back, before anybody has begun to review it."""
    mine = queries.own_assessment(round, place=place, reader=request.user)
    if not mine.submission:
        return see_other("readiness:assessment", round, place)
    form = WithdrawForm(request.POST if request.method == "POST" else None, number=mine.submission.number)
    if form.is_valid():
        try:
            actions.withdraw_assessment(mine, submission=form.cleaned_data["submission"], by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The assessment is withdrawn. You can write on")
            return see_other("readiness:assessment", round, place)
    return render_form(request, "readiness/withdraw.jinja", {"form": form, "assessment": mine})


@require_safe
def draft(request: Request, round: str, place: str) -> HttpResponse:
    """What was written so far, as text to keep."""
    mine = queries.own_assessment(round, place=place, reader=request.user)
    page = queries.check_page(mine, reader=request.user)
    response = render(request, "readiness/draft.jinja", {"page": page}, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="readiness-{mine.round.slug}-{mine.slug}.txt"'
    return response


@require_safe
def receipt(request: Request, round: str, place: str) -> FileResponse:
    """The receipt as PDF."""
    file, name = queries.receipt_of(round, place=place, reader=request.user)
    return FileResponse(file, as_attachment=True, filename=name)
