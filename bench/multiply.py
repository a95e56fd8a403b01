"""Ten times the data: every loaded row again nine times, each copy pointing at the copies beside it."""

from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import connection, models, transaction

TIMES = 10
_FAR = 10_000_000  # between the keys of a row and of its first copy
_LEFT_ALONE = {"auth", "contenttypes", "sessions", "messages", "pghistory"}


def multiply() -> None:
    """Copy every row of every noun, as the owner of the tables; history and accounts stay as they are."""
    nouns = [model for model in apps.get_models(include_auto_created=True) if _is_copied(model)]
    copied = set(nouns)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(DISTINCT tgname::text) FROM pg_trigger WHERE tgname LIKE 'pgtrigger%'")
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s::text[]::text, true)", cursor.fetchone())
        for model in nouns:
            columns = ", ".join(f'"{field.column}"' for field in _fields(model))
            values = ", ".join(_copy(field, copied, _alone(model)) for field in _fields(model))
            table = f'"{model._meta.db_table}"'
            cursor.execute(
                f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table}, generate_series(1, {TIMES - 1}) AS k"
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _is_copied(model: type[models.Model]) -> bool:
    event = any(field.name == "pgh_id" for field in model._meta.fields)
    account = model._meta.label in {"people.User", "people.Grant"} or "user" in model._meta.model_name
    return model._meta.managed and not event and not account and model._meta.app_label not in _LEFT_ALONE


def _fields(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if not field.generated]


def _alone(model: type[models.Model]) -> set[str]:
    """The fields that must differ in every row, because nothing they are unique with points anywhere."""
    sets = [(field.name,) for field in model._meta.concrete_fields if field.unique and not field.is_relation]
    sets += [one.fields for one in model._meta.constraints if isinstance(one, models.UniqueConstraint) and one.fields]
    sets += [
        tuple(str(name) for name, operator in one.expressions if operator == RangeOperators.EQUAL)
        for one in model._meta.constraints
        if isinstance(one, ExclusionConstraint)
    ]
    by_name = {field.name: field for field in model._meta.concrete_fields}
    return {name for names in sets if not any(by_name[one].is_relation for one in names) for name in names}


def _copy(field: models.Field, copied: set[type[models.Model]], alone: set[str]) -> str:
    """How a column of a copy follows from the original's; ``k`` is the number of the copy."""
    column = f'"{field.column}"'
    if field.primary_key or (field.is_relation and field.related_model in copied):
        return f"{column} + k * {_FAR}"
    if field.name in alone and isinstance(field, models.CharField | models.TextField):
        return f"{column} || '-' || k"
    if field.name in alone and isinstance(field, models.PositiveSmallIntegerField):
        return f"{column} + k * 1000"
    if field.name in alone and isinstance(field, models.IntegerField):
        return f"{column} + k * 100000"
    return column
