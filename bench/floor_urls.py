"""The addresses of the house, and beside them the least that a save and a page of 500 rows can be."""

from typing import Any

from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from bench import FLOOR_COLUMNS, FLOOR_TABLE
from delegations.workplan.models import Item
from lsc_places.urls import urlpatterns as ours

NUMBER = 12
ROW = "<tr><td>{{ number }}</td><td>{{ title }}</td><td>{{ next_step }}</td><td>{{ version }}</td></tr>"
BARE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Rows</title></head><body><table>
{% for row in rows %}
<tr><td>{{ row.one }}</td><td>{{ row.two }}</td><td>{{ row.three }}</td><td>{{ row.four }}</td><td>{{ row.five }}</td><td>{{ row.six }}</td><td>{{ row.seven }}</td><td>{{ row.eight }}</td></tr>
{% endfor %}
</table></body></html>"""

Row: Any = type(
    "Row",
    (models.Model,),
    {
        "__module__": __name__,
        "Meta": type("Meta", (), {"app_label": "bench", "db_table": FLOOR_TABLE, "managed": False, "ordering": ["pk"]}),
        **{name: models.CharField(max_length=60) for name in FLOOR_COLUMNS},
    },
)


def save(request: HttpRequest) -> HttpResponse:
    """One conditional update, whose row of history a trigger writes, and the row again."""
    assert request.user.is_authenticated
    version = int(request.POST["version"])
    with transaction.atomic():
        asked = Item.objects.filter(number=NUMBER, version=version)
        if not asked.update(next_step=request.POST["value"], version=version + 1):
            return HttpResponse(status=409)
    row = Item.objects.filter(number=NUMBER).values("number", "title", "next_step", "version").get()
    return HttpResponse(_template(ROW).render(row))


def rows(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_template(BARE).render(rows=Row.objects.all()))


_KEPT: dict[str, Any] = {}


def _template(source: str) -> Any:
    if source not in _KEPT:
        _KEPT[source] = engines["jinja2"].env.from_string(source)
    return _KEPT[source]


urlpatterns = [path("floor/", save), path("floor/rows/", rows), *ours]
