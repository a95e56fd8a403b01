"""Workers and the queue die in the middle of a paper; each job ends exactly once, by itself, within a minute."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.core.files.storage import default_storage
from django.test import Client

from lsc_places.jobs.models import Job
from lsc_places.jobs.tasks import run
from script.stack.fixtures import start_celery_worker
from script.stack.parts import BEAT
from script.stack.processes import Child
from script.stack.redis import Redis
from tests.accounts import account
from tests.reporting.papers.conftest import SLUG

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
EXPORT = f"/papers/{SLUG}/export/"
A_MINUTE = 60
State = Job.State


def wait(ready: Callable[[], bool], *, seconds: float, what: str) -> float:
    began = time.monotonic()
    while not ready():
        assert time.monotonic() - began < seconds, f"{what} took longer than {seconds} seconds"
        time.sleep(0.05)
    return time.monotonic() - began


def files() -> set[str]:
    return set(default_storage.listdir("exports")[1]) if default_storage.exists("exports") else set()


def ask(*, by=None) -> Job:
    client = Client()
    client.force_login(by or account())
    address = client.post(EXPORT)["Location"]
    return Job.objects.get(pk=int(address.split("/")[2]))


def ended(*jobs: Job) -> Callable[[], bool]:
    pks = [job.pk for job in jobs]
    return lambda: not Job.objects.open().filter(pk__in=pks).exists()


def setting_pages(job: Job) -> Callable[[], bool]:
    return lambda: Job.objects.filter(pk=job.pk, state=State.RUNNING, step_number=2).exists()


@pytest.fixture
def queue(records, tmp_path: Path) -> Iterator[tuple[Redis, Child]]:
    """A queue of this test alone, for tests that end it by force; this process uses it too."""
    from lsc_places.celery import app

    redis = Redis(tmp_path, tmp_path / "redis.log")
    child = redis.child()
    redis.wait(child.start())
    before = app.conf.broker_url
    reconnect(app, redis.url())
    yield redis, child
    reconnect(app, before)
    child.stop()


def reconnect(app, url: str) -> None:
    app.conf.broker_url = url
    app.set_default()
    app.pool.force_close_all()
    app._pool = None
    if getattr(app.amqp, "_producer_pool", None):
        app.amqp._producer_pool.force_close_all()
        app.amqp._producer_pool = None


@pytest.fixture
def parts(queue, start_part) -> Callable[..., Child]:
    """A worker or the beat of this test alone, on its own queue."""
    started: list[Child] = []
    here = {"REDIS_URL": queue[0].url()}

    def start(what: str = "worker") -> Child:
        if what == "beat":
            child = start_part(BEAT, environment=here)
        else:
            child = start_celery_worker(lambda part, **also: start_part(part, environment=here))
        started.append(child)
        return child

    yield start
    for child in started:
        child.stop()


def kill_group(child: Child) -> None:
    """End a part and all its processes as a machine that loses power does."""
    os.killpg(child.pid, signal.SIGKILL)
    child.process.wait(10)


def test_a_worker_killed_in_the_middle_of_setting_a_paper(parts):
    worker, before = parts(), files()
    parts("beat")
    job = ask()
    wait(setting_pages(job), seconds=90, what="beginning to set")

    kill_group(worker)
    assert Job.objects.get(pk=job.pk).state == State.RUNNING
    parts()

    took = wait(ended(job), seconds=150, what="ending")
    job.refresh_from_db()
    assert (job.state, job.attempt) == (State.DONE, 2)
    assert len(files() - before) == 1
    assert took < A_MINUTE or os.getloadavg()[0] > 3, f"{took:.0f} seconds"


def test_only_the_child_that_sets_the_paper_is_killed(parts):
    worker, before = parts(), files()
    parts("beat")
    job = ask()
    wait(setting_pages(job), seconds=90, what="beginning to set")

    for child in children_of(worker.pid):
        os.kill(child, signal.SIGKILL)

    wait(ended(job), seconds=150, what="ending")
    job.refresh_from_db()
    assert job.state == State.DONE
    assert len(files() - before) == 1


def children_of(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_the_queue_killed_and_started_again_under_a_live_worker(queue, parts):
    redis, child = queue
    parts()
    parts("beat")
    first = ask()
    wait(setting_pages(first), seconds=90, what="beginning to set")

    os.kill(child.pid, signal.SIGKILL)
    child.process.wait(10)
    began = time.monotonic()
    second = ask()
    answered = time.monotonic() - began
    assert second.state == State.QUEUED
    assert answered < 5, "the page waits for a queue that is away"
    time.sleep(2)
    again = redis.child()
    redis.wait(again.start())
    try:
        wait(ended(first, second), seconds=150, what="ending")
    finally:
        again.stop()

    for job in (first, second):
        job.refresh_from_db()
        assert job.state == State.DONE
    assert first.sha256 == second.sha256


def test_a_queue_that_forgot_everything(queue, parts):
    """All that waited when the queue was emptied is still made, each once."""
    jobs = [ask() for _ in range(3)]
    from lsc_places.celery import app

    app.control.purge()
    before = files()
    parts()
    parts("beat")

    wait(ended(*jobs), seconds=240, what="ending")
    assert [Job.objects.get(pk=job.pk).state for job in jobs] == [State.DONE] * 3
    assert len(files() - before) == 3


def test_the_same_job_delivered_many_times_is_made_once(parts):
    before = files()
    job = ask()
    for _ in range(5):
        run.delay(job.pk)
    parts()

    wait(ended(job), seconds=120, what="ending")
    time.sleep(3)
    job.refresh_from_db()
    assert (job.state, job.attempt) == (State.DONE, 1)
    assert len(files() - before) == 1


def test_two_people_who_ask_at_once_have_the_same_bytes_each_once(parts):
    before, gate, jobs = files(), Barrier(2), []
    people = [account(), account()]

    def press(person) -> None:
        from django.db import connection

        gate.wait()
        jobs.append(ask(by=person))
        connection.close()

    threads = [Thread(target=press, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    parts()

    wait(ended(*jobs), seconds=180, what="ending")
    made = Job.objects.filter(pk__in=[job.pk for job in jobs])
    assert {job.state for job in made} == {State.DONE}
    assert {job.attempt for job in made} == {1}
    assert len({job.sha256 for job in made}) == 1
    assert {job.asked_by for job in made} == set(people)
    assert len(files() - before) == 2
