"""Django's migrate, which also keeps the application from putting triggers to rest."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from lsc_places.kit.operations import NEVER_AT_REST


class Command(migrate.Command):
    """As Django's; a migration that adds a trigger brings back pgtrigger's own function, which lets any session do it."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, and put our function in the place of pgtrigger's."""
        super().handle(*args, **options)
        if not (options["plan"] or options["check_unapplied"]):
            with connections[options["database"]].cursor() as cursor:
                cursor.execute(NEVER_AT_REST)
