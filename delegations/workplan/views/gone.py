"""What a form of an item answers when somebody removed the item meanwhile."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from delegations.workplan import queries
from delegations.workplan.refusals import Gone
from lsc_places.kit.http import Request


def tells_gone(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that says who removed its item, offers to restore it and gives back what was typed (410)."""

    @wraps(view)
    def answer(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Gone as gone:
            context = {"gone": gone, "typed": queries.written(request.POST), "sent": []}
            return render(request, "workplan/gone.jinja", context, status=410)

    return answer
