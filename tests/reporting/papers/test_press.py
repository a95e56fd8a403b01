"""The press takes hostile pages: it fetches nothing, keeps its limits, and its worker lives on."""

import hashlib
import io
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress

import pikepdf
import pypdf
import pytest

from reporting.papers import exporting, press
from reporting.papers.press import cell, presswork
from tests.house.tree import ROOT
from tests.reporting.papers.conftest import page_of, pressed

OURS = {"Paper", "Paper-Semi-Bold", "Paper-Wide", "Paper-Wide-Semi-Bold"}
ADDRESSES = [
    '<img src="file:///etc/passwd">',
    '<img src="http://127.0.0.1:{port}/x.png">',
    "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>\">",
    "<style>@import url(http://127.0.0.1:{port}/x.css);</style>",
    '<p style="background:url(http://127.0.0.1:{port}/x.png)">words</p>',
    '<link rel="stylesheet" href="http://127.0.0.1:{port}/x.css">',
    '<object data="http://127.0.0.1:{port}/x.svg"></object>',
    '<embed src="file:///etc/passwd">',
    '<p style="list-style-image:url(ftp://127.0.0.1/x.png);display:list-item">words</p>',
]


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A port of this machine, and what was asked of it."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        open_ = threading.Event()

        def serve() -> None:
            while not open_.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    connection.settimeout(1)
                    asked.append(connection.recv(200))

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1], asked
        open_.set()
        thread.join()


def run(work, **limits) -> bytes:
    return cell.run(work, limits=press.Limits(**limits), tell=lambda: None).content


# P01, P03
@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_reaches_the_press_is_refused_and_nobody_is_asked(address, listener):
    port, asked = listener

    with pytest.raises(press.PressFailed, match="never fetched"):
        pressed(page_of(address.format(port=port)))

    assert asked == []


def test_with_the_list_of_assets_emptied_even_our_own_are_refused():
    with pytest.raises(press.PressFailed, match=r"asset:font/latin-400\.woff2"):
        press.press(page_of("<p>words</p>"), sheet=exporting.sheet(), assets={})


# P02: the second wall
def fetch_as_weasyprint_does(port: int) -> bytes:
    from weasyprint import HTML

    html = page_of(f'<img src="http://127.0.0.1:{port}/x.png"><p>words</p>')
    return HTML(string=html, base_url=f"http://127.0.0.1:{port}/").write_pdf()


def test_without_our_fetcher_the_kernel_still_lets_nothing_out(listener):
    port, asked = listener

    made = run(lambda: fetch_as_weasyprint_does(port))

    assert made.startswith(b"%PDF")
    assert asked == []


def test_and_outside_the_cell_the_same_page_does_ask(listener):
    """The control: without the wall the listener is asked, so the test before could fail."""
    port, asked = listener
    fetch_as_weasyprint_does(port)
    assert asked


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6, socket.AF_UNIX])
def test_the_cell_gets_no_socket_of_any_kind(family):
    def work() -> bytes:
        try:
            socket.socket(family)
        except PermissionError:
            return b"refused"
        return b"given"

    assert run(work) == b"refused"


def test_the_cell_shares_no_open_file_with_its_worker(tmp_path):
    import os

    with (tmp_path / "secret").open("w+") as kept:
        number = kept.fileno()

        def work() -> bytes:
            try:
                os.fstat(number)
            except OSError:
                return b"closed"
            return b"open"

        assert run(work) == b"closed"


# P04, P05
@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td colspan=65534>a<td>b</table>" * 3,
        '<p style="font-size:1000000000px">a</p>',
        "<div>" * 3_000 + "a",
    ],
    ids=["a very wide cell", "very large letters", "very deep nesting"],
)
def test_what_breaks_or_stalls_the_press_breaks_only_the_cell(body):
    with suppress(press.PressFailed, RuntimeError):
        assert press.press(page_of(body), sheet="", assets={}, limits=press.Limits(seconds=3)).content.startswith(
            b"%PDF"
        )

    assert pressed(page_of("<p>The next one.</p>")).startswith(b"%PDF")


