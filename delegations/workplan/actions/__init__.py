"""What people do with the workplan."""

from delegations.workplan.actions.removing import remove, restore
from delegations.workplan.actions.saving import Saved, add_note, change

__all__ = ["Saved", "add_note", "change", "remove", "restore"]
