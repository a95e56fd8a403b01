"""Ratings of reviewers and of the panel, saved while they are written and then given."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse, JsonResponse

from delegations.readiness import queries, words
from delegations.readiness.actions import reviews as actions
from delegations.readiness.actions.reviews import RatingsSaved
from delegations.readiness.forms.lines import Left, LinesSent, read_lines, read_number
from delegations.readiness.models import Standing
from delegations.readiness.queries import ModerationPage, ReviewPage
from delegations.readiness.queries.sections import Field, Theirs
from delegations.readiness.refusals import Incomplete, Locked, Refused
from delegations.readiness.words import clock
from lsc_places.kit.http import Request

CONFLICT, UNPROCESSABLE, BUSY = 409, 422, 503
GIVE = "give"
ELSEWHERE = "You, in another window,"
Page = ReviewPage | ModerationPage


@dataclass
class Came:
    """What came of sending ratings: where they could not be taken as they were, and why."""

    saved: RatingsSaved | None = None
    problem: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        if self.problem or (self.saved and self.saved.conflicts):
            return CONFLICT
        return UNPROCESSABLE if self.errors else 200

    @property
    def conflicts(self) -> dict[str, Theirs]:
        return {
            words.field_name(one.field, line=line): Theirs(text=one.theirs, by=ELSEWHERE, at=None)
            for line, one in (self.saved.conflicts if self.saved else ())
        }


def keep(request: Request, page: Page, *, standing: Standing, fields: tuple[str, ...]) -> HttpResponse:
    """Save what changed and answer in JSON what came of it."""
    actions.require_standing(page.assessment, section=page.section, standing=standing, by=request.user)
    sent = _read(request, page, fields)
    try:
        saved = _save(request, page, standing, sent)
    except Refused as refused:
        is_locked = isinstance(refused, Locked)
        return JsonResponse({"problem": str(refused), "locked": is_locked}, status=CONFLICT if is_locked else BUSY)
    return JsonResponse(_told(saved, sent))


def send(request: Request, page: Page, *, standing: Standing, fields: tuple[str, ...]) -> Came:
    """Save all of a form, and give it when that was asked for."""
    actions.require_standing(page.assessment, section=page.section, standing=standing, by=request.user)
    sent = _read(request, page, fields)
    came = Came(errors=dict(sent.too_long))
    try:
        came.saved = _save(request, page, standing, sent)
        if request.POST.get("do") == GIVE and came.status == 200:
            _give(request, page, standing)
    except Incomplete as incomplete:
        came.errors |= words.errors_of(incomplete.gaps)
    except Refused as refused:
        came.problem = str(refused)
    return came


def as_left(request: Request, page: Page, came: Came) -> dict[str, Field]:
    """The fields of a page as somebody left them, by name."""
    left = Left(request.POST, conflicts=came.conflicts, errors=came.errors, is_saved=came.saved is not None)
    return {one.name: left.change(one) for line in page.lines for one in line.fields}


def errors_in_order(page: Page, came: Came) -> tuple[tuple[str, str], ...]:
    """What is wrong, and the id of the control to go to, from top to bottom."""
    return tuple(
        (
            f"{line.signed.line.code}: {came.errors[one.name]}",
            f"{one.name}-1" if one.name.startswith(("rating", "evidence")) else one.name,
        )
        for line in page.lines
        for one in line.fields
        if one.name in came.errors
    )


def _read(request: Request, page: Page, fields: tuple[str, ...]) -> LinesSent:
    return read_lines(request.POST, ratings=queries.ratings_of(page.section), fields=fields)


def _save(request: Request, page: Page, standing: Standing, sent: LinesSent) -> RatingsSaved:
    return actions.save_ratings(
        page.assessment,
        submission=read_number(request.POST, "submission"),
        section=page.section,
        standing=standing,
        changes=sent.changes,
        by=request.user,
    )


def _give(request: Request, page: Page, standing: Standing) -> None:
    number = read_number(request.POST, "submission")
    actions.give_review(page.assessment, submission=number, section=page.section, standing=standing, by=request.user)


def _told(saved: RatingsSaved, sent: LinesSent) -> dict[str, Any]:
    conflicts = Came(saved=saved).conflicts
    return {
        "saved_at": saved.at.isoformat(),
        "saved_words": clock(saved.at),
        "too_long": dict(sent.too_long),
        "conflicts": {name: {"theirs": one.text, "by": one.by, "at": ""} for name, one in conflicts.items()},
        "others": [],
    }
