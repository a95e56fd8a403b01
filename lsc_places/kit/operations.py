"""Migration operations of the house."""

from collections.abc import Sequence
from typing import Any

from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# pgtrigger lets any session put its triggers to rest by a setting. The application's role may not.
NEVER_AT_REST = """
CREATE OR REPLACE FUNCTION "public"._pgtrigger_should_ignore(trigger_name NAME) RETURNS BOOLEAN AS $$
BEGIN
  IF current_user = 'lsc_places_app' THEN
    RETURN FALSE;
  END IF;
  RETURN coalesce(trigger_name = ANY (nullif(current_setting('pgtrigger.ignore', TRUE), '')::text[]), FALSE);
END;
$$ LANGUAGE plpgsql
"""


class AtOnce(Operation):
    """Operations that begin an app, done at once from the state they lead to.

    Django takes the models of every app apart and puts them together again for each operation, which for a first
    migration of hundreds is minutes. Here the state is put together once: tables are made with all their columns,
    constraints and indexes, and what is left, such as triggers, follows.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # without it no operation renders; it comes back when next asked for
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        made = {operation.name_lower for operation in self.operations if isinstance(operation, CreateModel)}
        for operation in self.operations:
            if isinstance(operation, AddField | AddConstraint | AddIndex) and operation.model_name_lower in made:
                continue  # the table has been made with it
            operation.database_forwards(app_label, schema_editor, from_state, to_state)
        schema_editor.execute(NEVER_AT_REST)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for operation in reversed(self.operations):
            if isinstance(operation, CreateModel):
                operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Begin with {len(self.operations)} operations at once"
