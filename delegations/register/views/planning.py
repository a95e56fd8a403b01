"""A phase, and the forms of what it taught and what comes next."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from delegations.register import actions, forms, queries
from delegations.register.models import Phase
from delegations.register.views.acting import form_page, refused_status, sent
from lsc_places.kit.as_at import dated
from lsc_places.kit.http import Request, render_form, see_other
from lsc_places.kit.nhsuk import NHSForm


@dated
def phase(request: Request, slug: str, *, as_at: date) -> HttpResponse:
    return render(request, "register/phase.jinja", {"page": queries.phase_page(slug, as_at=as_at)})


def _planned(request: Request, form: NHSForm, act: Callable[..., Any], phase: Phase) -> HttpResponse:
    status = refused_status(form, act, by=request.user) if form.is_valid() else None
    if form.is_valid():
        messages.success(request, f"{phase}: saved")
        return see_other("register:phase", phase.slug)
    response = render_form(request, "register/plan_phase.jinja", {"form": form, "phase": phase})
    response.status_code = status or response.status_code
    return response


@form_page
def lesson(request: Request, slug: str) -> HttpResponse:
    phase = queries.phase_to_plan(slug, by=request.user)
    form = forms.LessonForm(sent(request), among=queries.offered_to(phase))
    return _planned(request, form, partial(actions.record_lesson, phase), phase)


@form_page
def list_candidate(request: Request, slug: str) -> HttpResponse:
    phase = queries.phase_to_plan(slug, by=request.user)
    form = forms.CandidateForm(sent(request), among=queries.offered_to(phase))
    return _planned(request, form, partial(actions.list_candidate, phase), phase)


@form_page
def change_candidate(request: Request, slug: str, key: int) -> HttpResponse:
    phase = queries.phase_to_plan(slug, by=request.user)
    candidate = queries.candidate_of(phase, key=key)
    form = forms.CandidateForm(sent(request), initial=queries.candidate_now(candidate), among=queries.offered_to(phase))
    return _planned(request, form, partial(actions.change_candidate, candidate), phase)


@form_page
def sequence(request: Request, slug: str) -> HttpResponse:
    phase = queries.phase_to_plan(slug, by=request.user)
    form = forms.SequenceForm(sent(request), initial=queries.sequencing_now(phase), among=queries.offered_to(phase))
    return _planned(request, form, partial(actions.sequence, phase), phase)
