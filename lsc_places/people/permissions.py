"""Predicates every family shares: what somebody's grants of today let them be."""

from typing import Any

import rules

from lsc_places.people.models import Grant, User
from lsc_places.places.models import Place

Right = Grant.Right


def _place_of(thing: Any) -> Place | None:
    return thing if isinstance(thing, Place) else getattr(thing, "place", None)


def holds_across_the_icb(*rights: str) -> Any:
    """The predicate of holding any of these rights across the ICB, whatever the thing."""

    @rules.predicate(f"holds_across_the_icb:{','.join(rights)}")
    def predicate(user: User, thing: object) -> bool:
        return thing is not None and user.holds(*rights)

    return predicate


def holds_here(*rights: str) -> Any:
    """The predicate of holding any of these rights for the place of the thing."""

    @rules.predicate(f"holds_here:{','.join(rights)}")
    def predicate(user: User, thing: object) -> bool:
        place = _place_of(thing)
        return place is not None and user.holds(*rights, place=place)

    return predicate


is_programme_manager = holds_across_the_icb(Right.PROGRAMME_MANAGER)
is_secretary = holds_across_the_icb(Right.SECRETARY)
is_dhci_here = holds_here(Right.DHCI)
