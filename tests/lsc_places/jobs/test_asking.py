"""Asking for a job, and asking again."""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from lsc_places.jobs import actions, leases, tasks
from lsc_places.jobs.models import Job
from lsc_places.people.models import Grant
from tests.accounts import account

State = Job.State


def test_asking_for_the_same_while_it_is_open_answers_the_same_job(ask, reader):
    first = ask("Kim", by=reader, colour="blue")
    assert ask("Kim", by=reader, colour="blue") == first
    assert ask("Kim", by=reader, colour="red") != first

    tasks.run(first.pk)
    assert ask("Kim", by=reader, colour="blue") != first


def test_two_people_who_ask_for_the_same_have_a_job_each(ask, reader):
    assert ask("Kim", by=reader) != ask("Kim", by=account())


@pytest.mark.django_db(transaction=True)
def test_a_person_who_presses_twice_in_one_moment_has_one_job(ask, reader):
    gate, got = Barrier(6), []

    def press() -> None:
        gate.wait()
        got.append(ask("Kim", by=reader).pk)
        connection.close()

    threads = [Thread(target=press) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(got)) == 1
    assert len(got) == 6


def test_what_is_asked_for_in_a_change_that_is_taken_back_wakes_nobody(ask, reader, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as kept:
        ask("Kim", by=reader)
    with django_capture_on_commit_callbacks() as taken_back, transaction.atomic():
        ask("Sam", by=reader)
        transaction.set_rollback(True)

    assert (len(kept), len(taken_back)) == (1, 0)
    assert [job.subject for job in Job.objects.all()] == ["Kim"]


def test_the_database_refuses_two_open_jobs_of_one_key(reader):
    same = {"kind": "k", "subject": "s", "title": "t", "idempotency_key": "k:s", "asked_by": reader}
    Job.objects.create(**same)
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(**same)


@pytest.mark.parametrize(
    "values",
    [
        {"state": State.RUNNING},
        {"state": State.DONE},
        {"state": State.FAILED},
        {"state": State.QUEUED, "lease_ends_at": "2026-01-01T00:00Z"},
    ],
    ids=["runs without a lease", "done without a file", "failed without words", "waits on a lease"],
)
def test_the_database_refuses_a_job_that_makes_no_sense(reader, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(kind="k", subject="s", title="t", idempotency_key="k", asked_by=reader, **values)


def test_a_failed_job_can_be_asked_for_again_by_who_asked(ask, reader):
    job = ask("Kim", by=reader)
    lease = leases.claim(job.pk)
    assert lease
    lease.fail("The press was closed.")

    assert actions.ask_again(job, by=reader) == job
    job.refresh_from_db()
    assert (job.state, job.words, job.attempt) == (State.QUEUED, "", 0)

    tasks.run(job.pk)
    job.refresh_from_db()
    assert job.state == State.DONE


def test_a_failed_job_that_was_asked_for_anew_meanwhile_leads_to_the_new_one(ask, reader):
    job = ask("Kim", by=reader)
    lease = leases.claim(job.pk)
    assert lease
    lease.fail("The press was closed.")
    anew = ask("Kim", by=reader)

    assert actions.ask_again(job, by=reader) == anew


def test_nobody_else_may_ask_again(ask, reader):
    job = ask("Kim", by=reader)
    with pytest.raises(PermissionDenied):
        actions.ask_again(job, by=account(Grant.Right.SECRETARY))
