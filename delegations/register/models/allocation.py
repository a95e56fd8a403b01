"""How money may be allocated to places, and how each formula stands."""

from django.db import models

from delegations.register.models.functions import Function
from lsc_places.boards.models import Decision
from lsc_places.kit.statements import Statement, StatementQuerySet
from lsc_places.sources.models import Sourced


class AllocationMethod(Sourced):
    """A way to allocate money to places, and what it rests on."""

    class Standing(models.TextChoices):
        OPTION = "option", "Option"
        CHOSEN = "chosen", "Chosen"
        DROPPED = "dropped", "Dropped"

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)
    rests_on = models.CharField(max_length=200, blank=True)
    standing = models.CharField(max_length=8, choices=Standing.choices)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class FormulaStatement(Sourced, Statement):
    """How the formula that allocates the money of a function stands, and which method it uses where that is stated."""

    class Standing(models.TextChoices):
        IN_PROGRESS = "in progress", "In progress"
        AGREED = "agreed", "Agreed"

    subject_field = "function"

    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="formula_statements")
    standing = models.CharField(max_length=12, choices=Standing.choices)
    agreed_across = models.CharField(max_length=80, blank=True)
    method = models.ForeignKey(
        AllocationMethod, null=True, blank=True, on_delete=models.PROTECT, related_name="formula_statements"
    )
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="formulas")

    objects = StatementQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(Statement.Meta):
        ordering = ["function", "effective_on", "pk"]

    def __str__(self) -> str:
        return f"{self.function}: {self.standing}"
