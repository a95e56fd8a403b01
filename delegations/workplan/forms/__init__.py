"""What the workplan asks of people."""

from delegations.workplan.forms.filters import WorkplanFilters

__all__ = ["WorkplanFilters"]
