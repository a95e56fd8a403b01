"""Two transactions that wait for each other: the database ends one, which then tries once more."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection
from psycopg import errors

P = ParamSpec("P")
T = TypeVar("T")
_OF_THE_MOMENT = (errors.DeadlockDetected, errors.SerializationFailure, errors.LockNotAvailable)


class Busy(Exception):
    """The database could not do it now, twice; nothing was saved (503)."""


def tried_twice(act: Callable[P, T]) -> Callable[P, T]:
    """Run an action again when it was ended for the sake of another; raises Busy when that fails too.

    It must be outside the action's own transaction; within somebody else's, there is nothing to try again.
    """

    @wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        for is_last in (False, True):
            try:
                return act(*args, **kwargs)
            except OperationalError as failed:
                if not isinstance(failed.__cause__, _OF_THE_MOMENT) or connection.in_atomic_block:
                    raise
                if is_last:
                    raise Busy("Somebody else was saving the same rows at the same moment") from failed
        raise AssertionError

    return run
