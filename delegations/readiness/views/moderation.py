"""The panel: its table, a section on it, its members, its conditions, and publishing the result."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from delegations.readiness import queries
from delegations.readiness.actions import conditions as condition_actions
from delegations.readiness.actions import moderation as actions
from delegations.readiness.actions import reviews as review_actions
from delegations.readiness.forms.lines import field_label, read_number
from delegations.readiness.forms.reviews import ConditionForm, PanelForm
from delegations.readiness.models import Standing
from delegations.readiness.permissions import MODERATE
from delegations.readiness.queries import ModerationPage
from delegations.readiness.refusals import Refused
from delegations.readiness.views import ratings
from delegations.readiness.views.ratings import Came
from lsc_places.kit.http import Request, render_form, see_other
from lsc_places.kit.keeping import keeps_words, seal
from lsc_places.kit.permissions import require

FIELDS = queries.PANEL_FIELDS
AGREE = "agree"


@require_safe
def panel(request: Request, round: str, place: str) -> HttpResponse:
    """How far reviewers have come, where they differ, and what it would come to."""
    page = queries.panel_hub(round, place=place, reader=request.user)
    return render(request, "readiness/panel.jinja", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def name_panel(request: Request, round: str, place: str) -> HttpResponse:
    """Say who moderates."""
    page = queries.panel_page(round, place=place, reader=request.user)
    form = PanelForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_valid():
        try:
            actions.name_panel(page.assessment, **form.asked, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The panel is named")
            return see_other("readiness:panel", round, place)
    return render_form(request, "readiness/name_panel.jinja", {"form": form, "page": page})


@keeps_words(field_label)
@require_http_methods(["GET", "HEAD", "POST"])
def moderate(request: Request, round: str, place: str, section: str) -> HttpResponse:
    """A section on the table: every set side by side, and what the panel gives."""
    page = queries.moderation_page(round, place=place, section=section, reader=request.user)
    if request.method != "POST":
        return _show(request, page, Came())
    came = ratings.send(request, page, standing=Standing.PANEL, fields=FIELDS)
    if came.status == 200:
        return _go_on(request, page)
    page = queries.with_moderation(
        page, change=ratings.as_left(request, page, came), errors=ratings.errors_in_order(page, came)
    )
    return _show(request, page, came)


@keeps_words(field_label)
@require_POST
def save_moderation(request: Request, round: str, place: str, section: str) -> HttpResponse:
    """Save what changed in a moderation while somebody types."""
    page = queries.moderation_page(round, place=place, section=section, reader=request.user)
    return ratings.keep(request, page, standing=Standing.PANEL, fields=FIELDS)


@require_http_methods(["GET", "HEAD", "POST"])
def set_condition(request: Request, round: str, place: str, section: str, line: str = "") -> HttpResponse:
    """Set a condition on a section, or on a line of it."""
    page = queries.condition_page(round, place=place, section=section, line=line, reader=request.user)
    form = ConditionForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_valid():
        try:
            condition_actions.set_condition(page.assessment, **form.asked, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return see_other("readiness:panel", round, place)
    return render_form(request, "readiness/set_condition.jinja", {"form": form, "page": page})


@require_POST
def drop_condition(request: Request, round: str, place: str, condition: int) -> HttpResponse:
    """Take a condition away again, while the result is not published."""
    page = queries.panel_hub(round, place=place, reader=request.user)
    require(request.user, MODERATE, page.assessment)
    number = read_number(request.POST, "submission")
    try:
        condition_actions.drop_condition(page.assessment, submission=number, condition=condition, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    return see_other("readiness:panel", round, place)


@require_POST
def publish(request: Request, round: str, place: str) -> HttpResponse:
    """Publish the result."""
    page = queries.panel_hub(round, place=place, reader=request.user)
    require(request.user, MODERATE, page.assessment)
    number = read_number(request.POST, "submission")
    try:
        result = actions.publish_result(page.assessment, submission=number, by=request.user)
    except Refused as refused:
        return render(request, "readiness/panel.jinja", {"page": page, "problem": str(refused)}, status=409)
    if result is None:
        messages.info(request, "There was too little evidence for a result: the assessment went back")
        return see_other("readiness:round", round)
    messages.success(request, "The result is published")
    return see_other("readiness:result", round, place)


def _show(request: Request, page: ModerationPage, came: Came) -> HttpResponse:
    context = {"page": page, "seal": seal(request), "problem": came.problem}
    return render(request, "readiness/moderate.jinja", context, status=came.status)


def _go_on(request: Request, page: ModerationPage) -> HttpResponse:
    where = (page.assessment.round.slug, page.assessment.slug)
    if request.POST.get("do") == AGREE:
        _take_agreed(request, page)
    if request.POST.get("do") == ratings.GIVE:
        return see_other("readiness:panel", *where)
    return see_other("readiness:moderate", *where, page.section.slug)


def _take_agreed(request: Request, page: ModerationPage) -> None:
    """Give each line not rated yet the rating everybody agrees on."""
    review_actions.save_ratings(
        page.assessment,
        submission=read_number(request.POST, "submission"),
        section=page.section,
        standing=Standing.PANEL,
        changes=queries.agreed_changes(page),
        by=request.user,
    )
