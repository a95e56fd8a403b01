"""The pages of the workplan."""

from delegations.workplan.views.editing import cell, edit, note, remove, restore
from delegations.workplan.views.pages import history, item, workplan

__all__ = ["cell", "edit", "history", "item", "note", "remove", "restore", "workplan"]
