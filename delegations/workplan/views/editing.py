"""The form of an item, a cell of the grid, a note, and taking an item out of the plan."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from delegations.workplan import actions, queries
from delegations.workplan.forms import CellForm, ItemForm, NoteForm, RemoveForm, RestoreForm
from delegations.workplan.refusals import Conflict, Gone, Refused, Unreadable
from delegations.workplan.views.gone import tells_gone
from delegations.workplan.words import saved_words
from lsc_places.kit.http import Request, bare_part, render_form, see_other
from lsc_places.kit.keeping import keeps_words, seal

form_page = require_http_methods(["GET", "HEAD", "POST"])


@keeps_words(queries.label_of)
@form_page
def edit(request: Request, reference: str) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    try:
        form = ItemForm(sent, opened=queries.opened(reference, by=request.user))
        saved = _saved(request, form) if form.is_valid() else None
    except Gone as gone:
        context = {"gone": gone, "typed": queries.typed(request.POST), "sent": queries.sent(request.POST)}
        return render(request, "workplan/gone.jinja", context, status=410)
    if saved:
        messages.success(request, saved_words(reference, saved.labels, saved.told))
        return see_other("workplan:item", reference)
    context = {"form": form, "opened": form.opened, "seal": seal(request)}
    response = render_form(request, "workplan/edit.jinja", context)
    response.status_code = 409 if form.clashes else response.status_code
    return response


def _saved(request: Request, form: ItemForm) -> actions.Saved | None:
    """Save what the form asks; none when it cannot, which the form then says beside the field."""
    number, version = form.opened.item.number, form.cleaned_data["version"]
    try:
        return actions.change(number, values=form.values, bases=form.bases, version=version, by=request.user)
    except Unreadable as unreadable:
        form.refuse(unreadable.errors)
    except Conflict as conflict:
        form.meet(conflict.clashes, version=conflict.version)
    return None


@require_POST
def cell(request: Request, reference: str, field: str) -> HttpResponse:
    """Save one cell: the row as it is now, or a part that says why not (409, 410, 422)."""
    form = CellForm(request.POST, cell=queries.cell_called(field))
    context = form.told | {"reference": reference}
    if form.problem:
        queries.known(reference, by=request.user)
        return bare_part("workplan/_cell_refused.jinja", context, status=422)
    number = queries.number_of(reference)
    try:
        saved = actions.change(number, values=form.values, bases=form.bases, version=form.version_seen, by=request.user)
    except Refused as refused:
        return bare_part(form.part_of(refused), context | {"refused": refused}, status=refused.status)
    line = queries.saved_row(saved.item, columns=form.columns, by=request.user)
    said = saved_words(reference, saved.labels, saved.told)
    return bare_part("workplan/_saved_row.jinja", {"line": line, "said": said})


@tells_gone
@form_page
def note(request: Request, reference: str) -> HttpResponse:
    item = queries.opened(reference, by=request.user).item
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"form_key": queries.new_key()})
    if form.is_valid():
        try:
            actions.add_note(item.number, by=request.user, **form.cleaned_data)
            return see_other("workplan:item", reference)
        except Unreadable as unreadable:
            form.refuse(unreadable.errors)
    return render_form(request, "workplan/note.jinja", {"form": form, "item": item})


@tells_gone
@form_page
def remove(request: Request, reference: str) -> HttpResponse:
    opened = queries.opened(reference, by=request.user)
    sent = request.POST if request.method == "POST" else None
    form = RemoveForm(sent, initial={"version": opened.version})
    if form.is_valid():
        try:
            actions.remove(opened.item.number, by=request.user, **form.cleaned_data)
            messages.success(request, f"{reference}: removed from the workplan")
            return see_other("workplan:history", reference)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render_form(request, "workplan/remove.jinja", {"form": form, "opened": opened})


@require_POST
def restore(request: Request, reference: str) -> HttpResponse:
    """Put an item back, with what was typed while it was out."""
    number = queries.known(reference, by=request.user)
    form = RestoreForm(request.POST)
    try:
        actions.restore(number, values=form.values, bases=form.bases, version=form.version_seen, by=request.user)
        messages.success(request, f"{reference}: restored")
        return see_other("workplan:item", reference)
    except Refused as refused:
        return render(
            request, "workplan/not_restored.jinja", {"refused": refused, "reference": reference}, status=refused.status
        )
