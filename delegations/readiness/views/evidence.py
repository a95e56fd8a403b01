"""Evidence: all of it, adding and choosing it for an answer, and opening it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from delegations.readiness import queries
from delegations.readiness.actions import evidence as actions
from delegations.readiness.forms.evidence import AddEvidenceForm, ChooseEvidenceForm, DescribeEvidenceForm, was_cut
from delegations.readiness.refusals import Refused
from lsc_places.documents.serving import attachment
from lsc_places.kit.http import Request, render_form, see_other


@require_safe
def evidence(request: Request, round: str, place: str) -> HttpResponse:
    """All evidence of a place, or of the ICB."""
    assessment = queries.own_assessment(round, place=place, reader=request.user)
    context = {"assessment": assessment, "evidence": queries.evidence_of(assessment)}
    return render(request, "readiness/evidence.jinja", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add_evidence(request: Request, round: str, place: str, line: str = "") -> HttpResponse:
    """Upload a file, for one answer or for any."""
    page = queries.evidence_page(round, place=place, line=line, reader=request.user)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AddEvidenceForm(*sent, cut=was_cut(request.META))
    if form.is_valid():
        try:
            added = actions.add_evidence(page.assessment, line=line or None, by=request.user, **form.asked)
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, f"{added.name} is added")
            return see_other(*page.back, at=page.at)
    return render_form(request, "readiness/add_evidence.jinja", {"form": form, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def choose_evidence(request: Request, round: str, place: str, line: str) -> HttpResponse:
    """Choose which of the evidence added already stands behind an answer."""
    page = queries.evidence_page(round, place=place, line=line, reader=request.user)
    form = ChooseEvidenceForm(request.POST if request.method == "POST" else None, offered=page.offered, line=line)
    if form.is_valid():
        try:
            actions.use_evidence(page.assessment, line=line, keys=form.keys, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return see_other(*page.back, at=page.at)
    return render_form(request, "readiness/choose_evidence.jinja", {"form": form, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def describe_evidence(request: Request, round: str, place: str, key: UUID) -> HttpResponse:
    """Say better what a piece of evidence is."""
    assessment = queries.own_assessment(round, place=place, reader=request.user)
    found = queries.evidence_to_change(assessment, key=key)
    sent = request.POST if request.method == "POST" else None
    form = DescribeEvidenceForm(sent, initial=queries.details_of(found))
    if form.is_valid():
        actions.describe_evidence(found, assessment=assessment, details=form.cleaned_data, by=request.user)
        return see_other("readiness:evidence", round, place)
    context = {"form": form, "assessment": assessment, "evidence": found}
    return render_form(request, "readiness/describe_evidence.jinja", context)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_evidence(request: Request, round: str, place: str, key: UUID) -> HttpResponse:
    """Remove a piece of evidence from the list and from every answer that is not signed."""
    assessment = queries.own_assessment(round, place=place, reader=request.user)
    found = queries.evidence_to_change(assessment, key=key)
    problem = ""
    if request.method == "POST":
        try:
            actions.remove_evidence(found, assessment=assessment, by=request.user)
            return see_other("readiness:evidence", round, place)
        except Refused as refused:
            problem = str(refused)
    context = {"assessment": assessment, "evidence": found, "problem": problem}
    return render(request, "readiness/remove_evidence.jinja", context, status=409 if problem else 200)


@require_safe
def evidence_file(request: Request, key: UUID) -> HttpResponseBase:
    """The file itself, for those who may open it."""
    found = queries.evidence_to_open(key, reader=request.user)
    return attachment(found.file, name=found.name)
