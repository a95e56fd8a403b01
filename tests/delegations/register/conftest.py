"""The database as the application's role has it."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from script.stack.postgres import APP_ROLE, OWNER_ROLE
from script.stack.throwaway import VARIABLE, postgres_below


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