# P06
def test_a_word_without_end_is_broken_over_lines():
    made = pressed(page_of(f"<p>{'w' * 8_000}</p>"))
    reader = pypdf.PdfReader(io.BytesIO(made))
    assert len(reader.pages) > 1
    assert sum(page.extract_text().count("w") for page in reader.pages) == 8_000


# P08
def test_letters_we_have_are_set_and_those_we_have_not_are_marked():
    welsh_polish, others = "Ŵyn Llŷr, Łódź, Żółć, é", "😀 العربية 漢字"
    made = pressed(page_of(f"<h1>Names</h1><p>{welsh_polish}</p><p>{others}</p>"))

    selectable = letters_to_select(made)
    assert set(welsh_polish) - {" "} <= selectable
    assert presswork.MISSING_LETTER in selectable
    assert not selectable & (set(others) - {" "})
    assert fonts(made) <= OURS


def letters_to_select(content: bytes) -> set[str]:
    """The letters that the embedded fonts tell readers they draw."""
    found: set[str] = set()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                found |= set(re.findall(rb"<([0-9a-fA-F]{4})>\s*(?=\n|endbf|$)", item.ToUnicode.read_bytes()))
    return {chr(int(code, 16)) for code in found}


@pytest.mark.parametrize("hostile", ["\x08", "\u202e", "\u0301" * 400, "\ufdd0"], ids=ascii)
def test_odd_characters_never_break_the_press(hostile):
    assert pressed(page_of(f"<p>a{hostile}b</p>")).startswith(b"%PDF")


def test_only_our_fonts_are_embedded_whatever_the_page_asks_for():
    asked = '<p style="font-family: DejaVu Sans, serif">Words</p><p style="font-family: monospace">Code</p>'
    assert fonts(pressed(page_of(asked))) <= OURS


def fonts(content: bytes) -> set[str]:
    """The names of the embedded fonts, without the mark of a subset; a font that is not embedded is an error."""
    names = set()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == pikepdf.Name.FontDescriptor:
                assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(item.keys())
                names.add(str(item.FontName).partition("+")[2])
    return names


# P12
@pytest.mark.parametrize(
    "title", ["A / B", 'The "Deal"', "Two\nlines", "<b>bold</b>", "x" * 300, "Łódź: 1 / 2", "../../etc/passwd"]
)
def test_a_title_is_shown_as_it_is_and_a_file_name_is_always_safe(title):
    from html import escape

    made = pressed(page_of("<p>words</p>", title=escape(title)))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert " ".join(str(pdf.docinfo["/Title"]).split()) == " ".join(title.split())
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
    name = exporting.file_name(title, as_at="2023-11-08")
    assert name.endswith("-as-at-2023-11-08.pdf")
    assert not set(name) & set('/\\"\n\r<>:')
    assert not name.startswith(".")


def test_the_same_page_is_the_same_bytes_in_another_process():
    page = page_of("<h1>Same</h1><table><thead><tr><th>a</th></tr></thead><tbody><tr><th>b</th></tr></tbody></table>")
    ours = hashlib.sha256(pressed(page)).hexdigest()
    code = (
        "import hashlib, sys, django; django.setup();"
        "from tests.reporting.papers.conftest import pressed;"
        "print(hashlib.sha256(pressed(sys.argv[1])).hexdigest())"
    )
    theirs = subprocess.run([sys.executable, "-c", code, page], cwd=ROOT, capture_output=True, text=True, check=True)
    assert theirs.stdout.split()[-1] == ours


def test_the_web_server_never_loads_the_press():
    code = """
import sys, django
from django.test.utils import override_settings
import lsc_places.wsgi
from django.urls import get_resolver
get_resolver().url_patterns
from django.template.loader import get_template
for name in ("papers/paper.jinja", "jobs/export.jinja", "papers/print.jinja"):
    get_template(name)
import lsc_places.celery, lsc_places.jobs.tasks, reporting.papers.exporting
lsc_places.celery.app.loader.import_default_modules()
print(sorted({"weasyprint", "pikepdf", "fontTools", "pydyf", "reporting.papers.press"} & set(sys.modules)))
"""
    loaded = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
