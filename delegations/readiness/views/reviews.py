"""Reviewing: what waits for somebody, a section side by side, and questions to the place."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from delegations.readiness import queries
from delegations.readiness.actions import reviews as actions
from delegations.readiness.forms.lines import field_label, read_then
from delegations.readiness.forms.reviews import MessageForm
from delegations.readiness.models import Standing
from delegations.readiness.queries import ReviewPage
from delegations.readiness.refusals import Refused
from delegations.readiness.views import ratings
from delegations.readiness.views.ratings import Came
from lsc_places.kit.http import Request, render_form, see_other
from lsc_places.kit.keeping import keeps_words, seal

FIELDS = ("rating", "reason", "condition")


@require_safe
def reviews(request: Request) -> HttpResponse:
    """What waits for somebody who reviews."""
    return render(request, "readiness/reviews.jinja", {"page": queries.reviews_page(reader=request.user)})


@keeps_words(field_label)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: Request, round: str, place: str, section: str) -> HttpResponse:
    """A section side by side: what the place answered, and what the reviewer says."""
    page = queries.review_page(round, place=place, section=section, reader=request.user)
    if request.method != "POST":
        return _show(request, page, Came())
    came = ratings.send(request, page, standing=page.standing or Standing.LEAD, fields=FIELDS)
    if came.status == 200:
        return _go_on(request, page)
    page = queries.with_ratings(
        page, change=ratings.as_left(request, page, came), errors=ratings.errors_in_order(page, came)
    )
    return _show(request, page, came)


@keeps_words(field_label)
@require_POST
def save_review(request: Request, round: str, place: str, section: str) -> HttpResponse:
    """Save what changed in a review while somebody types."""
    page = queries.review_page(round, place=place, section=section, reader=request.user)
    return ratings.keep(request, page, standing=page.standing or Standing.LEAD, fields=FIELDS)


@require_safe
def questions(request: Request, round: str, place: str) -> HttpResponse:
    """Every question to a place, and its answers."""
    page = queries.questions_page(round, place=place, reader=request.user)
    return render(request, "readiness/questions.jinja", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Request, round: str, place: str, line: str) -> HttpResponse:
    """One thread, and what somebody adds to it."""
    page = queries.thread_page(round, place=place, line=line, reader=request.user)
    form = MessageForm(request.POST if request.method == "POST" else None, is_answer=page.answers)
    if form.is_valid():
        send = actions.answer_question if page.answers else actions.ask_place
        try:
            send(page.assessment, line=page.thread.line, text=form.cleaned_data["text"], by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return see_other("readiness:question", round, place, line)
    return render_form(request, "readiness/question.jinja", {"form": form, "page": page})


def _show(request: Request, page: ReviewPage, came: Came) -> HttpResponse:
    context = {"page": page, "seal": seal(request), "problem": came.problem}
    return render(request, "readiness/review.jinja", context, status=came.status)


def _go_on(request: Request, page: ReviewPage) -> HttpResponse:
    where = (page.assessment.round.slug, page.assessment.slug)
    then = read_then(request.POST, lines=[one.signed.line.code for one in page.lines])
    if then is not None:
        return see_other("readiness:question", *where, then.line)
    if request.POST.get("do") == ratings.GIVE:
        messages.success(request, f"Your ratings of {page.section.title} are given")
    return see_other("readiness:review", *where, page.section.slug)
