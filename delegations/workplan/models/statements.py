"""What was said of items from day to day."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from delegations.workplan.models.items import Item
from delegations.workplan.models.parties import Party
from lsc_places.kit.dates import PartialDateField
from lsc_places.kit.statements import Statement, StatementQuerySet
from lsc_places.people.models import User
from lsc_places.sources.models import Document, Sourced


class ItemStatementQuerySet(StatementQuerySet):
    def as_at(self, day: date) -> Self:
        """The last statement of each aspect of each item with effect by this day."""
        return (
            self.filter(effective_on__lte=day)
            .order_by("item_id", "aspect", "-effective_on", "-recorded_at", "-pk")
            .distinct("item_id", "aspect")
        )


class ItemStatement(Statement, Sourced):
    """What was said of an item in one aspect, with effect from a day: its status, its owner, its forecast, how it goes.

    ``words`` is the commentary or the next step itself; of a status it says why, and of a superseded item by what; of a
    BRAG that a person states in place of the rules, the reason (none takes it back).
    """

    class Aspect(models.TextChoices):
        STATUS = "status", "Status"
        OWNER = "owner", "Owner"
        FORECAST = "forecast", "Forecast"
        COMMENTARY = "commentary", "Progress note"
        NEXT_STEP = "next_step", "Next step"
        BRAG = "brag", "BRAG"

    subject_field = "item"

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="statements")
    aspect = models.CharField(max_length=12, choices=Aspect.choices)
    status = models.CharField(max_length=16, choices=Item.Status.choices, blank=True)
    owner = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="statements")
    forecast_on = PartialDateField(null=True, blank=True)
    brag = models.CharField(max_length=12, blank=True)
    replaced_by = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    approved_by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Of a BRAG better than the rules say: who approved it",
    )
    form_key = models.UUIDField(null=True, blank=True, unique=True, help_text="Of the form that said it, sent once")

    objects = ItemStatementQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(Statement.Meta):
        ordering = ["item", "effective_on", "recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="statement_says_only_its_own_aspect",
                condition=Q(aspect="status", owner=None, forecast_on=None, brag="") & ~Q(status="")
                | Q(aspect="owner", status="", forecast_on=None, brag="", replaced_by=None)
                | Q(aspect="forecast", status="", owner=None, brag="", replaced_by=None)
                | Q(aspect="brag", status="", owner=None, forecast_on=None, replaced_by=None) & ~Q(words="")
                | Q(aspect__in=["commentary", "next_step"], status="", owner=None, forecast_on=None, brag="")
                & Q(replaced_by=None),
            ),
        ]
        indexes = [models.Index(fields=["item", "aspect", "-effective_on"], name="statement_of_an_aspect")]

    def __str__(self) -> str:
        return f"{self.get_aspect_display()} of {self.item}, {self.effective_on}"

    @property
    def copied(self) -> dict[str, Any]:
        """The fields of the item that keep a copy of what this says, by name."""
        match self.aspect:
            case self.Aspect.STATUS:
                return {
                    "status": self.status,
                    "status_on": self.effective_on,
                    "status_basis": self.basis,
                    "status_words": self.words,
                    "replaced_by_id": self.replaced_by_id,
                }
            case self.Aspect.OWNER:
                return {"owner_id": self.owner_id}
            case self.Aspect.FORECAST:
                return {"forecast_on": self.forecast_on}
            case self.Aspect.NEXT_STEP:
                return {"next_step": self.words}
            case self.Aspect.BRAG:
                return {"brag_stated": self.brag, "brag_reason": self.words}
            case _:
                return {"commentary": self.words, "commentary_on": self.effective_on}
