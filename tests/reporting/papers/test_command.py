"""``export_paper`` goes the way of the service, and says in its last line and its exit status what came of it."""

import hashlib
import json
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from lsc_places.jobs.models import Job
from reporting.papers.models import Block
from tests.house.tree import ROOT
from tests.reporting.papers.conftest import SLUG

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def export_paper(short_paper, app_role_database_url, tmp_path):
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "manage.py", "export_paper", *words],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": app_role_database_url},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_without_a_worker_it_brings_its_own(export_paper, tmp_path):
    file = tmp_path / "paper.pdf"
    done = export_paper(SLUG, "--output", str(file))

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told == {
        "export": str(file),
        "pages": Job.objects.get().detail["pages"],
        "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
    }


def test_with_a_worker_it_uses_that_one(export_paper, celery_worker_process, tmp_path):
    file = tmp_path / "paper.pdf"
    done = export_paper(SLUG, "--output", str(file), "--as-at", "2024-07-11")

    assert done.returncode == 0, done.stderr
    assert "celery" not in done.stderr
    assert file.read_bytes().startswith(b"%PDF")
    assert Job.objects.get().params == {"as_at": "2024-07-11"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing"], "No paper called nothing"),
        (["lcc-2024-07-11-place-plan"], "No paper called lcc-2024-07-11-place-plan"),
        ([SLUG, "--as-at", "nonsense"], "Enter a date"),
        ([SLUG, "--as-at", "2023-11-07"], f"No paper called {SLUG}"),
    ],
    ids=["unknown", "not composed here", "no date", "before it was there"],
)
def test_an_unknown_paper_or_date_is_status_2(records, tmp_path, words, said):
    with pytest.raises(CommandError, match=said) as refused:
        call_command("export_paper", *words, "--output", str(tmp_path / "paper.pdf"))

    assert refused.value.returncode == 2
    assert not Job.objects.exists()


def test_the_status_is_that_of_the_process(export_paper, tmp_path):
    done = export_paper("nothing", "--output", str(tmp_path / "paper.pdf"))

    assert done.returncode == 2
    assert done.stderr.startswith("CommandError")


def test_what_fails_is_status_3_with_the_words(export_paper, celery_worker_process, tmp_path):
    Block.objects.filter(source_key="par-2023-11-phases-1").update(text="See [[gone]].")
    done = export_paper(SLUG, "--output", str(tmp_path / "paper.pdf"))

    assert done.returncode == 3
    assert "refers to 'gone'" in done.stderr
    assert not (tmp_path / "paper.pdf").exists()
