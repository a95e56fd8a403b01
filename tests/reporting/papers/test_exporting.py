"""Asking for a paper as a PDF: one row, one file, words for whoever waits."""

import hashlib
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from delegations.workplan.models import Item, ItemStatement
from lsc_places.boards.models import Body
from lsc_places.jobs import tasks
from lsc_places.jobs.models import Job
from lsc_places.people.models import Grant
from reporting.papers import exporting, queries
from reporting.papers.composing import MOST_ROWS
from reporting.papers.models import Block
from tests.accounts import account
from tests.reporting.papers.conftest import SLUG

pytestmark = pytest.mark.usefixtures("records")
EXPORT = f"/papers/{SLUG}/export/"


def steps(count: int) -> None:
    """More steps of the delivery group, all completed on the day of the paper."""
    group, first = Body.objects.get(slug="piddg"), Item.objects.order_by("-number")[0].number + 1
    made = Item.objects.bulk_create(
        Item(
            number=first + n,
            order=1_000 + n,
            title=f"Step {n}",
            plan=Item.Plan.DELIVERY_GROUP,
            overseen_by=group,
            stated_on=date(2023, 11, 8),
            last_stated_on=date(2023, 11, 8),
            status=Item.Status.COMPLETED,
            status_on=date(2023, 11, 8),
        )
        for n in range(count)
    )
    ItemStatement.objects.bulk_create(
        ItemStatement(item=item, aspect="status", status="completed", effective_on=date(2023, 11, 8)) for item in made
    )


def test_export_is_a_row_and_leads_to_its_page(browse, reader):
    answer = browse(reader).post(EXPORT)

    job = Job.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, reverse("jobs:export", args=[job.pk]))
    assert (job.state, job.asked_by, job.params) == (Job.State.QUEUED, reader, {"as_at": "2023-11-08"})
    assert job.title == "Place Integration Deal: Progress on Areas of Delivery, as at 8 November 2023"


def test_a_day_asked_for_goes_with_it(browse, reader):
    browse(reader).post(EXPORT, {"as-at": "2024-07-11"})
    assert Job.objects.get().params == {"as_at": "2024-07-11"}


def test_pressing_twice_makes_one_job_and_two_people_have_one_each(browse, reader):
    first, second = browse(reader).post(EXPORT), browse(reader).post(EXPORT)
    other = browse(account(Grant.Right.SECRETARY)).post(EXPORT)

    assert first["Location"] == second["Location"] != other["Location"]
    assert Job.objects.count() == 2


@pytest.mark.parametrize(
    ("path", "sent", "status"),
    [
        (EXPORT, {"as-at": "yesterday"}, 400),
        (EXPORT, {"as-at": "2023-11-07"}, 404),
        ("/papers/lcc-2024-07-11-place-plan/export/", {}, 404),
        ("/papers/nothing/export/", {}, 404),
    ],
    ids=["no day", "before the paper was there", "not composed here", "unknown"],
)
def test_what_cannot_be_exported_makes_no_job(browse, reader, path, sent, status):
    assert browse(reader).post(path, sent).status_code == status
    assert not Job.objects.exists()


def test_only_somebody_logged_in_may_ask_and_only_by_post(browse, reader):
    assert Client().post(EXPORT).status_code == 302
    assert browse(reader).get(EXPORT).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reader)
    assert strict.post(EXPORT).status_code == 403
    assert not Job.objects.exists()


