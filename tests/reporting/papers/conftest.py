"""The composed paper as HTML and as PDF, made once a worker and day."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pikepdf
import pypdf
import pytest
from bs4 import BeautifulSoup

from reporting.papers import exporting, press
from reporting.papers.models import Block, Section

SLUG = "icb-2023-11-08-item-12"
OWN_DAY = date(2023, 11, 8)
LATER = date(2024, 7, 11)
_MADE: dict[date, "Printed"] = {}


@dataclass(frozen=True)
class Printed:
    """A paper as the press took it and as it came out."""

    html: str
    content: bytes

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html.parser")

    @cached_property
    def pages(self) -> list[str]:
        return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(self.content)).pages]

    @property
    def text(self) -> str:
        return "\n".join(self.pages)

    def open(self) -> pikepdf.Pdf:
        return pikepdf.open(io.BytesIO(self.content))


@pytest.fixture
def printed(records) -> Callable[..., Printed]:
    """The paper on a day: ``printed().pages``; it is set once and kept, for setting takes seconds."""

    def made(as_at: date = OWN_DAY) -> Printed:
        if as_at not in _MADE:
            html = exporting.document(SLUG, as_at=as_at)
            _MADE[as_at] = Printed(html, pressed(html))
        return _MADE[as_at]

    return made


@pytest.fixture
def short_paper(records) -> None:
    """The paper without the tables of its appendix, for tests of the way it goes and not of what it says."""
    Block.objects.filter(section__part=Section.Part.APPENDIX, kind=Block.Kind.LIVE).delete()


def pressed(html: str, **options) -> bytes:
    """A document out of the real press, with our own sheet and assets."""
    return press.press(html, sheet=exporting.sheet(), assets=exporting.assets(), **options).content


def page_of(body: str, title: str = "A paper") -> str:
    return f'<!doctype html><html lang="en-GB"><head><title>{title}</title></head><body>{body}</body></html>'
