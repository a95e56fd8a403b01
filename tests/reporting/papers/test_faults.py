"""Workers and the queue die in the middle of a paper; each job ends exactly once, by itself, within a minute."""

import http.client
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier, Thread
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection as database
from django.test import Client
from redis import Redis as Queue

from lsc_places.celery import app
from lsc_places.jobs.models import Job
from lsc_places.jobs.tasks import run
from lsc_places.people.models import User
from script.stack.fixtures import answers, free_port, start_celery_worker
from script.stack.parts import BEAT, WEB
from script.stack.processes import Child, wait_until
from script.stack.redis import Redis
from tests.accounts import account
from tests.reporting.papers.conftest import SLUG

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
EXPORT = f"/papers/{SLUG}/export/"
A_MINUTE = 60
CORES = os.cpu_count() or 1
State = Job.State


def wait(ready: Callable[[], bool], *, seconds: float, what: str) -> float:
    began = time.monotonic()
    while not ready():
        assert time.monotonic() - began < seconds, f"{what} took longer than {seconds} seconds"
        time.sleep(0.05)
    return time.monotonic() - began


def slowness() -> float:
    """How much longer than on an idle machine anything takes while others keep the processors busy."""
    return max(1.0, os.getloadavg()[0] / CORES)


def files() -> set[str]:
    return set(default_storage.listdir("exports")[1]) if default_storage.exists("exports") else set()


def ended(*jobs: Job) -> Callable[[], bool]:
    pks = [job.pk for job in jobs]
    return lambda: not Job.objects.open().filter(pk__in=pks).exists()


def setting_pages(job: Job) -> Callable[[], bool]:
    return lambda: Job.objects.filter(pk=job.pk, state=State.RUNNING, step_number=2).exists()


@dataclass
class House:
    """A queue and parts of this test alone, which are real processes and may be ended by force."""

    redis: Redis
    start_part: Callable[..., Child]
    queue: Child
    started: list[Child] = field(default_factory=list)
    web_server: Child = field(init=False)
    port: int = 0

    @property
    def here(self) -> dict[str, str]:
        return {"REDIS_URL": self.redis.url()}

    @property
    def waiting(self) -> Queue:
        return Queue(unix_socket_path=str(self.redis.socket))

    def start_queue(self) -> None:
        self.queue = self.redis.child()
        self.redis.wait(self.queue.start())

    def web(self) -> None:
        self.port = free_port()
        self.web_server = self.start_part(WEB, bind=f"127.0.0.1:{self.port}", environment=self.here)
        wait_until(lambda: answers(self.port, "/health/live"), child=self.web_server, seconds=90)

    def worker(self) -> Child:
        return self._keep(start_celery_worker(lambda part: self.start_part(part, environment=self.here)))

    def beat(self) -> Child:
        return self._keep(self.start_part(BEAT, environment=self.here))

    def _keep(self, child: Child) -> Child:
        self.started.append(child)
        return child

    def ask(self, *, by: User | None = None) -> Job:
        """Press the button, as somebody's browser does."""
        client = Client()
        client.force_login(by or account())
        secret = "s" * 32
        cookies = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(
            "POST",
            EXPORT,
            body=urlencode({"csrfmiddlewaretoken": secret}),
            headers={
                "Cookie": f"{cookies}; {settings.CSRF_COOKIE_NAME}={secret}",
                "Content-Type": "application/x-www-form-urlencoded",
            },
        )
        answer = connection.getresponse()
        assert answer.status == 303, answer.read()
        job = Job.objects.get(pk=int(answer.headers["Location"].split("/")[2]))
        connection.close()
        return job


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory, start_part) -> Iterator[House]:
    """The queue and the web server, which stand from test to test."""
    folder = tmp_path_factory.mktemp("house")
    redis = Redis(folder, folder / "redis.log")
    house = House(redis, start_part, redis.child())
    house.start_queue()
    house.web()
    yield house
    house.web_server.stop()
    house.queue.stop()


@pytest.fixture
def house(short_paper, standing: House) -> Iterator[House]:
    """The same with an empty queue and nobody at work; whoever a test starts ends with it."""
    standing.waiting.flushall()
    yield standing
    for child in standing.started:
        child.ask_to_stop()
    for child in standing.started:
        child.stop()
    standing.started.clear()


def kill_group(child: Child) -> None:
    """End a part and all its processes as a machine that loses power does."""
    os.killpg(child.pid, signal.SIGKILL)
    child.process.wait(10)


def test_a_worker_killed_in_the_middle_of_setting_a_paper_its_processes_alone_or_whole(house):
    worker, before = house.worker(), files()
    house.beat()
    first = house.ask()
    wait(setting_pages(first), seconds=120, what="beginning to set")
    for child in children_of(worker.pid):
        os.kill(child, signal.SIGKILL)
    wait(ended(first), seconds=A_MINUTE * slowness(), what="ending")

    second = house.ask()
    wait(setting_pages(second), seconds=120, what="beginning to set")
    kill_group(worker)
    assert Job.objects.get(pk=second.pk).state == State.RUNNING
    house.worker()
    wait(ended(second), seconds=A_MINUTE * slowness(), what="ending")

    for job in (first, second):
        job.refresh_from_db()
        assert (job.state, job.attempt) == (State.DONE, 2)
    assert len(files() - before) == 2


def children_of(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_the_queue_killed_and_started_again_under_a_live_worker(house):
    house.worker()
    house.beat()
    first = house.ask()
    wait(setting_pages(first), seconds=120, what="beginning to set")

    kill_group(house.queue)
    began = time.monotonic()
    second = house.ask()
    assert time.monotonic() - began < 2 * slowness(), "the page waits for a queue that is away"
    assert Job.objects.get(pk=second.pk).state == State.QUEUED
    house.start_queue()

    wait(ended(first, second), seconds=A_MINUTE * slowness(), what="ending")
    for job in (first, second):
        job.refresh_from_db()
        assert (job.state, job.attempt) == (State.DONE, 1)
    assert first.sha256 == second.sha256


def test_a_queue_that_forgot_everything(house):
    """All that waited when the queue was emptied is still made, each once."""
    before, jobs = files(), [house.ask() for _ in range(3)]
    house.waiting.flushall()

    house.worker()
    house.beat()

    wait(ended(*jobs), seconds=2 * A_MINUTE * slowness(), what="ending")
    assert [Job.objects.get(pk=job.pk).state for job in jobs] == [State.DONE] * 3
    assert len(files() - before) == 3


def test_two_people_who_ask_at_once_have_the_same_bytes_each_once_however_often_it_is_delivered(house):
    before, gate, jobs = files(), Barrier(2), []
    people = [account(), account()]

    def press(person: User) -> None:
        gate.wait()
        jobs.append(house.ask(by=person))
        database.close()

    threads = [Thread(target=press, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.connection_for_write(house.redis.url()) as connection:
        for job in jobs * 4:
            run.apply_async((job.pk,), connection=connection)
    house.worker()

    wait(ended(*jobs), seconds=A_MINUTE * slowness(), what="ending")
    wait(lambda: house.waiting.llen("celery") == 0, seconds=30, what="reading the queue")
    time.sleep(1)
    made = Job.objects.filter(pk__in=[job.pk for job in jobs])
    assert {job.state for job in made} == {State.DONE}
    assert {job.attempt for job in made} == {1}
    assert len({job.sha256 for job in made}) == 1
    assert {job.asked_by for job in made} == set(people)
    assert len(files() - before) == 2
