"""The real records for tests, loaded once a worker and copied into the database of whoever asks.

The test database is empty. A test that asks for ``records`` finds what ``load_records`` and ``demo_accounts`` write, in
its own transaction, or committed when the test is a transactional one; afterwards the database is empty again. What takes
long to make on top of the records can be kept as a copy of its own.
"""

from collections.abc import Callable
from io import StringIO

from django.core.management import call_command
from django.db import connection, transaction

from lsc_places.people.actions import make_demo_accounts
from tests.accounts import PASSWORD

RECORDS = "records_copy"
_NOT_OURS = ("auth_", "django_")


def load() -> None:
    call_command("load_records", stdout=StringIO())
    make_demo_accounts(password=PASSWORD)


def keep_a_copy(make: Callable[[], None], *, schema: str) -> None:
    """Make rows, copy all there are into a schema of its own, and empty the tables again."""
    with transaction.atomic(), connection.cursor() as cursor:
        make()
        tables = [table for table in _tables() if _has_rows(cursor, table)]
        cursor.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE; CREATE SCHEMA {schema}")
        for table in tables:
            cursor.execute(f'CREATE TABLE {schema}."{table}" AS TABLE public."{table}"')
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE " + ", ".join(f'public."{table}"' for table in tables) + " CASCADE")
        cursor.execute(_putting_back(cursor, tables, schema))


def put_back(*, schema: str = RECORDS) -> None:
    """Copy the kept rows into the tables; history triggers rest, because the history is copied too."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {schema}.put_back()")


def _tables() -> list[str]:
    return [table for table in connection.introspection.table_names() if not table.startswith(_NOT_OURS)]


def _has_rows(cursor, table: str) -> bool:
    cursor.execute(f'SELECT EXISTS (SELECT FROM public."{table}")')
    return cursor.fetchone()[0]


def _putting_back(cursor, tables: list[str], schema: str) -> str:
    """A function of the database that copies all tables in one call; foreign keys are checked at the end."""
    rows = "\n".join(f'INSERT INTO public."{table}" SELECT * FROM {schema}."{table}";' for table in tables)
    cursor.execute("SELECT DISTINCT tgname FROM pg_trigger WHERE tgname LIKE 'pgtrigger%'")
    at_rest = ",".join(name for (name,) in cursor.fetchall())
    return f"""
        CREATE FUNCTION {schema}.put_back() RETURNS void LANGUAGE plpgsql AS $body$
        BEGIN
            PERFORM set_config('pgtrigger.ignore', '{{{at_rest}}}', true);
            {rows}
            PERFORM set_config('pgtrigger.ignore', '{{}}', true);
        END
        $body$
    """
