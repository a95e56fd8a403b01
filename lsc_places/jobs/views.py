"""The pages of what somebody asked for."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lsc_places.jobs import actions, queries
from lsc_places.kit.http import Request, render_part, see_other

NO_CHANGE = 204


@require_safe
def exports(request: Request) -> HttpResponse:
    return render(request, "jobs/exports.jinja", {"exports": queries.jobs_of(request.user)})


@require_safe
def export(request: Request, pk: int) -> HttpResponse:
    job = queries.job_of(pk, user=request.user)
    actions.mark_seen(job, by=request.user)
    shown = queries.job_shown(job, now=timezone.now())
    if request.htmx and shown.mark == request.GET.get("mark"):
        return HttpResponse(status=NO_CHANGE)
    return render_part(request, page="jobs/export.jinja", part="jobs/_export.jinja", context={"export": shown})


@require_safe
def export_file(request: Request, pk: int) -> FileResponse:
    job = queries.finished_job_of(pk, user=request.user)
    actions.mark_seen(job, by=request.user)
    return FileResponse(job.file.open(), as_attachment=True, filename=job.file_name)


@require_POST
def ask_again(request: Request, pk: int) -> HttpResponse:
    job = actions.ask_again(queries.job_of(pk, user=request.user), by=request.user)
    return see_other("jobs:export", job.pk)


@require_safe
def notices(request: Request) -> HttpResponse:
    return render(request, "jobs/notices.jinja", {"notices": queries.notices_of(request.user)})


@require_POST
def mark_all_read(request: Request) -> HttpResponse:
    actions.mark_all_read(by=request.user)
    return see_other("jobs:notices")
