"""Make the accounts to try the service with."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lsc_places.people.actions import make_demo_accounts


class Command(BaseCommand):
    help = "Make the demo accounts, all with the password of DEMO_PASSWORD; production has none."

    def handle(self, **options: Any) -> None:
        if settings.IS_PRODUCTION:
            raise CommandError("Production has no demo accounts.")
        if not settings.DEMO_PASSWORD:
            raise CommandError("Set DEMO_PASSWORD to the password the demo accounts are to have.")
        for username in make_demo_accounts(password=settings.DEMO_PASSWORD):
            self.stdout.write(username)
