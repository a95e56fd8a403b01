"""The composed paper as HTML, as page and as PDF, each made once for all workers of a test run and kept in a file."""

import fcntl
import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pikepdf
import pypdf
import pytest
from bs4 import BeautifulSoup
from django.test import Client

from reporting.papers import exporting, press
from reporting.papers.models import Block, Section
from tests.accounts import account

SLUG = "icb-2023-11-08-item-12"
OWN_DAY = date(2023, 11, 8)
LATER = date(2024, 7, 11)
_PRINTED: dict[date, "Printed"] = {}
_SCREENS: dict[date, BeautifulSoup] = {}


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


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[], bytes]], bytes]:
    """What has this name, made by whichever worker of the test run is first; the others wait for its file."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "papers"
    folder.mkdir(exist_ok=True)

    def made(name: str, make: Callable[[], bytes]) -> bytes:
        file = folder / name
        with Path(f"{file}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not file.exists():
                file.write_bytes(make())
        return file.read_bytes()

    return made


@pytest.fixture
def printed(request, once) -> Callable[..., Printed]:
    """The paper on a day: ``printed().pages``; the records are put back only for who makes it."""

    def composed(as_at: date) -> bytes:
        request.getfixturevalue("records")
        return exporting.document(SLUG, as_at=as_at).encode()

    def made(as_at: date = OWN_DAY) -> Printed:
        if as_at not in _PRINTED:
            html = once(f"{as_at}.html", lambda: composed(as_at)).decode()
            _PRINTED[as_at] = Printed(html, once(f"{as_at}.pdf", lambda: pressed(html)))
        return _PRINTED[as_at]

    return made


@pytest.fixture
def screen(request, once) -> Callable[..., BeautifulSoup]:
    """The page of the paper on a day, as a reader without rights sees it; it is shared, so it must not be changed."""

    def read(as_at: date) -> bytes:
        request.getfixturevalue("records")
        client = Client()
        client.force_login(account())
        return client.get(f"/papers/{SLUG}/", {"as-at": as_at.isoformat()} if as_at != OWN_DAY else {}).content

    def made(as_at: date = OWN_DAY) -> BeautifulSoup:
        if as_at not in _SCREENS:
            _SCREENS[as_at] = BeautifulSoup(once(f"{as_at}.page.html", lambda: read(as_at)), "html.parser")
        return _SCREENS[as_at]

    return made


@pytest.fixture
def short_paper(records) -> None:
    """The paper without the tables of its appendix, for tests of the way it goes and not of what it says."""
    Block.objects.filter(section__part=Section.Part.APPENDIX, kind=Block.Kind.LIVE).delete()


def pressed(html: str, **options) -> bytes:
    """A document out of the real press, with our own sheet and assets."""
    return press.press(html, sheet=exporting.sheet(), assets=exporting.assets(), **options).content


def text_of(content: bytes) -> str:
    """The text of a PDF, without the spaces that come and go where lines are broken."""
    return "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def page_of(body: str, title: str = "A paper") -> str:
    return f'<!doctype html><html lang="en-GB"><head><title>{title}</title></head><body>{body}</body></html>'
