"""Answering a section: the page, and saving while somebody types."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST

from delegations.readiness import queries, words
from delegations.readiness.actions import answers as actions
from delegations.readiness.actions import evidence as actions_of_evidence
from delegations.readiness.actions.answers import Saved
from delegations.readiness.forms.lines import Left, LinesSent, field_label, read_lines, read_then
from delegations.readiness.models import Answer, Assessment, Section
from delegations.readiness.queries.sections import SectionPage, Theirs
from delegations.readiness.refusals import Incomplete, Locked, Refused
from delegations.readiness.words import clock
from lsc_places.kit.http import Request, see_other
from lsc_places.kit.keeping import keeps_words, seal

CONFLICT, UNPROCESSABLE, BUSY = 409, 422, 503
CONTINUE = "continue"


@dataclass
class Came:
    """What came of sending a section: where it could not be taken as it was, and why."""

    saved: Saved | None = None
    problem: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    completion_error: str = ""

    @property
    def status(self) -> int:
        if self.problem or (self.saved and self.saved.conflicts):
            return CONFLICT
        return UNPROCESSABLE if self.errors or self.completion_error else 200


@keeps_words(field_label)
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: Request, round: str, place: str, section: str) -> HttpResponse:
    """A section to be answered by those who write the assessment, and to be read by those who may once it is signed."""
    if request.method == "POST":
        return _send(request, round, place, section)
    page = queries.section_for(round, place=place, section=section, reader=request.user)
    if not isinstance(page, SectionPage):
        return render(request, "readiness/signed_section.jinja", {"page": page})
    return _show(request, page, Came())


@keeps_words(field_label)
@require_POST
def save_section(request: Request, round: str, place: str, section: str) -> HttpResponse:
    """Save what changed since the page last heard from us, and answer in JSON what came of it."""
    assessment, of, sent = _read(request, round, place, section)
    since = parse_datetime(request.POST.get("since", "")[:40])
    try:
        saved = actions.save_answers(assessment, section=of, changes=sent.changes, by=request.user, since=since)
    except Refused as refused:
        is_locked = isinstance(refused, Locked)
        return JsonResponse({"problem": str(refused), "locked": is_locked}, status=CONFLICT if is_locked else BUSY)
    return JsonResponse(_told(saved, sent))


def _read(request: Request, round: str, place: str, slug: str) -> tuple[Assessment, Section, LinesSent]:
    assessment = queries.own_assessment(round, place=place, reader=request.user)
    of = queries.section_of(assessment, slug=slug)
    return assessment, of, read_lines(request.POST, ratings=queries.ratings_of(of), fields=Answer.FIELDS)


def _send(request: Request, round: str, place: str, slug: str) -> HttpResponse:
    assessment, of, sent = _read(request, round, place, slug)
    came = Came(errors=dict(sent.too_long))
    try:
        came.saved = actions.save_answers(assessment, section=of, changes=sent.changes, by=request.user)
        if not came.saved.conflicts and request.POST.get("do") == CONTINUE:
            _complete(request, assessment, of, came)
    except Refused as refused:
        came.problem = str(refused)
    page = queries.section_page(assessment, section=of, reader=request.user)
    return _go_on(request, page) if came.status == 200 else _show(request, page, came)


def _complete(request: Request, assessment: Assessment, of: Section, came: Came) -> None:
    """Take the word that the section is complete, or is not yet."""
    word = request.POST.get("completed")
    if word not in ("yes", "no"):
        came.completion_error = words.SELECT_COMPLETED
        return
    try:
        actions.complete_section(assessment, section=of, is_complete=word == "yes", by=request.user)
    except Incomplete as incomplete:
        came.errors |= words.errors_of(incomplete.gaps)


def _show(request: Request, page: SectionPage, came: Came) -> HttpResponse:
    """The page, with what was typed and what is wrong with it when it was sent."""
    if request.method == "POST":
        left = Left(request.POST, conflicts=_conflicts(came), errors=came.errors, is_saved=came.saved is not None)
        page = queries.with_fields(
            page, change=left.change, evidence_errors=came.errors, completion_error=came.completion_error
        )
    context = {"page": page, "seal": seal(request), "problem": came.problem, "completed": request.POST.get("completed")}
    return render(request, "readiness/section.jinja", context, status=came.status)


def _go_on(request: Request, page: SectionPage) -> HttpResponse:
    """Where somebody asked to go: to the evidence of a line, back to this page, or on to what comes next."""
    where = (page.assessment.round.slug, page.assessment.slug)
    if (then := read_then(request.POST, lines=[one.line.code for one in page.questions])) is not None:
        if then.evidence is not None:
            actions_of_evidence.stop_using(page.assessment, line=then.line, key=then.evidence, by=request.user)
            return see_other("readiness:section", *where, page.section.slug, at=f"line-{then.line}")
        return see_other(f"readiness:{then.go}", *where, then.line)
    if request.POST.get("do") != CONTINUE:
        return see_other("readiness:section", *where, page.section.slug)
    if request.POST.get("completed") == "yes" and page.after:
        return see_other("readiness:section", *where, page.after.slug)
    return see_other("readiness:assessment", *where)


def _conflicts(came: Came) -> dict[str, Theirs]:
    """What others wrote meanwhile, by the name of the field."""
    return {
        words.field_name(told.conflict.field, line=told.line): Theirs(
            text=told.conflict.theirs, by=told.by or "Somebody", at=told.at
        )
        for told in (came.saved.conflicts if came.saved else ())
    }


def _told(saved: Saved, sent: LinesSent) -> dict[str, Any]:
    """What a page that saves while somebody types is told."""
    came = Came(saved=saved)
    return {
        "saved_at": saved.at.isoformat(),
        "saved_words": clock(saved.at),
        "too_long": dict(sent.too_long),
        "conflicts": {
            name: {"theirs": theirs.text, "by": theirs.by, "at": clock(theirs.at) if theirs.at else ""}
            for name, theirs in _conflicts(came).items()
        },
        "others": [one for answer in saved.others for one in _written(answer)],
    }


def _written(answer: Answer) -> list[dict[str, str]]:
    """What somebody else wrote meanwhile, field by field."""
    by, at = str(answer.saved_by), clock(answer.saved_at) if answer.saved_at else ""
    return [
        {"name": words.field_name(of, line=answer.line.code), "value": text, "by": by, "at": at}
        for of, text in answer.written.items()
    ]
