"""Fixtures of every test: the real records, somebody who is logged in, and the page they see."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as of_properties

from lsc_places.people.models import Grant, User
from script.stack.postgres import APP_ROLE, OWNER_ROLE
from script.stack.throwaway import VARIABLE, postgres_below
from tests.accounts import account
from tests.delegations.readiness import making as readiness
from tests.house.things import make_things
from tests.records import RECORDS, keep_a_copy, load, put_back

Right = Grant.Right
# A busy machine is no fault of a rule.
of_properties.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
of_properties.load_profile("any-machine")


@pytest.fixture(scope="session")
def _copy_of_records(django_db_setup, django_db_blocker) -> None:
    with django_db_blocker.unblock():
        keep_a_copy(load, schema=RECORDS)


@pytest.fixture
def records(_copy_of_records, db) -> None:
    """The real records, as a first start loads them."""
    put_back()


@pytest.fixture(scope="session")
def _copy_of_a_round(_copy_of_records, django_db_blocker) -> None:
    def make() -> None:
        put_back()
        readiness.a_round()

    with django_db_blocker.unblock():
        keep_a_copy(make, schema="round_copy")


@pytest.fixture
def a_round(_copy_of_a_round, db) -> None:
    """The records, and a readiness round: the ICB writes, Blackburn is submitted, Lancashire has its result."""
    put_back(schema="round_copy")


@pytest.fixture
def things(a_round) -> None:
    """The records, a round, and whatever else the table of doors names."""
    make_things()


@pytest.fixture
def reader(db) -> User:
    """Somebody with an account and no rights."""
    return account()


@pytest.fixture
def programme_manager(db) -> User:
    return account(Right.PROGRAMME_MANAGER)


@pytest.fixture
def secretary(db) -> User:
    return account(Right.SECRETARY)


@pytest.fixture
def auditor(db) -> User:
    return account(Right.AUDITOR)


@pytest.fixture
def browse() -> Callable[[User], Client]:
    """The browser of an account: ``browse(programme_manager).get("/")``."""

    def logged_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return logged_in


@pytest.fixture
def page(reader: User, browse) -> Callable[..., BeautifulSoup]:
    """A page as a reader without rights sees it: ``page("/risks/", as_at="2023-11-08").find("h1")``; it must answer 200."""
    client = browse(reader)

    def read(path: str, *, as_at: str = "") -> BeautifulSoup:
        response = client.get(path, {"as-at": as_at} if as_at else {})
        assert response.status_code == 200, f"{path} answered {response.status_code}"
        return BeautifulSoup(response.content, "html.parser")

    return read


@pytest.fixture(scope="session")
def _owner_may_be_the_application() -> None:
    """Tests are connected as the owner of the tables; here it may put on the role of the application."""
    sockets = str(postgres_below(Path(os.environ[VARIABLE])).sockets)
    with psycopg.connect(host=sockets, dbname="postgres", user="postgres") as superuser:
        superuser.execute("SELECT pg_advisory_xact_lock(1)")  # two workers granting at once trip over each other
        superuser.execute(f"GRANT {APP_ROLE} TO {OWNER_ROLE}")


@pytest.fixture
def as_application(_owner_may_be_the_application: None, db: None) -> Iterator[None]:
    """The test speaks to the database as the application's role, which owns nothing."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {APP_ROLE}")
        yield
        cursor.execute("RESET ROLE")
