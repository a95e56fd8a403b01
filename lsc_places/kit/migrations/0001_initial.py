"""The ground every table stands on: ranges in constraints, and what the application's role may do."""

from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations

# A table made later by this owner can be read and written by the application, and nothing else: it may not
# alter, truncate or drop, so it cannot switch a trigger off.
GRANT = """
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'lsc_places_app') THEN
    GRANT USAGE ON SCHEMA public TO lsc_places_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO lsc_places_app;
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO lsc_places_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO lsc_places_app;
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO lsc_places_app;
  END IF;
END $$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    run_before = [("contenttypes", "0001_initial"), ("pghistory", "0001_initial")]
    operations = [
        BtreeGistExtension(),
        migrations.RunSQL(GRANT, reverse_sql=migrations.RunSQL.noop),
    ]
