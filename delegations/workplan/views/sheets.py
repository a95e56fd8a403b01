"""The workplan as a file, and a file that comes back."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from delegations.workplan import queries
from delegations.workplan.actions import Wanted
from delegations.workplan.forms import ImportForm, WorkplanFilters
from delegations.workplan.views.together import checked, form_page
from lsc_places.kit.as_at import dated
from lsc_places.kit.http import Request, render_form, see_other
from lsc_places.people.models import User

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dated
def export_sheet(request: Request, *, as_at: date) -> HttpResponse:
    form = WorkplanFilters(request.GET, choices=queries.choices())
    if form.errors:
        return render(request, "workplan/unfiltered.jinja", {"form": form}, status=form.answer_status)
    book = queries.workplan_sheet(asked=form.asked, words=form.narrowed_by, as_at=as_at, reader=request.user)
    name = queries.file_name(as_at=as_at)
    return HttpResponse(book, content_type=KIND, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@form_page
def import_sheet(request: Request) -> HttpResponse:
    """Rows of a file: read, checked row by row, and saved."""
    queries.adding(by=request.user)
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if not form.is_valid():
        return render_form(request, "workplan/import.jinja", {"form": form, "together": None})
    if form.has_come:
        form.begin(queries.key_of_file(form.digest, rows=form.pasted.rows, by=request.user))
    if known := queries.imported(form.key, by=request.user):
        messages.success(request, "This file was imported before: 0 changes")
        return see_other("workplan:change-set", known.pk)
    wanted = _wanted(form, by=request.user)
    return checked(request, form, wanted, "workplan/import.jinja", {"form": form}, "Rows imported from a file")


def _wanted(form: ImportForm, *, by: User) -> list[Wanted]:
    rows = queries.began_from(form.pasted.rows, by=by)
    return [Wanted(number=one[0], values=one[1], bases=one[2], version=one[3]) for one in rows]
