"""Forms whose words outlive the session they were typed in.

Django's token against forged requests ends with the session, and a form sent after that is turned away with all that was
typed in it. A long form carries a seal instead: who it was drawn for, signed by us, which nobody else can make. Sent by
nobody, because the session has ended, or by somebody else, the form comes back with every word still in it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

SEAL = "seal"
_SALT = "lsc_places.kit.keeping"
_LASTS = 7 * 24 * 60 * 60  # seconds; longer than anybody leaves a page open and still means to send it
LOGGED_OUT = "You've been logged out. Log in in a new tab, then come back to this page: it saves what you wrote."
SOMEBODY_ELSE = "You are logged in as somebody else than when you opened this page. Log in as yourself to save."
NOT_OURS = "We could not make sure that this came from you, so nothing has been saved. Copy what you wrote and load the page again."

View = Callable[..., HttpResponse]


def seal(request: HttpRequest) -> str:
    """What a form carries to prove that we drew it for whoever is logged in."""
    return signing.TimestampSigner(salt=_SALT).sign(str(request.user.pk))


def keeps_words(label: Callable[[str], str]) -> Callable[[View], View]:
    """Let a view of a long form be sent without losing a word; ``label`` names a field for people, or answers "" for none.

    The form must carry ``seal(request)`` under the name "seal". Whoever asks for JSON is told in JSON.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            sealed_for = _sealed_for(request) if request.method == "POST" else None
            if not request.user.is_authenticated and sealed_for is None:
                return redirect_to_login(request.get_full_path())
            if request.method == "POST" and (problem := _problem(request, sealed_for)):
                return _give_back(request, *problem, label)
            return view(request, *args, **kwargs)

        return csrf_exempt(login_not_required(kept))

    return decorate


def _sealed_for(request: HttpRequest) -> str | None:
    """Who a form was drawn for; none without a good seal. Django's own token proves as much while the session lasts."""
    if SEAL not in request.POST and _Token(lambda _: HttpResponse()).holds(request):
        return str(request.user.pk) if request.user.is_authenticated else None
    try:
        return signing.TimestampSigner(salt=_SALT).unsign(request.POST.get(SEAL, ""), max_age=_LASTS)
    except signing.BadSignature:
        return None


class _Token(CsrfViewMiddleware):
    """Django's own token against forged requests, looked at by hand."""

    def holds(self, request: HttpRequest) -> bool:
        return self.process_view(request, lambda _: HttpResponse(), (), {}) is None

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(reason, status=403)


def _problem(request: HttpRequest, sealed_for: str | None) -> tuple[str, int] | None:
    """Why a form cannot be taken, and the status that says so."""
    if sealed_for is None:
        return NOT_OURS, 403
    if not request.user.is_authenticated:
        return LOGGED_OUT, 401
    return None if sealed_for == str(request.user.pk) else (SOMEBODY_ELSE, 403)


def _give_back(request: HttpRequest, problem: str, status: int, label: Callable[[str], str]) -> HttpResponse:
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"problem": problem}, status=status)
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    shown = [(label(name), value) for name, value in fields if label(name) and value.strip()]
    context = {"problem": problem, "fields": fields, "shown": shown, "may_send": status == 401}
    return render(request, "errors/kept.jinja", context, status=status)
