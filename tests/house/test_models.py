"""What every noun of the house keeps to, asked of the models and of the database itself."""

from datetime import date

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

from lsc_places.kit.arrangements import Spell
from lsc_places.kit.statements import Statement
from tests.house.tree import FLOORS

NOUNS = [
    model
    for model in apps.get_models()
    if model.__module__.split(".")[0] in FLOORS and not hasattr(model, "pgh_obj_id") and "Event" not in model.__name__
]
STATEMENTS = [model for model in NOUNS if issubclass(model, Statement)]
SPELLS = [model for model in NOUNS if issubclass(model, Spell)]
DJANGOS_OWN = {"last_login", "date_joined"}


def test_there_is_something_to_look_at():
    assert len(NOUNS) > 30
    assert STATEMENTS
    assert SPELLS


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("model", NOUNS, ids=lambda model: model._meta.label)
def test_days_end_on_and_instants_end_at(model):
    misnamed = [
        field.name
        for field in model._meta.get_fields()
        if (isinstance(field, models.DateField) and field.name not in DJANGOS_OWN)
        and not field.name.endswith("_at" if isinstance(field, models.DateTimeField) else "_on")
    ]
    assert misnamed == []


@pytest.mark.parametrize("model", NOUNS, ids=lambda model: model._meta.label)
def test_nothing_points_at_just_anything(model):
    kinds = {type(field).__name__ for field in model._meta.get_fields()}
    assert not kinds & {"GenericForeignKey", "GenericRelation"}


@pytest.mark.parametrize("model", NOUNS, ids=lambda model: model._meta.label)
def test_a_governed_row_is_never_lost_with_another(model):
    """Deleting one row never takes others with it, join tables apart."""
    cascades = [
        field.name
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
    ]
    assert cascades == []


@pytest.mark.django_db
@pytest.mark.parametrize("model", STATEMENTS, ids=lambda model: model._meta.label)
def test_the_database_protects_every_kind_of_statement(model):
    """A subclass that writes its own Meta without the kit's would lose the trigger."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND tgname LIKE 'pgtrigger_append_only_%%'",
            [model._meta.db_table],
        )
        assert cursor.fetchone() == (1,)
    model._meta.get_field(model.subject_field)


@pytest.mark.django_db
@pytest.mark.parametrize("model", SPELLS, ids=lambda model: model._meta.label)
def test_every_spell_answers_for_a_day(model):
    """A subclass that writes its own manager would lose the question."""
    assert list(model.objects.as_at(date(2023, 11, 8))) == []
