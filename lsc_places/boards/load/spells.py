"""How long what a record says of a body counts."""

from django.db.backends.postgresql.psycopg_any import DateRange

from lsc_places.kit.arrangements import holds
from lsc_places.kit.records import Record
from lsc_places.sources.load import stated_on


def since_stated(record: Record) -> DateRange:
    return holds(began=None, ended=None, stated_on=stated_on(record))
