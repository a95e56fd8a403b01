"""What documents and people say of a delegation, dated: the date planned for it, and where it stands."""

from django.db import models

from delegations.register.models.delegations import Delegation
from lsc_places.kit.dates import PartialDateField
from lsc_places.kit.statements import Statement, StatementQuerySet
from lsc_places.sources.models import Sourced


class PlannedDate(Sourced, Statement):
    """When a delegation is planned to be live, as said on a day; null takes a date back without a new one."""

    subject_field = "delegation"

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="planned_dates")
    planned = PartialDateField(null=True, blank=True)

    objects = StatementQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(Statement.Meta):
        ordering = ["delegation", "effective_on", "pk"]

    def __str__(self) -> str:
        return self.planned.words if self.planned else "no date"


class Position(Sourced, Statement):
    """Where a document says a delegation stands, in its words; a position moves nothing."""

    subject_field = "delegation"

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="positions")
    words = models.CharField(max_length=300)
    is_received = models.BooleanField(null=True, help_text="Whether the place is said to have received it")

    objects = StatementQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(Statement.Meta):
        ordering = ["delegation", "effective_on", "pk"]

    def __str__(self) -> str:
        return self.words
