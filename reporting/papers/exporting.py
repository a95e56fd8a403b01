"""Making the PDF of a paper: what a worker does when somebody asked for one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404
from django.template.loader import render_to_string
from django.utils.text import get_valid_filename, slugify

from lsc_places.jobs.kinds import Made, NotMade, Watch
from reporting.papers import queries

STEPS = ("Reading the records", "Setting the pages")
_FONTS = "static/node_modules/@fontsource/source-sans-3/files"


def make(subject: str, params: Mapping[str, Any], watch: Watch) -> Made:
    """The PDF of the paper of this slug as at ``params["as_at"]``."""
    watch.step(STEPS[0], number=1, of=len(STEPS))
    html = document(subject, as_at=date.fromisoformat(params["as_at"]))
    return pressed(html, name=file_name(subject, as_at=params["as_at"]), watch=watch)


def pressed(html: str, *, name: str, watch: Watch) -> Made:
    """A document as PDF, the last step of the work; the press is loaded only here, in a worker. Raises NotMade."""
    from reporting.papers import press

    watch.step(STEPS[1], number=2, of=len(STEPS))
    try:
        limits = press.Limits(niceness=settings.PRESS_NICENESS)
        made = press.press(html, sheet=sheet(), assets=assets(), limits=limits, tell=watch.renew)
    except press.PressFailed as failed:
        raise NotMade(f"This paper could not be made. {failed}") from failed
    detail = {"pages": press.pages(made.content), "peak_megabytes": round(made.peak_megabytes)}
    return Made(made.content, name, detail)


def document(slug: str, *, as_at: date) -> str:
    """The whole paper as the press takes it; raises NotMade with why it cannot be printed."""
    try:
        page = queries.paper_page(slug, as_at=as_at)
    except Http404 as unknown:
        raise NotMade("This paper is not here any more, or was not there yet on that day.") from unknown
    if page.composition is None:
        raise NotMade("This paper is not composed here, so there is nothing to print.")
    if page.composition.problems:
        raise NotMade(" ".join(page.composition.problems))
    return render_to_string("papers/print.jinja", {"page": page})


def make_highlight(subject: str, params: Mapping[str, Any], watch: Watch) -> Made:
    """The PDF of the highlight report as at ``params["as_at"]``."""
    watch.step(STEPS[0], number=1, of=len(STEPS))
    html = highlight(as_at=date.fromisoformat(params["as_at"]))
    return pressed(html, name=file_name(subject, as_at=params["as_at"]), watch=watch)


def highlight(*, as_at: date) -> str:
    """The highlight report as the press takes it."""
    return render_to_string("papers/highlight_print.jinja", {"page": queries.highlight_page(as_at=as_at)})


def sheet() -> str:
    """The style sheet of papers."""
    return (settings.BASE_DIR / "static/paper/print.css").read_text(encoding="utf-8")


def assets() -> dict[str, bytes]:
    """What the press may use: our fonts and the shapes of statuses, by name."""
    fonts = {
        f"font/{letters}-{weight}.woff2": settings.BASE_DIR / _FONTS / f"source-sans-3-{letters}-{weight}-normal.woff2"
        for letters in ("latin", "latin-ext")
        for weight in (400, 600)
    }
    shapes = {f"shape/{path.name}": path for path in (settings.BASE_DIR / "static/app/paper/shapes").glob("*.svg")}
    return {name: path.read_bytes() for name, path in (fonts | shapes).items()}


def file_name(slug: str, *, as_at: str) -> str:
    """A name that is safe to save the file under, whatever the paper is called."""
    return get_valid_filename(f"{slugify(slug) or 'paper'}-as-at-{as_at}.pdf")
