"""Who agrees to what an item brings about."""

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from delegations.workplan import actions, queries
from delegations.workplan.forms import SignForm
from delegations.workplan.refusals import Refused, Unreadable
from delegations.workplan.views.gone import tells_gone
from lsc_places.kit.http import Request, render_form, see_other


@tells_gone
@require_http_methods(["GET", "HEAD", "POST"])
def signatures(request: Request, reference: str) -> HttpResponse:
    page = queries.signing(reference, by=request.user)
    form = SignForm(request.POST if request.method == "POST" else None, known=page.known)
    if form.is_valid():
        try:
            signed = actions.sign(page.opened.item.number, by=request.user, **form.cleaned_data)
            messages.success(request, f"{reference}: saved for {signed.who}")
            return see_other("workplan:signatures", reference)
        except Unreadable as unreadable:
            form.refuse(unreadable.errors)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render_form(request, "workplan/signatures.jinja", {"form": form, "page": page})
