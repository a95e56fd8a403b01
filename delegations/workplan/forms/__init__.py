"""What the workplan asks of people."""

from delegations.workplan.forms.editing import CellForm, ItemForm, NoteForm, RemoveForm, RestoreForm
from delegations.workplan.forms.filters import WorkplanFilters

__all__ = ["CellForm", "ItemForm", "NoteForm", "RemoveForm", "RestoreForm", "WorkplanFilters"]
