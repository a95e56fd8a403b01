"""Addresses that answer with every kind of failure."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from lsc_places.urls import handler400, handler403, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def _failing(error: Exception):
    @login_not_required
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


@login_not_required
def _wrong_query(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM nowhere")
    return HttpResponse()


urlpatterns = [
    *urlpatterns,
    path("fails/400/", _failing(SuspiciousOperation("a secret reason"))),
    path("fails/403/", _failing(PermissionDenied("a secret reason"))),
    path("fails/404/", _failing(Http404("a secret reason"))),
    path("fails/500/", _failing(RuntimeError("a secret reason"))),
    path("fails/query/", _wrong_query),
]
