"""Which place an area named in words belongs to, when the words say so."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

SYSTEM = "system"


class Extent(StrEnum):
    """How an area lies to the places."""

    PLACE = "place"
    PART = "part of a place"
    SYSTEM = "system"
    FORMER = "former area"
    OTHER = "another area"


@dataclass(frozen=True)
class Gazetteer:
    """Names by which words can name a place: its own, and those of towns, authorities and districts in it.

    ``names`` maps a name to the key of its place, ``districts`` the name of a district to its key and its place's,
    ``former`` are areas that are no more, even where their name holds that of a place.
    """

    names: Mapping[str, str]
    districts: Mapping[str, tuple[str, str]]
    former: Collection[str]


@dataclass(frozen=True)
class Area:
    """What the words name: how far it reaches, and the keys of the place and the district when there is one."""

    extent: Extent
    place: str | None = None
    district: str | None = None


def area_of(words: str, known: Gazetteer) -> Area:
    """Read an area from words; an area that names no place, or more than one, belongs to none."""
    if words in known.names.values():
        return Area(Extent.PLACE, words)
    if re.match(rf"{SYSTEM}\b", words):
        return Area(Extent.SYSTEM)
    if words in known.former:
        return Area(Extent.FORMER)
    if words in known.districts:
        district, place = known.districts[words]
        return Area(Extent.PART, place, district)
    named = {place for name, place in known.names.items() if re.search(rf"\b{re.escape(name)}\b", words)}
    return Area(Extent.PART, named.pop()) if len(named) == 1 else Area(Extent.OTHER)
