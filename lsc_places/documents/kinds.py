"""The kinds of file that may be added, and how each is told by its content, never by its name alone."""

import io
import re
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

MOST_BYTES = 20 * 1024 * 1024
MOST_ENTRIES = 4_000
MOST_UNPACKED = 250 * 1024 * 1024
MOST_OF_A_LIST = 4 * 1024 * 1024
MOST_PIXELS = 60_000_000

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_MANIFEST = "META-INF/manifest.xml"

TOO_BIG = "The selected file must be smaller than 20MB"
EMPTY = "The selected file is empty"
WRONG_KIND = (
    "The selected file must be a PDF, Word, Excel, PowerPoint, OpenDocument, CSV or text file, or a PNG or JPEG image"
)
PASSWORD = "The selected file is password protected"
UNREADABLE = "The selected file is damaged, or is not what its name says. Save it again and add the new file"
MACROS = "The selected file contains macros. Save it without them and add the new file"
OVERSIZED = "The selected file holds far more than its size says. Save it again and add the new file"
TOO_MANY_PIXELS = "The selected image has too many pixels. Make it smaller and add it again"


class Refused(Exception):
    """A file that cannot be taken; its words are for the person who chose it."""


@dataclass(frozen=True)
class Kind:
    """A kind of file: how people call it, how a browser does, and what makes sure that it is one."""

    suffix: str
    words: str
    content_type: str
    check: Callable[[BinaryIO], None]


def kind_of(name: str, content: BinaryIO) -> Kind:
    """The kind of a file by its name, made sure of by its content; raises Refused with words."""
    suffix = PurePosixPath(name.lower()).suffix.lstrip(".")
    kind = KINDS.get({"jpeg": "jpg"}.get(suffix, suffix))
    if kind is None:
        raise Refused(WRONG_KIND)
    content.seek(0, io.SEEK_END)
    size = content.tell()
    if not size:
        raise Refused(EMPTY)
    if size > MOST_BYTES:
        raise Refused(TOO_BIG)
    content.seek(0)
    kind.check(content)
    content.seek(0)
    return kind


def _begins(content: BinaryIO, *marks: bytes) -> bool:
    content.seek(0)
    return content.read(16).startswith(marks)


def _pdf(content: BinaryIO) -> None:
    import pikepdf  # heavy, and only needed here

    if not _begins(content, b"%PDF-"):
        raise Refused(UNREADABLE)
    content.seek(0)
    try:
        with pikepdf.open(content) as pdf:
            len(pdf.pages)
    except pikepdf.PasswordError as locked:
        raise Refused(PASSWORD) from locked
    except Exception as broken:  # a hostile file finds every kind of failure
        raise Refused(UNREADABLE) from broken


def _image(form: str, *marks: bytes) -> Callable[[BinaryIO], None]:
    def check(content: BinaryIO) -> None:
        from PIL import Image

        if not _begins(content, *marks):
            raise Refused(UNREADABLE)
        content.seek(0)
        try:
            image = Image.open(content, formats=[form])
            pixels = image.width * image.height
            if pixels <= MOST_PIXELS:
                image.load()
        except Image.DecompressionBombError as bomb:
            raise Refused(TOO_MANY_PIXELS) from bomb
        except Exception as broken:
            raise Refused(UNREADABLE) from broken
        if pixels > MOST_PIXELS:
            raise Refused(TOO_MANY_PIXELS)

    return check


def _package(part: str, *, of_type: bytes) -> Callable[[BinaryIO], None]:
    """An Office file: a zip archive that says which kind it is in a part of its own."""

    def check(content: BinaryIO) -> None:
        if _begins(content, b"\xd0\xcf\x11\xe0"):  # how Office wraps a file with a password
            raise Refused(PASSWORD)
        if not _begins(content, b"PK\x03\x04"):
            raise Refused(UNREADABLE)
        content.seek(0)
        _Archive(content).check()
        try:
            with zipfile.ZipFile(content) as archive:
                names = archive.namelist()
                if any("vbaproject" in name.lower() for name in names):
                    raise Refused(MACROS)
                if part not in names or of_type not in _start(archive, part):
                    raise Refused(UNREADABLE)
                if _MANIFEST in names and b"encryption-data" in _start(archive, _MANIFEST):
                    raise Refused(PASSWORD)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as broken:
            raise Refused(UNREADABLE) from broken

    return check


