"""The one gate of every write: stop unless this person may do this to this thing."""

from typing import Any

from django.core.exceptions import PermissionDenied


def may(person: Any, permission: str, thing: object) -> bool:
    """Whether this person may do this to this thing; nobody and no object never mean yes."""
    return person is not None and thing is not None and person.has_perm(permission, thing)


def require(person: Any, permission: str, thing: object) -> None:
    """Raise PermissionDenied (403) unless the person may; nobody and no object never mean yes."""
    if not may(person, permission, thing):
        raise PermissionDenied(f"{person} may not {permission}")
