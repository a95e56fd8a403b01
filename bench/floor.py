"""The floor: a bare Django view of 500 rows by 8 columns from the ORM in Jinja2, as a WSGI application."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from environs import Env

from bench import FLOOR_COLUMNS, FLOOR_TABLE

settings.configure(
    ALLOWED_HOSTS=["*"],
    DATABASES={"default": Env().dj_db_url("DATABASE_URL") | {"CONN_MAX_AGE": 60}},
    ROOT_URLCONF=__name__,
    SECRET_KEY=os.environ["SECRET_KEY"],
    TEMPLATES=[{"BACKEND": "django.template.backends.jinja2.Jinja2", "DIRS": [Path(__file__).parent / "templates"]}],
    MIDDLEWARE=[],
)
application = get_wsgi_application()

Row = type(
    "Row",
    (models.Model,),
    {
        "__module__": __name__,
        "Meta": type("Meta", (), {"app_label": "bench", "db_table": FLOOR_TABLE, "ordering": ["pk"]}),
        **{name: models.CharField(max_length=60) for name in FLOOR_COLUMNS},
    },
)


def rows(request: HttpRequest) -> HttpResponse:
    return render(request, "floor.jinja", {"rows": Row.objects.all()})


urlpatterns = [path("", rows)]
