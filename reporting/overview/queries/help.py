"""What the help page tells from the records: the short names they use."""

from dataclasses import dataclass

from delegations.register.models import Function
from lsc_places.boards.models import Body
from lsc_places.organisations.models import Organisation
from lsc_places.people.models import Role
from lsc_places.places.models import Place


@dataclass(frozen=True)
class ShortName:
    """A short name and what it stands for."""

    short: str
    full: str


def short_names() -> tuple[ShortName, ...]:
    """Every short name in the records, in the order of the alphabet; five queries."""
    found = {
        ShortName(short, full)
        for model in (Function, Body, Organisation, Role, Place)
        for short, full in model._default_manager.exclude(short_name="").values_list("short_name", "name")
        if short != full
    }
    return tuple(sorted(found, key=lambda one: (one.short.casefold(), one.full)))
