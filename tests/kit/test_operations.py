"""First migrations make everything the models ask for, at once."""

from importlib import import_module

import pgtrigger
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from lsc_places.kit.operations import AtOnce
from priorities.plans.models import SchemeStatus

OURS = [
    app
    for app in apps.get_app_configs()
    if app.name.split(".")[0] in {"lsc_places", "delegations", "priorities", "reporting"}
]
MODELS = [model for app in OURS for model in app.get_models()]


def names(sql: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db
def test_every_constraint_and_index_of_a_model_is_in_the_database():
    asked = {one.name for model in MODELS for one in (*model._meta.constraints, *model._meta.indexes)}
    there = names("SELECT conname FROM pg_constraint") | names("SELECT indexname FROM pg_indexes")
    assert asked <= there


@pytest.mark.django_db
def test_every_foreign_key_is_kept_by_the_database():
    asked = {
        f"{model._meta.db_table}.{field.column}"
        for model in MODELS
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.db_constraint
    }
    there = names(
        "SELECT t.relname || '.' || a.attname FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid"
        " JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (c.conkey) WHERE c.contype = 'f'"
    )
    assert asked <= there


@pytest.mark.django_db
def test_every_trigger_of_a_model_is_in_the_database():
    asked = {trigger.get_pgid(model) for model, trigger in pgtrigger.registered()}
    assert asked <= names("SELECT tgname FROM pg_trigger")


@pytest.mark.parametrize(
    "app", [app for app in OURS if app.label != "kit" and list(app.get_models())], ids=lambda app: app.label
)
def test_a_first_migration_begins_at_once(app):
    first = import_module(f"{app.name}.migrations.0001_initial").Migration
    assert [type(operation) for operation in first.operations] == [AtOnce]


REST = "SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, false) FROM pg_trigger"


def change_a_statement() -> None:
    with connection.cursor() as cursor:
        cursor.execute(REST)
    with transaction.atomic():
        SchemeStatus.objects.update(effective_on="2020-01-01")


def test_the_application_cannot_put_a_trigger_to_rest(records, as_application):
    with pytest.raises(DatabaseError, match="Cannot update"):
        change_a_statement()


def test_the_owner_can(records):
    change_a_statement()
    assert not SchemeStatus.objects.exclude(effective_on="2020-01-01").exists()


@pytest.mark.parametrize("act", ["UPDATE {} SET pgh_label = 'never'", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_application_cannot_change_history(records, as_application, act):
    kept = [model for model in apps.get_models() if hasattr(model, "pgh_id") and model.objects.exists()]
    assert len(kept) > 20
    for model in kept:
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(act.format(model._meta.db_table))
