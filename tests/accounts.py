"""Accounts for tests: a right, and where it is held."""

from itertools import count

from django.db.backends.postgresql.psycopg_any import DateRange

from lsc_places.kit.dates import today
from lsc_places.organisations.models import Organisation
from lsc_places.people.models import Grant, User
from lsc_places.places.models import Place

PASSWORD = "of every demo account in tests"
_NUMBERS = count(1)


def account(
    *rights: str,
    place: Place | None = None,
    organisation: Organisation | None = None,
    deputy_for: User | None = None,
    holds: DateRange | None = None,
    name: str = "",
    password: str | None = None,
) -> User:
    """An account that holds these rights for a place, an organisation, or across the ICB when neither is given.

    It holds them from today on unless ``holds`` says otherwise, and can log in by form only with a ``password``.
    """
    number = next(_NUMBERS)
    words = ", ".join(rights) or "no rights"
    user = User.objects.create_user(username=f"account-{number}", name=name or f"{words} {number}", password=password)
    scope = Grant.Scope.PLACE if place else Grant.Scope.ORGANISATION if organisation else Grant.Scope.ICB
    for right in rights:
        Grant.objects.create(
            user=user,
            right=Grant.Right(right),
            scope=scope,
            place=place,
            organisation=organisation,
            deputy_for=deputy_for,
            holds=holds or DateRange(today(), None),
        )
    return user
