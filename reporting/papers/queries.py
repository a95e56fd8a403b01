"""Papers as they are listed, and the cover of one."""

from dataclasses import dataclass
from datetime import date

from django.shortcuts import get_object_or_404

from reporting.papers.cover import CoverPart, cover_of
from reporting.papers.models import OutlineSection, Paper, Slide


@dataclass(frozen=True)
class PaperListed:
    """A paper in the list of all."""

    slug: str
    title: str
    body: str | None
    body_slug: str | None
    organisation: str
    date: str
    item: str | None
    form: str | None
    version: str
    is_draft: bool
    citation: str


@dataclass(frozen=True)
class PaperPage:
    """One paper: its cover in the order of its form, and how its source is divided."""

    paper: Paper
    listed: PaperListed
    cover: tuple[CoverPart, ...]
    outline: tuple[OutlineSection, ...]
    slides: tuple[Slide, ...]

    @property
    def asked(self) -> str:
        """The words before what the meeting is asked to do."""
        return f"{self.paper.addressee or 'The reader'} is asked to:"

    @property
    def day(self) -> date:
        """The day the paper speaks for when nobody asks for another."""
        return self.paper.stated_on


_WITH = ("document", "organisation", "form", "meeting__body")


def papers(*, as_at: date) -> tuple[PaperListed, ...]:
    """The papers that were there by a day, newest first; one query."""
    return tuple(_listed(paper) for paper in Paper.objects.as_at(as_at).select_related(*_WITH))


def paper_page(slug: str, *, as_at: date) -> PaperPage:
    """One paper; Http404 when it is unknown or is later than the day."""
    paper = get_object_or_404(Paper.objects.as_at(as_at).select_related(*_WITH), slug=slug)
    return PaperPage(
        paper=paper,
        listed=_listed(paper),
        cover=cover_of(paper),
        outline=tuple(paper.outline.all()),
        slides=tuple(paper.slides.select_related("place")),
    )


def _listed(paper: Paper) -> PaperListed:
    meeting = paper.meeting
    body = meeting.body if meeting else None
    return PaperListed(
        slug=paper.slug,
        title=paper.title,
        body=str(body or meeting) if meeting else None,
        body_slug=body.slug if body else None,
        organisation=paper.organisation.name,
        date=meeting.held.words if meeting else paper.document.published.words,
        item=paper.agenda_item or None,
        form=str(paper.form) if paper.form else None,
        version=paper.version,
        is_draft=paper.is_draft,
        citation=paper.document.citation,
    )
