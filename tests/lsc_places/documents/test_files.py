"""Files are kept once, under random names outside what is served, and handed out as downloads that can do nothing."""

import hashlib
import io
import os
import socketserver
import struct
import threading
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.http import Http404
from PIL import Image

from lsc_places.documents import actions, tasks
from lsc_places.documents.actions import keep_file
from lsc_places.documents.kinds import Refused
from lsc_places.documents.models import StoredFile
from lsc_places.documents.names import download_name, shown_name
from lsc_places.documents.serving import attachment
from tests.accounts import account
from tests.lsc_places.documents import files

State = StoredFile.State
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.CLAMD_ADDRESS = ""


def upload(content: bytes | None = None, name: str = "paper.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.pdf() if content is None else content)


def stored_files(tmp_path: Path) -> list[Path]:
    return [path for path in tmp_path.rglob("*") if path.is_file()]


class Clamd(socketserver.ThreadingUnixStreamServer):
    """A scanner that speaks clamd's protocol: it knows one virus, and may answer slowly or in nonsense."""

    VIRUS = b"a virus that only we know"
    daemon_threads = True
    block_on_close = False

    def __init__(self, address: str, *, wait: float = 0, says: bytes = b"") -> None:
        self.wait, self.says, self.asked = wait, says, 0
        super().__init__(address, ClamdAnswer)


class ClamdAnswer(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        self.server.asked += 1
        stream = self.request.makefile("rb")
        assert stream.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!L", stream.read(4))[0]:
            content += stream.read(size)
        time.sleep(self.server.wait)
        found = self.server.says or (b"stream: Test-Virus FOUND" if Clamd.VIRUS in content else b"stream: OK")
        self.request.sendall(found + b"\0")


@pytest.fixture
def clamd(settings, tmp_path_factory):
    """``clamd(wait=..., says=...)`` starts a scanner and points the settings at it."""
    running = []

    def start(**manner) -> Clamd:
        address = str(tmp_path_factory.mktemp("clamd") / "socket")
        server = Clamd(address, **manner)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        running.append(server)
        settings.CLAMD_ADDRESS = address
        return server

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


def test_a_file_is_kept_under_a_random_name_that_only_the_service_may_read(tmp_path):
    stored = keep_file(upload(), by=account())
    (path,) = stored_files(tmp_path)
    assert path == stored.path
    assert path.name == stored.key.hex
    assert "paper" not in str(path)
    assert oct(path.stat().st_mode)[-3:] == "600"
    assert hashlib.sha256(path.read_bytes()).hexdigest() == stored.sha256
    assert stored.state == State.UNSCANNED


def test_nothing_of_what_is_kept_is_served_as_a_static_file(settings, browse, tmp_path):
    stored = keep_file(upload(), by=account())
    served = [Path(settings.STATIC_ROOT), *map(Path, settings.STATICFILES_DIRS)]
    assert not any(stored.path.is_relative_to(folder) for folder in served)


def test_the_same_bytes_twice_are_kept_once(tmp_path):
    same = files.pdf()
    first = keep_file(upload(same), by=account())
    second = keep_file(upload(same, name="another name.pdf"), by=account())
    assert first == second
    assert len(stored_files(tmp_path)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_adding_the_same_bytes_at_once_share_one_file(tmp_path, monkeypatch):
    first_writer, same = account(), files.pdf()
    real = actions._write

    def somebody_is_quicker(content, stored):
        monkeypatch.setattr(actions, "_write", real)
        keep_file(upload(same), by=first_writer)
        real(content, stored)

    monkeypatch.setattr(actions, "_write", somebody_is_quicker)
    assert keep_file(upload(same), by=account()).stored_by == first_writer
    assert len(stored_files(tmp_path)) == 1


def test_a_disk_that_is_full_leaves_nothing_behind_and_says_so(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="could not be uploaded"):
        keep_file(upload(), by=account())
    assert stored_files(tmp_path) == []
    assert not StoredFile.objects.exists()


def test_what_a_camera_adds_is_removed_and_the_picture_kept():
    exif = Image.Exif()
    exif[0x010E] = "<script>alert(1)</script>"
    exif[0x8825] = {1: "N", 2: (54.0, 20.0, 0.0)}
    stored = keep_file(upload(files.picture("JPEG", exif=exif.tobytes()), "whiteboard.jpg"), by=account())
    kept = stored.path.read_bytes()
    with Image.open(io.BytesIO(kept)) as image:
        assert image.size == (40, 30)
        assert not image.getexif()
    assert b"script" not in kept


def test_the_scanner_clears_a_file(clamd):
    clamd()
    stored = keep_file(upload(), by=account())
    assert stored.state == StoredFile.objects.get().state == State.CLEAN
    assert stored.may_be_opened


def test_a_virus_is_refused_and_its_bytes_are_deleted(clamd, tmp_path):
    clamd()
    for _ in range(2):
        with pytest.raises(Refused, match="The selected file contains a virus"):
            keep_file(upload(files.office(more={"word/media/x.bin": b""}) + Clamd.VIRUS, "letter.docx"), by=account())
    assert stored_files(tmp_path) == []
    assert StoredFile.objects.get().state == State.INFECTED


@pytest.mark.parametrize("manner", [{"wait": 30}, {"says": b"stream: Size limit exceeded. ERROR"}])
def test_a_scanner_that_stalls_or_fails_leaves_the_file_waiting_and_the_worker_asks_again(
    clamd, settings, monkeypatch, manner
):
    monkeypatch.setattr(actions, "FIRST_WAIT", 0.3)
    clamd(**manner)
    began = time.monotonic()
    stored = keep_file(upload(), by=account())
    assert time.monotonic() - began < 5
    assert stored.state == State.WAITING
    assert not stored.may_be_opened
    with pytest.raises(Http404):
        attachment(stored, name="paper")
    clamd()
    assert tasks.scan_waiting() == 1
    assert StoredFile.objects.get().may_be_opened


def test_without_a_scanner_a_file_may_be_opened_and_waits_as_soon_as_there_is_one(clamd, settings):
    stored = keep_file(upload(), by=account())
    assert stored.may_be_opened
    assert stored.get_state_display() == "Not checked for viruses"
    scanner = clamd()
    assert not stored.may_be_opened
    tasks.scan_waiting()
    assert scanner.asked == 1
    assert StoredFile.objects.get().state == State.CLEAN


def test_a_scanner_that_is_down_is_left_alone_until_the_next_time(settings, tmp_path):
    keep_file(upload(), by=account())
    settings.CLAMD_ADDRESS = str(tmp_path / "nobody")
    assert tasks.scan_waiting() == 0
    assert StoredFile.objects.get().state == State.WAITING


def test_uploads_that_broke_off_are_cleared_away_after_an_hour(tmp_path):
    folder = tmp_path / "documents" / "ab"
    folder.mkdir(parents=True)
    old, new = folder / "old.part", folder / "new.part"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (time.time() - 4000,) * 2)
    assert tasks.remove_leftovers() == 1
    assert stored_files(tmp_path) == [new]


def test_a_file_is_handed_out_as_a_download_that_can_do_nothing():
    stored = keep_file(upload(files.pdf(words="<script>alert(1)</script>")), by=account())
    response = attachment(stored, name='Board "paper"; filename=x.html\r\nSet-Cookie: a')
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Content-Disposition"].startswith("attachment; filename")
    assert response["Content-Disposition"].endswith('.pdf"')
    assert "\r" not in response["Content-Disposition"]
    response.close()


def test_the_database_keeps_what_a_file_is():
    stored = keep_file(upload(), by=account())
    for change in (lambda: stored.delete(), lambda: StoredFile.objects.update(sha256="0" * 64)):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/cron.d/x", "x"),
        ("C:\\secrets\\x.pdf", "x.pdf"),
        ("nul\x00byte.pdf", "nulbyte.pdf"),
        ("paper\u202efdp.exe", "paperfdp.exe"),
        ("two\r\nlines.pdf", "twolines.pdf"),
        ('x"; filename=x.html', "x; filename=x.html"),
        ("", "file"),
        ("...", "file"),
    ],
)
def test_a_hostile_name_is_shown_harmlessly(given, shown):
    assert shown_name(given) == shown


def test_a_long_name_keeps_its_ending():
    assert len(shown_name("a" * 300 + ".pdf")) == 120
    assert shown_name("a" * 300 + ".pdf").endswith(".pdf")
    assert download_name("Signed agreement", suffix="pdf") == "Signed agreement.pdf"
