"""Handing out a file. The view that calls this has made sure that the person may open it."""

from django.http import FileResponse, Http404, HttpResponseBase

from lsc_places.documents.models import StoredFile
from lsc_places.documents.names import download_name

# In case a browser shows the file after all: nothing in it may run or load.
HARMLESS = "sandbox; default-src 'none'"


def attachment(stored: StoredFile, *, name: str) -> HttpResponseBase:
    """The file as a download of exactly its own type; Http404 while it waits for its scan."""
    if not stored.may_be_opened:
        raise Http404("This file is not checked yet")
    try:
        content = stored.path.open("rb")
    except FileNotFoundError as missing:
        raise Http404("This file is missing") from missing
    return FileResponse(
        content,
        as_attachment=True,
        filename=download_name(name, suffix=stored.kind),
        content_type=stored.of_kind.content_type,
        headers={"Content-Security-Policy": HARMLESS, "X-Content-Type-Options": "nosniff"},
    )