def _start(archive: zipfile.ZipFile, part: str) -> bytes:
    with archive.open(part) as stream:
        return stream.read(MOST_OF_A_LIST)


class _Archive:
    """Counts what an archive really holds, archives inside it too, and stops long before a disk or memory is full."""

    def __init__(self, content: BinaryIO) -> None:
        self.content = content
        self.entries = 0
        self.unpacked = 0

    def check(self) -> None:
        try:
            self._look_into(self.content, depth=0)
        except Refused:
            raise
        except Exception as broken:  # zlib, zipfile and struct each have their own
            raise Refused(UNREADABLE) from broken

    def _look_into(self, content: BinaryIO, *, depth: int) -> None:
        with zipfile.ZipFile(content) as archive:
            entries = archive.infolist()
            self.entries += len(entries)
            stated = sum(entry.file_size for entry in entries)
            if self.entries > MOST_ENTRIES or self.unpacked + stated > MOST_UNPACKED:
                raise Refused(OVERSIZED)
            for entry in entries:
                _require_tame(entry)
            for entry in entries:
                self._count(archive, entry, depth=depth)

    def _count(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, depth: int) -> None:
        inner = io.BytesIO()
        is_archive = False
        with archive.open(entry) as stream:
            while piece := stream.read(256 * 1024):
                self.unpacked += len(piece)
                if self.unpacked > MOST_UNPACKED:
                    raise Refused(OVERSIZED)
                if not inner.tell():
                    is_archive = piece.startswith(b"PK\x03\x04")
                if is_archive:
                    inner.write(piece)
        if is_archive:
            if depth >= 1 or inner.tell() > MOST_BYTES:
                raise Refused(OVERSIZED)
            inner.seek(0)
            self._look_into(inner, depth=depth + 1)


def _require_tame(entry: zipfile.ZipInfo) -> None:
    """No link, no way out of the folder it would be unpacked in, no password."""
    name = PurePosixPath(entry.filename.replace("\\", "/"))
    if stat.S_ISLNK(entry.external_attr >> 16) or name.is_absolute() or ".." in name.parts or ":" in entry.filename:
        raise Refused(UNREADABLE)
    if entry.flag_bits & 0x1:
        raise Refused(PASSWORD)


def _text(content: BinaryIO) -> None:
    """Text in an encoding a spreadsheet or an editor writes, and no page or program in disguise."""
    whole = content.read()
    words = None
    is_wide = whole.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if is_wide else ["utf-8-sig", "cp1252"]:
        try:
            words = whole.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    if words is None or _CONTROLS.search(words):
        raise Refused(UNREADABLE)
    start = words.lstrip()[:1000].lower()
    if start.startswith(("<", "%pdf", "#!")) or "<script" in start or "<html" in start:
        raise Refused(UNREADABLE)


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."


def _office(suffix: str, words: str, subtype: str) -> Kind:
    marked = f"{_OFFICE}{subtype}.main+xml".encode()
    content_type = f"{_OFFICE}{subtype}"
    return Kind(suffix, words, content_type, _package("[Content_Types].xml", of_type=marked))


def _open_document(suffix: str, words: str, subtype: str) -> Kind:
    content_type = f"{_OPEN}{subtype}"
    return Kind(suffix, words, content_type, _package("mimetype", of_type=content_type.encode()))


KINDS: dict[str, Kind] = {
    kind.suffix: kind
    for kind in (
        Kind("pdf", "PDF", "application/pdf", _pdf),
        _office("docx", "Word", "wordprocessingml.document"),
        _office("xlsx", "Excel", "spreadsheetml.sheet"),
        _office("pptx", "PowerPoint", "presentationml.presentation"),
        _open_document("odt", "OpenDocument text", "text"),
        _open_document("ods", "OpenDocument spreadsheet", "spreadsheet"),
        Kind("csv", "CSV", "text/csv; charset=utf-8", _text),
        Kind("txt", "Text", "text/plain; charset=utf-8", _text),
        Kind("png", "PNG image", "image/png", _image("PNG", b"\x89PNG\r\n\x1a\n")),
        Kind("jpg", "JPEG image", "image/jpeg", _image("JPEG", b"\xff\xd8\xff")),
    )
}
ACCEPTED = ",".join(f".{suffix}" for suffix in (*KINDS, "jpeg"))