def test_what_comes_of_it_is_the_paper_with_its_pages_and_sum_and_the_same_bytes_again(browse, reader, printed):
    """It was printed before, perhaps by another process, and the job prints it anew."""
    client = browse(reader)
    address = client.post(EXPORT)["Location"]
    job = Job.objects.get()

    tasks.run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.words) == (Job.State.DONE, "")
    assert job.file_name == f"{SLUG}-as-at-2023-11-08.pdf"
    assert job.detail["pages"] == len(printed().pages)
    assert (job.step, job.step_number, job.step_count) == (exporting.STEPS[1], 2, 2)
    content = b"".join(client.get(f"{address}file/").streaming_content)
    assert content == printed().content
    assert hashlib.sha256(content).hexdigest() == job.sha256
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert "".join(page.get_text().split()).count(job.sha256) == 1
    assert f"{len(printed().pages)} pages)" in page.select_one("#export-next").get_text()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda: Block.objects.filter(code="progress").update(code="gone"), tasks.OUR_FAULT),
        (
            lambda: Block.objects.filter(source_key="par-2023-11-phases-1").update(text="See [[gone]]."),
            "The text refers to 'gone', which is not in this paper.",
        ),
        (lambda: Block.objects.all().delete(), None),
    ],
    ids=["a block that is not there", "a reference to nothing", "no text at all"],
)
def test_failure_is_told_in_words_and_the_worker_lives_on(browse, reader, spoil, said):
    browse(reader).post(EXPORT)
    spoil()
    job = Job.objects.get()

    tasks.run(job.pk)

    job.refresh_from_db()
    assert said is None or (job.state, job.words) == (Job.State.FAILED, said)
    assert job.state in {Job.State.DONE, Job.State.FAILED}


def test_a_paper_that_has_gone_fails_in_words(reader):
    job = Job.objects.create(
        kind="papers.paper",
        subject="gone",
        title="x",
        params={"as_at": "2023-11-08"},
        idempotency_key="x",
        asked_by=reader,
    )
    tasks.run(job.pk)
    job.refresh_from_db()
    assert job.words == "This paper is not here any more, or was not there yet on that day."


# P07
def test_a_table_that_is_too_long_is_refused_before_it_is_tried(browse, reader):
    steps(MOST_ROWS)
    client = browse(reader)

    page = BeautifulSoup(client.get(f"/papers/{SLUG}/").content, "html.parser")
    said = "Table 4 has 1,014 rows. A paper can show up to 1,000. Split the table."
    assert said in " ".join(page.get_text(" ").split())
    assert not page.select("form[action$='/export/']")

    client.post(EXPORT)
    job = Job.objects.get()
    tasks.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.words) == (Job.State.FAILED, said)


@pytest.mark.slow
def test_a_table_of_a_thousand_rows_is_set(short_paper):
    steps(MOST_ROWS - 14)
    made = exporting.make(SLUG, {"as_at": "2023-11-08"}, Unwatched())
    assert made.detail["pages"] > 35


class Unwatched:
    """A watch that nobody reads."""

    def step(self, words: str, *, number: int, of: int) -> None: ...

    def renew(self) -> None: ...


# P01 in every free text field
def test_hostile_words_in_every_field_of_the_paper_are_only_words(short_paper, page):
    hostile = (
        "<img src=file:///etc/passwd><style>@import url(http://127.0.0.1:9/x)</style><table><td colspan=65534>\u202e😀"
    )
    paper = queries.paper_page(SLUG, as_at=None).paper
    paper.title = paper.heading = paper.authorised_by = hostile[:120]
    paper.author = paper.presented_by = paper.signed_off_by = [hostile]
    paper.conflicts_of_interest = hostile
    paper.save()
    paper.recommendations.update(text=hostile)
    paper.answers.update(comment=hostile)
    paper.discussions.update(outcome=hostile)
    paper.sections.exclude(heading="").update(heading=hostile)
    Block.objects.filter(kind="paragraph").update(text=hostile, points=[hostile])
    Item.objects.update(title=hostile, condition=hostile)

    made = exporting.make(SLUG, {"as_at": "2023-11-08"}, Unwatched())

    assert made.content.startswith(b"%PDF")
    shown = page(f"/papers/{SLUG}/").select_one("#paper")
    assert not shown.select("img, style")
    assert "<img src=file:///etc/passwd>" in shown.get_text()


@pytest.mark.parametrize("length", [20_001])
def test_a_text_without_end_is_refused_by_the_database(length):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        Block.objects.filter(source_key="par-2023-11-phases-1").update(text="w" * length)
