"""Saying how far a scheme is."""

from datetime import date

from django.db import transaction

from lsc_places.kit.dates import today
from lsc_places.kit.permissions import require
from lsc_places.people.models import User
from priorities.plans.models import Scheme, SchemeStatus
from priorities.plans.permissions import STATE


@transaction.atomic
def state_status(scheme: Scheme, *, by: User, status: str, effective_on: date, reason: str) -> SchemeStatus:
    """Say how far a scheme is from a day on, and why; the scheme keeps a copy of what holds today.

    What was said before stays. A day in the past changes what pages as at that day say.
    """
    scheme = Scheme.objects.select_for_update(of=("self",)).get(pk=scheme.pk)
    require(by, STATE, scheme)
    said = SchemeStatus.objects.create(
        scheme=scheme, status=status, effective_on=effective_on, basis=f"stated ({reason})", recorded_by=by
    )
    current = SchemeStatus.objects.as_at(today()).get(scheme=scheme)
    scheme.status, scheme.status_basis, scheme.status_on = current.status, current.basis, current.effective_on
    scheme.save(update_fields=["status", "status_basis", "status_on"])
    return said
