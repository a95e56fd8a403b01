"""Everything between an empty database and a service with records, in one process because Django starts slowly."""

from io import StringIO
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connection


class Command(BaseCommand):
    """Migrate, collect static files, load the records and, outside production, make the demo accounts.

    Says what it does on a line each; lines that begin with a tab are about the demo accounts.
    """

    help = "Bring database, static files, records and demo accounts up to date"
    requires_system_checks: list[str] = []  # the checks of models would run before their tables exist

    def add_arguments(self, parser: CommandParser) -> None:
        """The launcher knows when nothing has changed, and collecting is the slowest step."""
        parser.add_argument("--static-is-collected", action="store_true", help="leave the static files as they are")

    def handle(self, **options: Any) -> None:
        """Do each step, in order; raises CommandError when there is no database to do them in."""
        try:
            connection.ensure_connection()
        except OperationalError as error:
            raise CommandError(f"The database does not answer: {str(error).splitlines()[0]}") from error
        self._say("Bringing the database up to date")
        call_command("migrate", interactive=False, verbosity=0)
        if not options["static_is_collected"]:
            self._say("Collecting style sheets, scripts and pictures")
            call_command("collectstatic", interactive=False, verbosity=0)
        self._say("Loading the records")
        call_command("load_records", stdout=self.stdout)
        if settings.ENVIRONMENT != "production":
            self._say("Making the demo accounts")
            accounts = StringIO()
            call_command("demo_accounts", stdout=accounts)
            for line in accounts.getvalue().splitlines():
                self._say(f"\t{line}")

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()
