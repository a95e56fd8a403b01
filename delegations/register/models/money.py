"""The money of a delegation, year by year."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from delegations.register.models.delegations import Delegation
from lsc_places.kit.dates import PartialDateField
from lsc_places.kit.statements import Statement, StatementQuerySet
from lsc_places.sources.models import Sourced


class SumQuerySet(StatementQuerySet):
    def as_at(self, day: date) -> Self:
        """The last statement of each year of each delegation with effect by this day."""
        return (
            self.filter(effective_on__lte=day)
            .order_by("delegation_id", "year", "-effective_on", "-recorded_at", "-pk")
            .distinct("delegation_id", "year")
        )


class SumStatement(Sourced, Statement):
    """What a delegation is said to be worth in a financial year; null where no sum is stated."""

    class Kind(models.TextChoices):
        DELEGATED = "delegated", "Delegated"
        POOLED = "pooled", "Pooled"
        ALIGNED = "aligned", "Aligned"
        NOTIONAL = "notional", "Notional"

    subject_field = "delegation"

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="sums")
    year = PartialDateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, blank=True)
    is_recurrent = models.BooleanField(null=True)

    objects = SumQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(Statement.Meta):
        ordering = ["delegation", "year", "effective_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_sum_is_of_a_financial_year",
                condition=Q(year__startswith__month=4, year__startswith__day=1)
                & Q(year__endswith__month=4, year__endswith__day=1)
                & Q(year__endswith__year=F("year__startswith__year") + 1),
            ),
            models.CheckConstraint(name="a_sum_is_not_below_nothing", condition=Q(amount=None) | Q(amount__gte=0)),
        ]

    def __str__(self) -> str:
        return f"{self.year.words}: {self.amount}"
