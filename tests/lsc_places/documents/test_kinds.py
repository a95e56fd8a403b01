"""Files are told by their content: the good are taken, the bad refused in words that say what to do."""

import io
import tracemalloc
import zipfile

import pytest

from lsc_places.documents import kinds
from lsc_places.documents.kinds import Refused, kind_of
from tests.lsc_places.documents import files

EXE = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Board paper.pdf", files.pdf()),
        ("plan.DOCX", files.office("docx")),
        ("sums.xlsx", files.office("xlsx")),
        ("slides.pptx", files.office("pptx")),
        ("plan.odt", files.open_document("text")),
        ("sums.ods", files.open_document("spreadsheet")),
        ("rows.csv", "Place,Pounds\nKendal,£3\n".encode()),
        ("rows of Windows.csv", "Place,Pounds\nKendal,£3\n".encode("cp1252")),
        ("rows of Excel.csv", "Place,Pounds\nKendal,£3\n".encode("utf-16")),
        ("notes.txt", b"Signed on Tuesday"),
        ("map.png", files.picture("PNG")),
        ("whiteboard.jpeg", files.picture("JPEG")),
        ("whiteboard.jpg", files.picture("JPEG")),
        ("with a chart.docx", files.office("docx", more={"word/embeddings/sums.xlsx": files.office("xlsx")})),
    ],
)
def test_a_file_of_an_accepted_kind_is_taken(name, content):
    assert kind_of(name, io.BytesIO(content)).suffix in name.lower().replace("jpeg", "jpg")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("nothing.pdf", b"", kinds.EMPTY),
        ("report.pdf", b"<!DOCTYPE html><script>alert(1)</script>", kinds.UNREADABLE),
        ("report.pdf", EXE, kinds.UNREADABLE),
        ("report.pdf", files.pdf()[:200], kinds.UNREADABLE),
        ("report.docx", EXE, kinds.UNREADABLE),
        ("report.docx", files.office("xlsx"), kinds.UNREADABLE),
        ("report.docx", files.archive({"readme.txt": b"a zip like any other"}), kinds.UNREADABLE),
        ("map.png", files.picture("JPEG"), kinds.UNREADABLE),
        ("notes.txt", EXE, kinds.UNREADABLE),
        ("notes.txt", b"<html><script>alert(1)</script></html>", kinds.UNREADABLE),
        ("notes.csv", b"a,b\x00,c", kinds.UNREADABLE),
        *(
            (f"file.{suffix}", b"<svg/>", kinds.WRONG_KIND)
            for suffix in ("svg", "html", "xml", "eps", "lnk", "iso", "exe")
        ),
        ("macros.docm", files.office("docx"), kinds.WRONG_KIND),
        ("macros.xlsm", files.office("xlsx"), kinds.WRONG_KIND),
        ("no ending", files.pdf(), kinds.WRONG_KIND),
        ("macros.docx", files.office("docx", more={"word/vbaProject.bin": b"code"}), kinds.MACROS),
        ("locked.pdf", files.pdf(password="secret"), kinds.PASSWORD),
        ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), kinds.PASSWORD),
        (
            "locked.odt",
            files.open_document(more={"META-INF/manifest.xml": b"<manifest:encryption-data/>"}),
            kinds.PASSWORD,
        ),
        ("flood.png", files.flood(), kinds.TOO_MANY_PIXELS),
        ("escape.docx", files.office("docx", more={"../../etc/cron.d/x": b"x"}), kinds.UNREADABLE),
        ("escape.docx", files.office("docx", more={"/etc/cron.d/x": b"x"}), kinds.UNREADABLE),
        ("escape.docx", files.office("docx", more={"C:\\x": b"x"}), kinds.UNREADABLE),
        ("crowd.docx", files.office("docx", more={f"part{n}": b"" for n in range(5_000)}), kinds.OVERSIZED),
        (
            "nest.docx",
            files.office("docx", more={"a.zip": files.archive({"b.zip": files.archive({"c.zip": files.archive({})})})}),
            kinds.OVERSIZED,
        ),
    ],
)
def test_a_bad_file_is_refused_in_words(name, content, words):
    with pytest.raises(Refused, match=words[:40]) as refused:
        kind_of(name, io.BytesIO(content))
    assert str(refused.value) == words


def test_a_link_in_an_archive_is_refused():
    made = io.BytesIO(files.office("docx"))
    link = zipfile.ZipInfo("word/link")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(made, "a") as zipped:
        zipped.writestr(link, "/etc/passwd")
    with pytest.raises(Refused):
        kind_of("link.docx", made)


def test_a_byte_more_than_20_megabytes_is_too_big_and_20_is_not():
    assert kind_of("long.txt", io.BytesIO(b"a" * kinds.MOST_BYTES)).suffix == "txt"
    with pytest.raises(Refused, match="smaller than 20MB"):
        kind_of("long.txt", io.BytesIO(b"a" * (kinds.MOST_BYTES + 1)))


@pytest.mark.parametrize("make", [files.bomb, files.lying_bomb])
def test_a_bomb_is_refused_and_memory_stays_flat(make):
    content = io.BytesIO(make())
    tracemalloc.start()
    with pytest.raises(Refused):
        kind_of("bomb.docx", content)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 10 * 2**20


def test_a_pdf_that_is_also_a_page_is_taken_because_it_is_only_ever_handed_out_as_a_pdf():
    both = files.pdf(words="<html><script>alert(1)</script></html>")
    assert kind_of("both.pdf", io.BytesIO(both)).content_type == "application/pdf"
