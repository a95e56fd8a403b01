"""An answer that is read again only when a row it was read from has changed."""

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from threading import Lock
from typing import Any, Generic, TypeVar

from django.db import connection

T = TypeVar("T")
_READ = re.compile(r'\b(?:FROM|JOIN) "(\w+)"')


class Reread(Generic[T]):
    """A query whose last answers are kept, in this process, while the tables it reads stand as they stood.

    The key must say all an answer depends on besides rows, and the answer be whole and unchangeable: nothing of it may be
    read later. How tables stand is told by where each row lies and which transaction wrote it, so that what others commit
    is seen at once, and what this transaction wrote, too. Which tables those are is seen from what ``ask`` reads; an answer
    that was the first to read from one of them is not kept.
    """

    def __init__(self, ask: Callable[..., T], *, most: int = 8) -> None:
        self._ask, self._most = ask, most
        self._tables: frozenset[str] = frozenset()
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._lock = Lock()

    def __call__(self, key: Hashable, **asked: Any) -> T:
        """The answer to what is asked, which ``key`` stands for."""
        known = self._tables
        place = (key, how_they_stand(known)) if known else None
        with self._lock:
            if place in self._kept:
                self._kept.move_to_end(place)
                return self._kept[place]
        read: set[str] = set()

        def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
            read.update(_READ.findall(sql))
            return execute(sql, *rest)

        with connection.execute_wrapper(watch):
            answer = self._ask(**asked)
        with self._lock:
            self._tables |= read
            if place and read <= known:
                self._kept[place] = answer
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
        return answer


def how_they_stand(tables: Iterable[str]) -> tuple[Any, ...]:
    """What tells these tables from how they were before and after any change; one query."""
    each = (
        f"SELECT '{table}', count(*), bit_xor(hashtextextended(ctid::text || xmin::text, 0)) FROM \"{table}\""
        for table in sorted(tables)
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(each))
        return tuple(cursor.fetchall())
