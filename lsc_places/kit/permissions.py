"""The one gate of every write: stop unless this person may do this to this thing."""

from typing import Any

from django.core.exceptions import PermissionDenied


def require(person: Any, permission: str, thing: object) -> None:
    """Raise PermissionDenied (403) unless the person may; nobody and no object never mean yes."""
    if person is None or thing is None or not person.has_perm(permission, thing):
        raise PermissionDenied(f"{person} may not {permission}")
