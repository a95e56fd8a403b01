"""Asking for a paper as a file."""

from datetime import date

from lsc_places.jobs import actions as jobs
from lsc_places.jobs.models import Job
from lsc_places.kit.dates import day_words
from lsc_places.kit.permissions import require
from lsc_places.people.models import User
from reporting.papers.models import Paper
from reporting.papers.permissions import EXPORT, EXPORT_HIGHLIGHT

KIND = "papers.paper"
HIGHLIGHT, HIGHLIGHT_REPORT = "papers.highlight", "highlight-report"


def export(paper: Paper, *, as_at: date, by: User) -> Job:
    """Ask for the PDF of a paper with its live blocks as at a day."""
    require(by, EXPORT, paper)
    return ask(paper, as_at=as_at, by=by)


def ask(paper: Paper, *, as_at: date, by: User | None) -> Job:
    """The same for nobody in particular, as a command of whoever runs the service does."""
    title = f"{paper.title}, as at {day_words(as_at)}"
    return jobs.ask(KIND, subject=paper.slug, title=title, params={"as_at": as_at.isoformat()}, by=by)


def export_highlight(*, as_at: date, by: User) -> Job:
    """Ask for the PDF of the highlight report as at a day."""
    require(by, EXPORT_HIGHLIGHT, HIGHLIGHT_REPORT)
    title = f"Highlight report, as at {day_words(as_at)}"
    return jobs.ask(HIGHLIGHT, subject=HIGHLIGHT_REPORT, title=title, params={"as_at": as_at.isoformat()}, by=by)
