"""The form of a new delegation."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse

from delegations.register import actions, forms, queries
from delegations.register.models import Delegation
from delegations.register.views.acting import form_page, refused_status
from lsc_places.kit.http import Request, render_form, see_other


@form_page
def propose(request: Request) -> HttpResponse:
    among = queries.may_propose(by=request.user)
    form = forms.ProposalForm(request.POST if request.method == "POST" else None, among=among)
    made: list[Delegation] = []

    def act(**asked: Any) -> None:
        made.append(actions.propose(**asked))

    status = refused_status(form, act, by=request.user) if form.is_valid() else None
    if made:
        messages.success(request, f"{made[0].reference}: proposed")
        return see_other("gates:delegation", made[0].reference)
    response = render_form(request, "register/propose.jinja", {"form": form})
    response.status_code = status or response.status_code
    return response
