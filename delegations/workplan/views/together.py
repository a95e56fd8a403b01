"""Many rows in one go: ticked in the grid or pasted, checked, saved as one set, and undone."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from delegations.workplan import actions, queries
from delegations.workplan.actions import Together, Wanted
from delegations.workplan.forms import PasteForm, TogetherForm
from delegations.workplan.forms.together import AskedOnce
from delegations.workplan.refusals import Refused
from lsc_places.kit.http import Request, render_form, see_other

form_page = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
def together(request: Request) -> HttpResponse:
    """One field of the ticked rows: asked for, checked row by row, and saved."""
    form = TogetherForm(request.POST, key=queries.new_key())
    rows = queries.ticked(form.references, cell=form.cell, seen=form.seen, by=request.user)
    wanted = _wanted(rows, form) if form.has_value else []
    words = f"{form.cell.label} of the ticked rows"
    return checked(request, form, wanted, "workplan/together.jinja", {"form": form, "rows": rows}, words)


def _wanted(rows: Sequence[queries.Ticked], form: TogetherForm) -> list[Wanted]:
    name = form.cell.name
    return [
        Wanted(number=row.number, values={name: form.typed}, bases={name: [row.base]}, version=row.version)
        for row in rows
    ]


@form_page
def paste(request: Request) -> HttpResponse:
    """Rows from a spreadsheet: read, checked row by row, and saved."""
    queries.adding(by=request.user)
    sent = request.POST if request.method == "POST" else None
    form = PasteForm(sent, initial={"form_key": queries.new_key(), "otherwise": "others"})
    if not form.is_valid():
        return render_form(request, "workplan/paste.jinja", {"form": form, "together": None})
    rows = queries.bases_of(form.pasted.rows, by=request.user)
    wanted = [
        Wanted(number=number, values=values, bases=bases, version=version) for number, values, bases, version in rows
    ]
    return checked(request, form, wanted, "workplan/paste.jinja", {"form": form}, "Rows pasted from a spreadsheet")


def checked(
    request: Request, form: AskedOnce, wanted: Sequence[Wanted], template: str, context: dict[str, object], words: str
) -> HttpResponse:
    """Save when that is confirmed, else show what would come of it."""
    done: Together = (
        actions.change_together(wanted, words=words, whole=form.is_whole, form_key=form.key, by=request.user)
        if form.is_confirmed and wanted
        else actions.check_together(wanted, by=request.user)
    )
    if done.change_set:
        for line in done.problems:
            messages.warning(request, f"{line.reference} was not saved: {line.problem}")
        return see_other("workplan:change-set", done.change_set.pk)
    status = 409 if form.is_confirmed and done.problems else 200
    return render(request, template, {**context, "together": done}, status=status)


@require_safe
def change_set(request: Request, key: int) -> HttpResponse:
    page = queries.change_set(key, reader=request.user)
    return render(request, "workplan/change_set.jinja", {"page": page, "refused": ""})


@require_POST
def undo(request: Request, key: int) -> HttpResponse:
    page = queries.change_set(key, reader=request.user)
    try:
        actions.undo(page.change_set, by=request.user)
    except Refused as refused:
        context = {"page": page, "refused": str(refused)}
        return render(request, "workplan/change_set.jinja", context, status=refused.status)
    messages.success(request, "Undone: the rows are as they were before")
    return see_other("workplan:change-set", key)
