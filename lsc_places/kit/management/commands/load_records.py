"""Load the records of the data files."""

import importlib
import json
from pathlib import Path
from typing import Any

import pghistory
from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import module_has_submodule

from lsc_places.kit.loading import Load, Summary, run
from lsc_places.kit.records import Unreadable


def all_loads() -> list[Load]:
    """What every app takes from the data files."""
    return [
        load
        for app in apps.get_app_configs()
        if app.module and module_has_submodule(app.module, "load")
        for load in getattr(importlib.import_module(f"{app.name}.load"), "LOADS", [])
    ]


class Command(BaseCommand):
    help = "Load the records of a folder of data files; what people edited since stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.RECORDS_FOLDER)
        parser.add_argument("--json", action="store_true", help="say what was done as JSON")

    def handle(self, *, folder: Path, **options: Any) -> None:
        self._refuse_an_older_database()
        try:
            with pghistory.context(job="load_records"):
                summary = run(folder, all_loads())
        except Unreadable as unreadable:
            problems = [
                {"file": one.file, "record": one.record, "field": one.field, "problem": one.words}
                for one in unreadable.problems
            ]
            if options["json"]:
                self.stdout.write(json.dumps({"problems": problems}))
            raise CommandError(f"Nothing was loaded.\n{unreadable}") from unreadable
        self.stdout.write(json.dumps(summary.as_dict()) if options["json"] else self._words(summary))

    def _refuse_an_older_database(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError("The database is older than this code: run script/manage migrate, then load again.")

    def _words(self, summary: Summary) -> str:
        if not summary.changed:
            lines = [f"Nothing to do: all {summary.unchanged:,} records are loaded already."]
        else:
            lines = [
                f"Loaded {summary.created:,} new records, updated {summary.updated:,}, left {summary.unchanged:,}."
            ]
        lines += [f"Kept what was edited here: {kept}" for kept in summary.kept]
        return "\n".join(lines)
