"""A job is held by one worker at a time, and ends exactly once."""

import resource
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models.functions import Now

from lsc_places.jobs import leases, tasks
from lsc_places.jobs.kinds import Made, NotMade
from lsc_places.jobs.models import Job

State = Job.State


def expire(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_ends_at=Now() - timedelta(seconds=1))


def sleep_on(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(woken_at=Now() - leases.WAKE_AGAIN_AFTER * 2)


def files() -> int:
    return len(default_storage.listdir("exports")[1]) if default_storage.exists("exports") else 0


def test_a_job_is_made_and_keeps_its_file_and_its_sum(ask, reader):
    job = ask("Kim", by=reader)

    tasks.run(job.pk)

    job.refresh_from_db()
    assert job.state == State.DONE
    assert job.file.read() == b"Dear Kim"
    assert job.file_name == "Kim.txt"
    assert job.file_size == 8
    assert job.sha256 == "b7756821bbe408939f2a42a92882f15e2766602ea41c402aadc24d178883ac20"
    assert job.ended_at is not None
    assert job.lease_ends_at is None


def test_the_same_job_delivered_twice_is_made_once(ask, reader, maker):
    calls = []
    maker.append(lambda *given: calls.append(given) or Made(b"once", "once.txt"))
    job, before = ask("Kim", by=reader), files()

    tasks.run(job.pk)
    tasks.run(job.pk)

    assert len(calls) == 1
    assert files() == before + 1
    job.refresh_from_db()
    assert job.attempt == 1


def test_a_worker_that_lost_its_lease_may_not_end_the_job_and_leaves_no_file(ask, reader):
    job, before = ask("Kim", by=reader), files()
    first = leases.claim(job.pk)
    expire(job)
    leases.sweep()
    second = leases.claim(job.pk)
    assert first
    assert second

    for ending in (lambda: first.finish(Made(b"late", "late.txt")), lambda: first.fail("Late"), first.renew):
        with pytest.raises(leases.Lost):
            ending()
    second.finish(Made(b"in time", "in-time.txt"))

    job.refresh_from_db()
    assert (job.state, job.attempt, job.file.read()) == (State.DONE, 2, b"in time")
    assert files() == before + 1


def test_a_job_that_runs_or_has_ended_cannot_be_claimed(ask, reader):
    job = ask("Kim", by=reader)
    lease = leases.claim(job.pk)
    assert lease
    assert leases.claim(job.pk) is None
    lease.fail("No paper left.")
    assert leases.claim(job.pk) is None


def test_the_sweeper_leaves_a_job_whose_lease_holds(ask, reader):
    job = ask("Kim", by=reader)
    lease = leases.claim(job.pk)
    assert lease

    assert leases.sweep() == []
    lease.step("Folding", number=1, of=2)

    job.refresh_from_db()
    assert (job.state, job.step) == (State.RUNNING, "Folding")


def test_the_sweeper_takes_an_abandoned_job_back_and_has_it_woken_once(ask, reader):
    job = ask("Kim", by=reader)
    leases.claim(job.pk)
    expire(job)

    assert leases.sweep() == [job.pk]
    assert leases.sweep() == []

    job.refresh_from_db()
    assert (job.state, job.lease_ends_at, job.step) == (State.QUEUED, None, leases.STARTING_AGAIN)


def test_a_job_the_queue_forgot_is_named_again(ask, reader):
    job = ask("Kim", by=reader)
    assert leases.sweep() == []
    sleep_on(job)
    assert leases.sweep() == [job.pk]


def test_a_job_that_ends_its_workers_three_times_is_parked_with_a_reason(ask, reader):
    job = ask("Kim", by=reader)
    for _ in range(leases.MOST_ATTEMPTS):
        assert leases.claim(job.pk)
        expire(job)
        leases.sweep()

    job.refresh_from_db()
    assert job.state == State.FAILED
    assert job.words == leases.STOPPED_TOO_OFTEN
    assert leases.claim(job.pk) is None


def test_work_that_refuses_fails_with_its_own_words(ask, reader, maker):
    def refuse(*given):
        raise NotMade("The letter has 5,000 pages. It can have 1,000.")

    maker.append(refuse)
    job = ask("Kim", by=reader)
    tasks.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.words) == (State.FAILED, "The letter has 5,000 pages. It can have 1,000.")


@pytest.mark.parametrize("error", [ZeroDivisionError("x"), RecursionError("x"), OSError(28, "No space left on device")])
def test_work_that_breaks_fails_in_our_words_and_not_in_its_own(ask, reader, maker, error):
    def breaks(*given):
        raise error

    maker.append(breaks)
    job = ask("Kim", by=reader)
    tasks.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.words) == (State.FAILED, tasks.OUR_FAULT)


def test_a_file_there_is_no_room_for_fails_in_words_and_leaves_nothing(ask, reader, maker):
    maker.append(lambda *given: Made(b"x" * 100_000, "long.txt"))
    job, before = ask("Kim", by=reader), files()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        tasks.run(job.pk)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    job.refresh_from_db()
    assert (job.state, job.words, bool(job.file)) == (State.FAILED, tasks.NOT_KEPT, False)
    assert files() == before


def test_a_kind_nobody_knows_fails_and_is_not_dropped(reader):
    job = Job.objects.create(kind="gone", subject="x", title="x", idempotency_key="x", asked_by=reader)
    tasks.run(job.pk)
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "does not know how to make this" in job.words


@pytest.mark.django_db(transaction=True)
def test_of_workers_that_claim_at_once_one_gets_the_job(ask, reader):
    job = ask("Kim", by=reader)
    gate, taken = Barrier(8), []

    def claim() -> None:
        gate.wait()
        if leases.claim(job.pk):
            taken.append(1)
        connection.close()

    threads = [Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert taken == [1]
