"""The fixtures that give a test the real programs, with the application role."""

import urllib.request

import psycopg
import pytest
from django.db import connection

from lsc_places.celery import app
from lsc_places.people.models import User
from script.stack.processes import Child, wait_until


def test_the_application_role_may_change_rows_only(db: None, app_role_database_url: str) -> None:
    with psycopg.connect(app_role_database_url, autocommit=True) as session:
        assert session.execute("SELECT current_user").fetchone() == ("lsc_places_app",)
        assert session.execute("SELECT count(*) FROM people_user").fetchone() is not None
        for change in (
            "CREATE TABLE mine ()",
            "CREATE SCHEMA mine",
            "ALTER TABLE people_user ADD COLUMN mine text",
            "ALTER TABLE people_user DISABLE TRIGGER ALL",
            "TRUNCATE people_user CASCADE",
            "DROP TABLE people_user",
            "SET session_replication_role = replica",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                session.execute(change)


@pytest.mark.slow
def test_the_worker_takes_what_this_test_queues(celery_worker_process: Child) -> None:
    queued = app.send_task("jobs.sweep")
    wait_until(
        lambda: f"Task jobs.sweep[{queued.id}] succeeded" in celery_worker_process.log.read_text(),
        child=celery_worker_process,
        seconds=60,
    )


@pytest.mark.slow
def test_the_web_server_reads_this_tests_database(web_server_process: str) -> None:
    assert urllib.request.urlopen(f"{web_server_process}/health/ready").status == 200
    User.objects.create(username="of.this.test")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE usename = 'lsc_places_app' AND datname = current_database()"
        )
        assert cursor.fetchone()[0] >= 1
