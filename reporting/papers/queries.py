"""Papers as they are listed, and the cover of one."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import BadRequest
from django.shortcuts import get_object_or_404

from delegations.workplan import queries as workplan
from lsc_places.kit.as_at import parse
from lsc_places.kit.dates import day_words, today
from lsc_places.sources.queries import document_days
from reporting.papers.composing import Composition, Item, alone, compose
from reporting.papers.cover import CoverPart, RecommendationShown, cover_of, recommendations_of, sign_off
from reporting.papers.models import OutlineSection, Paper


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
    """One paper: its cover in the order of its form, and its text, where it is composed here.

    ``as_at`` is the day its live blocks speak of, ``own_day`` that of the paper itself.
    """

    paper: Paper
    listed: PaperListed
    as_at: date
    own_day: date
    cover: tuple[CoverPart, ...]
    composition: Composition | None
    recommendations: tuple[RecommendationShown, ...]
    outline: tuple[OutlineSection, ...]
    other_days: tuple[date, ...]

    @property
    def asked(self) -> str:
        """The words before what the meeting is asked to do."""
        return f"{self.paper.addressee or 'The reader'} is asked to:"

    @property
    def title_lines(self) -> tuple[str, ...]:
        """The title, broken after the colon that divides it."""
        first, colon, rest = self.paper.title.partition(": ")
        return (first + ":", rest) if colon else (first,)

    @property
    def notice(self) -> str:
        """What a reader must know of a paper that was issued elsewhere; empty for one that was not."""
        if not self.paper.is_reconstruction:
            return ""
        return f"Reconstructed from the published paper of {day_words(self.own_day)}. Not the issued text."

    @property
    def sign_off(self) -> tuple[str, str] | None:
        return sign_off(self.paper)


_WITH = ("document", "organisation", "form", "meeting__body")


def papers(*, as_at: date) -> tuple[PaperListed, ...]:
    """The papers that were there by a day, newest first; one query."""
    return tuple(_listed(paper) for paper in Paper.objects.as_at(as_at).select_related(*_WITH))


def paper_page(slug: str, *, as_at: date | None) -> PaperPage:
    """One paper with its live blocks as at a day, or as at its own when none is asked for.

    Raises Http404 when the paper is unknown, or is later than the day.
    """
    papers = Paper.objects.select_related(*_WITH)
    paper = get_object_or_404(papers.as_at(as_at) if as_at else papers, slug=slug)
    day = as_at or paper.stated_on
    composition = compose(paper, as_at=day)
    return PaperPage(
        paper=paper,
        listed=_listed(paper),
        as_at=day,
        own_day=paper.stated_on,
        cover=cover_of(paper, summary=composition.summary if composition else ()),
        composition=composition,
        recommendations=recommendations_of(paper),
        outline=() if composition else tuple(paper.outline.all()),
        other_days=_other_days(paper, day) if composition else (),
    )


def paper_to_export(slug: str, *, asked: str) -> tuple[Paper, date]:
    """A paper that is composed here, and the day asked for or else its own.

    Raises BadRequest for a day that cannot be, and Http404 when there is no such paper on it.
    """
    try:
        day = parse(asked).day if asked else None
    except ValueError as unreadable:
        raise BadRequest(str(unreadable)) from unreadable
    papers = Paper.objects.filter(sections__isnull=False).distinct()
    paper = get_object_or_404(papers.as_at(day) if day else papers, slug=slug)
    return paper, day or paper.stated_on


@dataclass(frozen=True)
class HighlightPage:
    """The highlight report as at a day, and what the papers call the group it is for; ``item`` is its table,
    ``timeline`` the figure after it."""

    as_at: date
    group: str
    item: Item
    timeline: Item


def highlight_page(*, as_at: date) -> HighlightPage:
    """What is done, coming, late, blocked and waiting for a decision."""
    return HighlightPage(
        as_at, workplan.delivery_group(as_at=as_at), alone("highlight", as_at=as_at), alone("timeline", as_at=as_at)
    )


def day_to_export(asked: str) -> date:
    """The day asked for or else today; raises BadRequest for a day that cannot be."""
    try:
        return parse(asked).day
    except ValueError as unreadable:
        raise BadRequest(str(unreadable)) from unreadable


def _other_days(paper: Paper, shown: date) -> tuple[date, ...]:
    """The days after the paper's own for which it can be read anew: those of later documents, and today."""
    days = {today(), *(one.day for one in document_days())}
    return tuple(sorted(day for day in days if day > paper.stated_on and day != shown))


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
