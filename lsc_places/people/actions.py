"""Giving accounts and grants, and noting who logs in."""

import logging

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from lsc_places.kit.dates import PartialDate, today
from lsc_places.organisations.models import Organisation
from lsc_places.people.demo import DemoAccount, accounts
from lsc_places.people.models import FailedLogIn, Grant, User
from lsc_places.places.models import Place

logger = logging.getLogger(__name__)


def note_log_in(user: User, *, address: str) -> None:
    """Say in the log who logged in from where, and forget the tries that failed before."""
    _forget_past_tries()
    FailedLogIn.objects.of_address(address).filter(username=user.username.casefold()).delete()
    logger.info("Account %s logged in from %s", user.pk, address)


def note_failed_log_in(username: str, *, address: str) -> None:
    """Remember a try that failed, for as long as it counts; the log names an account, and never what was typed."""
    _forget_past_tries()
    FailedLogIn.objects.create(username=username.casefold()[:150], address=FailedLogIn.counted_as(address))
    account = User.objects.filter(username=username).values_list("pk", flat=True).first()
    logger.warning("Log in failed for account %s from %s", account or "unknown", address)


def _forget_past_tries() -> None:
    FailedLogIn.objects.exclude(pk__in=FailedLogIn.objects.lately()).delete()


@transaction.atomic
def make_demo_accounts(*, password: str) -> tuple[str, ...]:
    """Make the demo accounts that are missing and give all of them this password; returns their user names.

    Hashing is slow on purpose, so each different hash is looked at once, not each account.
    """
    places = {place.slug: place.name for place in Place.objects.all()}
    council = (
        Organisation.objects.filter(is_statutory_partner_of_place=True, kind__endswith="council")
        .values_list("slug", flat=True)
        .first()
    )
    wanted = accounts(places=places, council=council)
    known = {user.username: user for user in User.objects.filter(username__in=[one.username for one in wanted])}
    right = {one: check_password(password, one) for one in {user.password for user in known.values()}}
    hashed = next((one for one, fits in right.items() if fits), None) or make_password(password)
    for account in wanted:
        user = known.get(account.username)
        if user is None:
            known[account.username] = _make(account, hashed, known)
        elif not right[user.password]:
            user.password = hashed
            user.save(update_fields=["password"])
    return tuple(account.username for account in wanted)


def _make(account: DemoAccount, hashed: str, known: dict[str, User]) -> User:
    user = User.objects.create(username=account.username, name=account.name, password=hashed, is_demo=True)
    begins = PartialDate(today())
    Grant.objects.create(
        user=user,
        right=account.right,
        scope=account.scope,
        place=Place.objects.get(slug=account.of) if account.scope == Grant.Scope.PLACE else None,
        organisation=Organisation.objects.get(slug=account.of) if account.scope == Grant.Scope.ORGANISATION else None,
        deputy_for=known[account.deputy_for] if account.deputy_for else None,
        holds=DateRange(begins.first, None),
        began=begins,
    )
    return user
