"""The approvals a delegation needs, and how each stands."""

import pghistory
from django.db import models

from delegations.register.models.delegations import Delegation
from lsc_places.boards.models import Decision
from lsc_places.kit.statements import Statement, StatementQuerySet
from lsc_places.sources.models import Sourced


class Approval(Sourced):
    """An approval or review that delegations may need; ``standing`` is how its source says it stands."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    required_by = models.CharField(max_length=160)
    standing = models.CharField(max_length=200)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class NeededApproval(Sourced):
    """An approval that a delegation needs before it may be live, from the day that is stated."""

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="needed_approvals")
    approval = models.ForeignKey(Approval, on_delete=models.PROTECT, related_name="needed_by")

    class Meta:
        ordering = ["delegation", "approval"]
        constraints = [
            models.UniqueConstraint(name="an_approval_is_needed_once", fields=["delegation", "approval"]),
        ]

    def __str__(self) -> str:
        return f"{self.approval}, {self.delegation}"


class ApprovalStatement(Sourced, Statement):
    """How an approval that a delegation needs stands; what is not given or refused is open, whatever is said of it."""

    class Outcome(models.TextChoices):
        OPEN = "open", "Open"
        GIVEN = "given", "Given"
        REFUSED = "refused", "Refused"

    subject_field = "needed"

    needed = models.ForeignKey(NeededApproval, on_delete=models.PROTECT, related_name="statements")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    words = models.CharField(max_length=200, blank=True)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="approvals")

    objects = StatementQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(Statement.Meta):
        ordering = ["needed", "effective_on", "pk"]

    def __str__(self) -> str:
        return f"{self.needed_id}: {self.outcome}"
