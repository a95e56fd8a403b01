"""The forms of what is changed in the register."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from delegations.register import actions, forms, queries
from delegations.register.models import Delegation
from delegations.register.permissions import EDIT, HOLD, NAME_HOLDER, RECORD_APPROVAL, RECORD_FORMULA, RECORD_SCHEME
from delegations.register.refusals import Refused
from lsc_places.kit.dates import today
from lsc_places.kit.http import Request, render_form, see_other
from lsc_places.kit.nhsuk import NHSForm
from lsc_places.people.models import User

form_page = require_http_methods(["GET", "HEAD", "POST"])


def refused_status(form: NHSForm, act: Callable[..., Any], *, by: User) -> int | None:
    """Do what a valid form asks; the status to answer with when it is refused, which the form then says beside the field."""
    try:
        act(by=by, **form.cleaned_data)
    except Refused as refused:
        form.add_error(refused.field, str(refused))
        return refused.status
    return None


def answered(
    request: Request, template: str, form: NHSForm, act: Callable[..., Any], delegation: Delegation, **context: Any
) -> HttpResponse:
    """Do what the form asks and say what is ``done``, or show the form again with what was typed and why it cannot be."""
    status = refused_status(form, act, by=request.user) if form.is_valid() else None
    if form.is_valid():
        messages.success(request, f"{delegation.reference}: {context.get('done', 'saved')}")
        return see_other("gates:delegation", delegation.reference)
    response = render_form(request, template, {"form": form, "delegation": delegation, **context})
    response.status_code = status or response.status_code
    return response


def sent(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _acted(
    request: Request, form: NHSForm, act: Callable[..., Any], delegation: Delegation, *, about: str = ""
) -> HttpResponse:
    return answered(request, "register/act.jinja", form, act, delegation, about=about)


@form_page
def terms(request: Request, reference: str) -> HttpResponse:
    delegation = queries.to_change(reference, permission=EDIT, by=request.user)
    form = forms.TermsForm(sent(request), initial=queries.terms_of(delegation))
    return _acted(request, form, partial(actions.edit_terms, delegation), delegation)


@form_page
def what(request: Request, reference: str) -> HttpResponse:
    delegation = queries.to_change(reference, permission=EDIT, by=request.user)
    form = forms.WhatForm(sent(request), initial=queries.what_of(delegation), among=queries.offered())
    return _acted(request, form, partial(actions.change_what, delegation), delegation)


@form_page
def planned(request: Request, reference: str) -> HttpResponse:
    delegation = queries.to_change(reference, permission=EDIT, by=request.user)
    form = forms.PlannedForm(sent(request), initial={"said_on": today()}, among=queries.offered())
    return _acted(request, form, partial(actions.set_planned, delegation), delegation)


@form_page
def holder(request: Request, reference: str) -> HttpResponse:
    delegation = queries.to_change(reference, permission=NAME_HOLDER, by=request.user)
    form = forms.HolderForm(
        sent(request),
        initial={"effective_on": today()},
        among=queries.holders_of(delegation),
        decisions=queries.decisions(),
    )
    return _acted(request, form, partial(actions.name_holder, delegation), delegation)


@form_page
def money(request: Request, reference: str) -> HttpResponse:
    delegation = queries.to_change(reference, permission=EDIT, by=request.user)
    form = forms.SumForm(sent(request), initial=queries.sum_of(delegation, year=request.GET.get("year", "")))
    return _acted(request, form, partial(actions.state_sum, delegation), delegation)


@form_page
def document(request: Request, reference: str) -> HttpResponse:
    delegation = queries.to_change(reference, permission=EDIT, by=request.user)
    return _acted(request, forms.DocumentForm(sent(request)), partial(actions.add_document, delegation), delegation)


@form_page
def end_document(request: Request, reference: str, key: int) -> HttpResponse:
    delegation = queries.to_change(reference, permission=EDIT, by=request.user)
    held = queries.document_of(delegation, key=key)
    form = forms.EndDocumentForm(sent(request))
    return _acted(request, form, partial(actions.end_document, held), delegation, about=held.title)


@form_page
def needed(request: Request, reference: str) -> HttpResponse:
    delegation = queries.to_change(reference, permission=EDIT, by=request.user)
    form = forms.NeededForm(sent(request), among=queries.not_yet_needed(delegation))
    return _acted(request, form, partial(actions.need_approvals, delegation), delegation)


@form_page
def scheme(request: Request, reference: str) -> HttpResponse:
    delegation = queries.to_change(reference, permission=RECORD_SCHEME, by=request.user)
    first = {"clause": delegation.scheme_clause, "decision": delegation.scheme_decision}
    form = forms.SchemeForm(sent(request), initial=first, decisions=queries.decisions())
    return _acted(request, form, partial(actions.record_scheme, delegation), delegation)


@form_page
def checklist(request: Request, reference: str) -> HttpResponse:
    delegation = queries.to_change(reference, permission=EDIT, by=request.user)
    first = {"version": delegation.version, "lines": delegation.checklist}
    form = forms.ChecklistForm(sent(request), initial=first)
    return _acted(request, form, partial(actions.confirm_checklist, delegation), delegation)


@form_page
def hold(request: Request, reference: str) -> HttpResponse:
    delegation = queries.to_change(reference, permission=HOLD, by=request.user)
    return _acted(request, forms.HoldForm(sent(request)), partial(actions.put_on_hold, delegation), delegation)


@form_page
def take_off_hold(request: Request, reference: str, key: int) -> HttpResponse:
    delegation = queries.to_change(reference, permission=HOLD, by=request.user)
    held = queries.hold_of(delegation, key=key)
    form = forms.TakeOffHoldForm(sent(request))
    return _acted(request, form, partial(actions.take_off_hold, held), delegation, about=held.reason)


@form_page
def approval(request: Request, reference: str, key: int) -> HttpResponse:
    delegation = queries.to_change(reference, permission=RECORD_APPROVAL, by=request.user)
    needed = queries.approval_of(delegation, key=key)
    form = forms.ApprovalForm(sent(request), decisions=queries.decisions())
    return _acted(request, form, partial(actions.record_approval, needed), delegation, about=str(needed.approval))


@form_page
def formula(request: Request, reference: str) -> HttpResponse:
    delegation = queries.to_change(reference, permission=RECORD_FORMULA, by=request.user)
    if delegation.function is None:
        raise Http404(f"{reference} is of no function")
    form = forms.FormulaForm(sent(request), decisions=queries.decisions(), methods=queries.methods())
    return _acted(request, form, partial(actions.record_formula, delegation.function), delegation)
