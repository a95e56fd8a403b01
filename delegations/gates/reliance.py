"""What an approval relied on, and which later changes of it are material. What is material is a local choice."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Relied:
    """One thing an approval relied on; ``value`` is empty where it was not stated."""

    section: str
    key: str
    what: str
    value: str


@dataclass(frozen=True)
class Difference:
    """Something that is other than it was when the approval relied on it; none is something that was not there, or is gone."""

    what: str
    was: str | None
    now: str | None


def frozen(relied: Iterable[Relied]) -> list[dict[str, str]]:
    """What is stored: plain objects, in their order."""
    return [asdict(one) for one in relied]


def checksum(stored: list[dict[str, str]]) -> str:
    """The SHA-256 of what is stored."""
    return hashlib.sha256(json.dumps(stored, sort_keys=True).encode()).hexdigest()


def differences(stored: Iterable[dict[str, str]], now: Iterable[Relied]) -> tuple[Difference, ...]:
    """The material changes since, in the order of what was relied on, what is new last."""
    then = {(one["section"], one["key"]): Relied(**one) for one in stored}
    today = {(one.section, one.key): one for one in now}
    found = []
    for key in (*then, *(key for key in today if key not in then)):
        was, is_now = then.get(key), today.get(key)
        if _is_material(was, is_now):
            known = is_now or was
            assert known is not None
            found.append(Difference(known.what, was.value if was else None, is_now.value if is_now else None))
    return tuple(found)


def _is_material(was: Relied | None, now: Relied | None) -> bool:
    """Any change is, but those that only make it safer: a condition discharged, an approval given, a risk lower or gone."""
    section = (now or was).section if now or was else ""  # type: ignore[union-attr]
    before, after = (was.value if was else None), (now.value if now else None)
    if before == after:
        return False
    match section:
        case "conditions":
            return after == "open"
        case "approvals":
            return not after
        case "risks":
            return after is not None and (before is None or int(after or 0) > int(before or 0))
    return True
