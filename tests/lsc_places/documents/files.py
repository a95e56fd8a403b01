"""Files of every kind, good and bad, made when a test asks for them."""

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image

MAIN = {
    "docx": "wordprocessingml.document",
    "xlsx": "spreadsheetml.sheet",
    "pptx": "presentationml.presentation",
}


def pdf(*, words: str = "", password: str = "") -> bytes:
    made = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.docinfo["/Title"] = words
    locked = {"encryption": pikepdf.Encryption(user=password, owner=password)} if password else {}
    document.save(made, **locked)
    return made.getvalue()


def archive(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return made.getvalue()


def office(kind: str = "docx", *, more: dict[str, bytes] | None = None, subtype: str = "") -> bytes:
    of = subtype or f"application/vnd.openxmlformats-officedocument.{MAIN[kind]}.main+xml"
    types = f'<Types><Override PartName="/main.xml" ContentType="{of}"/></Types>'.encode()
    return archive({"[Content_Types].xml": types, "main.xml": b"<w/>", **(more or {})})


def open_document(kind: str = "text", *, more: dict[str, bytes] | None = None) -> bytes:
    return archive(
        {"mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(), "content.xml": b"", **(more or {})}
    )


def picture(form: str = "PNG", *, exif: bytes | None = None) -> bytes:
    made = io.BytesIO()
    image = Image.new("RGB", (40, 30), (200, 10, 10))
    image.save(made, form, **({"exif": exif} if exif else {}))
    return made.getvalue()


def flood(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of a few kilobytes that says it has nine hundred million pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack("!I", len(content)) + name + content + struct.pack("!I", zlib.crc32(name + content))

    head = struct.pack("!IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def bomb(megabytes: int = 300) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("[Content_Types].xml", "wordprocessingml.document.main+xml")
        with zipped.open("word/media/image1.bin", "w", force_zip64=True) as part:
            for _ in range(megabytes):
                part.write(bytes(2**20))
    return made.getvalue()


def lying_bomb(megabytes: int = 300) -> bytes:
    """The same, saying of itself that it holds almost nothing."""
    content = bytearray(bomb(megabytes))
    real = struct.pack("<I", megabytes * 2**20)
    while (at := content.find(real)) >= 0:
        content[at : at + 4] = struct.pack("<I", 10)
    return bytes(content)
