"""The pages of the workplan."""

from delegations.workplan.views.pages import item, workplan

__all__ = ["item", "workplan"]
