"""Evidence: added with a clear refusal of what is bad, used behind many answers, and opened only by those who may."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from delegations.readiness.actions import evidence as actions
from delegations.readiness.models import Answer, Evidence, Support
from lsc_places.kit.dates import today
from tests.delegations.readiness.making import add_evidence, assessment_of, opened, submitted, user
from tests.lsc_places.documents import files

pytestmark = pytest.mark.usefixtures("records")
BASE = "/readiness/phase-1-round-1/blackpool/"
ADD = f"{BASE}evidence/add/4.1/"
GOOD = {"publishable": "unsure", "shows": "The budget, line by line", "document_on": "2026-09-01"}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def assessment(records):
    return assessment_of(opened(), "blackpool")


@pytest.fixture
def client(assessment, browse):
    return browse(user("dhci-blackpool"))


def sent(file: str = "budget.pdf", content: bytes | None = None, **more: str) -> dict:
    return GOOD | {"file": SimpleUploadedFile(file, files.pdf() if content is None else content)} | more


def error_of(response) -> str:
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one("[name=shows]").text.strip() == GOOD["shows"], "what was typed is lost"
    return page.select_one(".nhsuk-error-message").get_text(" ", strip=True).removeprefix("Error: ").strip()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.pdf", b"", "The selected file is empty"),
        ("large.txt", b"a" * (20 * 2**20 + 1), "The selected file must be smaller than 20MB"),
        ("page.pdf", b"<html><script>alert(1)</script></html>", "The selected file is damaged, or is not what its name says"),
        ("program.pdf", b"MZ\x90\x00" + b"\0" * 100, "The selected file is damaged, or is not what its name says"),
        ("drawing.svg", b"<svg onload='alert(1)'/>", "The selected file must be a PDF, Word, Excel"),
        ("macros.docm", b"PK\x03\x04", "The selected file must be a PDF, Word, Excel"),
        ("bomb.docx", files.bomb(), "The selected file holds far more than its size says"),
        ("locked.pdf", files.pdf(password="secret"), "The selected file is password protected"),
        ("flood.png", files.flood(), "The selected image has too many pixels"),
    ],
    ids=["F01", "F02", "F03 page", "F03 program", "F04 svg", "F04 macros", "F08", "F09", "F10"],
)  # fmt: skip
def test_a_bad_file_is_refused_beside_the_field_and_what_was_typed_stays(client, tmp_path, name, content, words):
    response = client.post(ADD, sent(name, content))
    assert response.status_code == 422
    assert error_of(response).startswith(words)
    assert not Evidence.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_bad_date_is_told_beside_the_field(client):
    """B13."""
    tomorrow = (today() + timedelta(days=1)).isoformat()
    for given in ("31/02/2026", "2027-02-29", "0027-01-01", "20270", tomorrow, "soon"):
        assert "Date of the document must" in error_of(client.post(ADD, sent(document_on=given))), given
    assert not Evidence.objects.exists()


def test_a_file_is_kept_apart_under_a_random_name_and_only_ever_handed_out_as_a_download(
    client, browse, tmp_path, settings
):
    """F05 and F06, and who may open it (F15)."""
    polyglot = files.pdf() + b"<html><script>alert(1)</script>"
    name = "../../etc/cron.d/x\u202e; filename=x.html y.pdf"
    assert client.post(ADD, sent(name, polyglot)).status_code == 303
    evidence = Evidence.objects.get()
    assert [path for path in tmp_path.rglob("*") if path.is_file() and "cron" in str(path)] == []
    assert evidence.file.sha256
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(kept) == 1
    assert not kept[0].is_relative_to(settings.STATIC_ROOT)
    assert "budget" not in kept[0].name
    path = f"/readiness/evidence/{evidence.key}/"
    opened_file = client.get(path)
    assert b"".join(opened_file.streaming_content) == polyglot
    assert opened_file["Content-Type"] == "application/pdf"
    assert opened_file["Content-Disposition"].startswith("attachment; filename")
    assert "\n" not in opened_file["Content-Disposition"]
    assert "x.html\r" not in opened_file["Content-Disposition"]
    assert opened_file["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in opened_file["Content-Security-Policy"]
    for other in ("dhci-lancashire", "partner-blackpool", "finance-lead", "panel-chair", "programme-manager"):
        assert browse(user(other)).get(path).status_code == 404, other


def test_what_the_scanner_says_is_said_honestly(client, settings):
    client.post(ADD, sent())
    assert "Not checked for viruses" in client.get(f"{BASE}evidence/").content.decode()
    key = Evidence.objects.get().key
    assert client.get(f"/readiness/evidence/{key}/").status_code == 200
    settings.CLAMD_ADDRESS = "/nowhere/clamd.socket"
    assert "Being checked for viruses" in client.get(f"{BASE}evidence/").content.decode()
    assert client.get(f"/readiness/evidence/{key}/").status_code == 404


def test_one_file_stands_behind_many_answers_and_one_copy_of_its_bytes_is_kept(client, assessment):
    """F14, and reuse."""
    client.post(ADD, sent())
    client.post(f"{BASE}evidence/add/", sent("again.pdf", name="The same again"))
    first, again = Evidence.objects.order_by("pk")
    assert first.file == again.file
    assert client.post(f"{BASE}evidence/choose/4.2/", {"evidence": [str(first.key)]}).status_code == 303
    assert Support.objects.filter(evidence=first).count() == 2
    assert client.post(f"{BASE}evidence/{again.key}/remove/").status_code == 303
    assert client.get(f"/readiness/evidence/{first.key}/").status_code == 200
    assert "Used in 4.1, 4.2" in " ".join(
        BeautifulSoup(client.get(f"{BASE}evidence/").content, "html.parser").text.split()
    )
    assert client.post(f"{BASE}finance/", {"then": f"stop-using:4.2:{first.key}"}).status_code == 303
    assert Support.objects.get().answer.line.code == "4.1"


def test_the_twenty_first_file_and_the_last_megabyte_are_refused_and_everything_before_stays(
    client, assessment, monkeypatch
):
    """F12."""
    answer = Answer.objects.get(assessment=assessment, line__code="4.1")
    by = user("dhci-blackpool")
    for number in range(20):
        one = add_evidence(assessment, name=f"File {number}")
        Support.objects.create(answer=answer, evidence=one, added_by=by)
    assert error_of(client.post(ADD, sent())) == "You can only add up to 20 files to an answer"
    monkeypatch.setattr(actions, "MOST_BYTES", 5_000)
    response = client.post(f"{BASE}evidence/add/", sent())
    assert "come to 500MB" in error_of(response)
    assert answer.supports.count() == 20


def test_what_was_submitted_keeps_its_evidence(browse, assessment):
    """F16, and evidence of other places stays theirs."""
    submission = submitted(assessment.round, "blackpool")
    evidence = Evidence.objects.filter(assessment=assessment).first()
    client = browse(user("dhci-blackpool"))
    refused = client.post(f"{BASE}evidence/{evidence.key}/remove/")
    assert refused.status_code == 409
    assert b"submitted" in refused.content
    assert submission.answers["sections"][0]["lines"][0]["evidence"][0]["sha256"] == evidence.file.sha256
    assert browse(user("finance-lead")).get(f"/readiness/evidence/{evidence.key}/").status_code == 200
    for other in ("dhci-lancashire", "partner-lancashire", "board-member"):
        assert browse(user(other)).get(f"/readiness/evidence/{evidence.key}/").status_code == 404, other
    with pytest.raises(actions.Refused):
        actions.stop_using(assessment_of(assessment.round), line="1.1", key=evidence.key, by=user("dhci-blackpool"))
