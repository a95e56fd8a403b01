"""The pages of what somebody asked for: theirs alone, true without a reload, and harmless to try again."""

import pytest
from bs4 import BeautifulSoup

from lsc_places.jobs import leases, tasks
from lsc_places.jobs.kinds import NotMade
from lsc_places.jobs.models import Job
from lsc_places.people.models import Grant
from tests.accounts import account

HTMX = {"HX-Request": "true"}


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def mark(response) -> str:
    return BeautifulSoup(response.content, "html.parser").select_one("#export-mark")["value"]


@pytest.fixture
def made(ask, reader) -> Job:
    job = ask("Kim", by=reader)
    tasks.run(job.pk)
    return job


@pytest.fixture
def failed(ask, reader, maker) -> Job:
    def refuse(*given):
        raise NotMade("The letter is too long.")

    maker.append(refuse)
    job = ask("Kim", by=reader)
    tasks.run(job.pk)
    maker.pop()
    return job


def test_nothing_asked_for_says_what_to_do(browse, reader):
    assert "You have asked for nothing yet" in words(browse(reader).get("/exports/"))


def test_my_exports_lists_mine_and_nobody_elses(ask, browse, reader, made):
    ask("Sam", by=account())
    listed = words(browse(reader).get("/exports/"))

    assert "A letter to Kim" in listed
    assert "Ready" in listed
    assert "TXT, 1 KB" in listed
    assert "Sam" not in listed


@pytest.mark.parametrize("path", ["/exports/{}/", "/exports/{}/file/"])
def test_somebody_elses_export_is_not_found(browse, made, path):
    path = path.format(made.pk)
    assert browse(account(Grant.Right.PROGRAMME_MANAGER)).get(path).status_code == 404
    assert browse(account(Grant.Right.SECRETARY)).get(path).status_code == 200
    assert browse(account()).post(f"/exports/{made.pk}/again/").status_code == 404


def test_the_file_is_a_download_under_its_own_name(browse, reader, made):
    response = browse(reader).get(f"/exports/{made.pk}/file/")

    assert b"".join(response.streaming_content) == b"Dear Kim"
    assert response["Content-Disposition"] == 'attachment; filename="Kim.txt"'
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_there_is_no_file_before_the_job_is_done(ask, browse, reader):
    assert browse(reader).get(f"/exports/{ask('Kim', by=reader).pk}/file/").status_code == 404


def test_the_page_asks_after_the_job_only_while_it_is_open(ask, browse, reader, made):
    opened = BeautifulSoup(browse(reader).get(f"/exports/{ask('Jo', by=reader).pk}/").content, "html.parser")
    ended = BeautifulSoup(browse(reader).get(f"/exports/{made.pk}/").content, "html.parser")

    assert opened.select_one("#export")["hx-trigger"] == "every 2s"
    assert opened.select_one("a#export-next").get_text() == "Check progress"
    assert not ended.select("[hx-get]")
    assert made.__class__.objects.get(pk=made.pk).sha256 in ended.get_text()


def test_asking_after_it_changes_nothing_on_the_page_unless_something_changed(ask, browse, reader):
    job = ask("Kim", by=reader)
    client, address = browse(reader), f"/exports/{job.pk}/"
    seen = mark(client.get(address))

    assert client.get(address, {"mark": seen}, headers=HTMX).status_code == 204
    lease = leases.claim(job.pk)
    assert lease
    lease.step("Folding it", number=2, of=3)
    changed = client.get(address, {"mark": seen}, headers=HTMX)

    assert changed.status_code == 200
    assert "Step 2 of 3: Folding it" in words(changed)
    assert BeautifulSoup(changed.content, "html.parser").select_one("[hx-swap-oob]")["hx-swap-oob"] == (
        "innerHTML:#export-said"
    )
    assert "<html" not in changed.content.decode()


def test_waiting_tells_how_many_are_before_mine(ask, browse, reader):
    other = account()
    ask("One", by=other)
    ask("Two", by=other)

    assert "Waiting: 2 exports before yours." in words(browse(reader).get(f"/exports/{ask('Kim', by=reader).pk}/"))


def test_a_job_taken_back_from_a_dead_worker_says_that_it_starts_again(ask, browse, reader):
    job = ask("Kim", by=reader)
    leases.claim(job.pk)
    Job.objects.filter(pk=job.pk).update(lease_ends_at="2026-01-01T00:00Z")
    leases.sweep()
    assert "It will be started again" in words(browse(reader).get(f"/exports/{job.pk}/"))
    leases.claim(job.pk)
    assert "Starting again" in words(browse(reader).get(f"/exports/{job.pk}/"))


def test_failure_is_a_sentence_and_a_button_to_try_again(browse, reader, failed):
    client = browse(reader)
    page = BeautifulSoup(client.get(f"/exports/{failed.pk}/").content, "html.parser")
    assert "The letter is too long." in page.get_text()
    assert page.select_one("form[action$='/again/'] button").get_text(strip=True) == "Try again"

    answer = client.post(f"/exports/{failed.pk}/again/")

    assert (answer.status_code, answer["Location"]) == (303, f"/exports/{failed.pk}/")
    failed.refresh_from_db()
    assert failed.state == Job.State.QUEUED


def test_a_notice_beside_my_name_tells_what_is_ready_until_i_look(browse, reader, made):
    client = browse(reader)
    assert "Exports, 1 new" in words(client.get("/exports/"))

    client.get(f"/exports/{made.pk}/")

    assert ", 1 new" not in words(client.get("/exports/"))


def test_a_secretary_who_looks_does_not_take_the_notice_away(browse, reader, made):
    browse(account(Grant.Right.SECRETARY)).get(f"/exports/{made.pk}/")
    assert "Exports, 1 new" in words(browse(reader).get("/exports/"))


def test_an_export_page_does_not_speak_of_a_day(browse, reader, made):
    assert "Position today" not in words(browse(reader).get(f"/exports/{made.pk}/"))
