"""What live blocks have in common: who they are for, what they hand over, and their cells for a sheet."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from django import forms

from lsc_places.kit.dates import PartialDate
from lsc_places.kit.words import Word
from lsc_places.places.models import Place
from reporting.papers.models import Paper, Slide

NOT_STATED = "Not stated"
NOT_SUPPLIED = "Not supplied"


class Audience(StrEnum):
    """Whom a paper is for, which decides what may be in it, whoever asks for it to be made."""

    PUBLIC = "public"
    PRIVATE = "private"


class Keyed(Protocol):
    """A row with a key that stays the same from one day to another; all its other fields are shown."""

    @property
    def key(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """What every block hands over: its caption, its rows, and the citations of where they are stated.

    ``missing`` says in words what the document does not have; rows may follow that are stated elsewhere.
    """

    caption: str
    rows: tuple[Any, ...]
    citations: tuple[str, ...]
    note: str = ""
    missing: str = ""
    left_out: bool = False

    @property
    def words(self) -> tuple[Word, ...]:
        """The statuses shown, each once, for the key."""
        found = {value.text: value for row in self.rows for value in vars(row).values() if isinstance(value, Word)}
        return tuple(found.values())


@dataclass(frozen=True)
class Cells:
    """A block as a sheet: its head, and rows of the same number of cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


class NoParams(forms.Form):
    """A block that is about everything."""


class PlaceParams(forms.Form):
    """A block that is about one place."""

    place = forms.ModelChoiceField(Place.objects.all(), to_field_name="slug")


class SlideParams(PlaceParams):
    """A block about one place, told as the slides of a paper tell it."""

    SAY, LEAVE_OUT = "say", "leave_out"

    paper = forms.ModelChoiceField(Paper.objects.all(), to_field_name="slug")
    when_missing = forms.ChoiceField(choices=[(SAY, "Say so"), (LEAVE_OUT, "Leave it out")], required=False)


@dataclass(frozen=True)
class SlideFound:
    """What a paper's slides of some kinds are for a place: those supplied, and what of their text is lost."""

    kinds: frozenset[str]
    shortfall: str
    missing: str
    citations: tuple[str, ...]

    @property
    def supplied(self) -> bool:
        return bool(self.kinds)


def slides_of(params: dict[str, Any], *kinds: Slide.Kind) -> SlideFound:
    """The slides a paper has for a place; one query."""
    found = list(params["paper"].slides.filter(place=params["place"], kind__in=kinds))
    supplied = [slide for slide in found if slide.is_supplied]
    only_headings = [slide.heading for slide in found if not slide.is_supplied]
    if supplied:
        missing = ""
    elif only_headings:
        missing = f"{NOT_SUPPLIED}. Only the heading of the slide is among the documents: {only_headings[0]}."
    else:
        missing = f"{NOT_SUPPLIED}. The paper has no slide of this for the place."
    lost = "; ".join(dict.fromkeys(slide.shortfall for slide in supplied if slide.shortfall))
    citations = tuple(slide.citation for slide in found) or (params["paper"].citation,)
    return SlideFound(frozenset(slide.kind for slide in supplied), lost, missing, citations)


def is_left_out(params: dict[str, Any], found: SlideFound) -> bool:
    """Whether whoever composed the paper wants nothing said of a slide that is not there."""
    return not found.supplied and params["when_missing"] == SlideParams.LEAVE_OUT


def sentence(words: str) -> str:
    """Words as a sentence begins."""
    return words[:1].upper() + words[1:]


def plain(words: str) -> str:
    """Words of a register as prose: a date in figures becomes one in words."""
    return re.sub(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b", lambda found: PartialDate.parse(found[0]).words, words)


def unqualified(name: str) -> str:
    """A name without what stands in brackets after it to tell it from others, such as whose it is."""
    return re.sub(r" \([^()]*\)$", "", name)


def lost_words(found: SlideFound) -> str:
    """What of the slide's text is lost, as a sentence; empty when nothing is."""
    if not found.shortfall:
        return ""
    what = "" if found.shortfall == "partly" else f": {found.shortfall}"
    return f"Only part of the slide is supplied{what}."
