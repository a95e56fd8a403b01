"""Who is to agree to what an item brings about, and who has."""

from datetime import date
from typing import Self

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from delegations.workplan.models.items import Item
from lsc_places.boards.models import Body
from lsc_places.kit.dates import today
from lsc_places.organisations.models import Organisation
from lsc_places.people.models import User


class SignatureQuerySet(models.QuerySet):
    def visible_to(self, person: User | AnonymousUser) -> Self:
        """Signatures are as open as the workplan: to everybody who has logged in."""
        return self if person.is_authenticated else self.none()

    def as_at(self, day: date) -> Self:
        """What had been asked for by a day; what was signed later is not signed yet then."""
        return self.filter(asked_on__lte=day)


@pghistory.track()
class Signature(models.Model):
    """A body or an organisation that is to agree, and when it did; ``words`` say where that is recorded."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="signatures")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="workplan_signatures"
    )
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="workplan_signatures")
    asked_on = models.DateField(default=today)
    signed_on = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(auto_now=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_signature_of_each", fields=["item", "organisation", "body"], nulls_distinct=False
            ),
            models.CheckConstraint(
                name="signature_is_of_one",
                condition=Q(organisation=None, body__isnull=False) | Q(organisation__isnull=False, body=None),
            ),
            models.CheckConstraint(
                name="signature_says_where_it_is_recorded", condition=Q(signed_on=None) | ~Q(words="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who} on {self.item.reference}"

    @property
    def who(self) -> str:
        """The name of whoever is to agree."""
        return str(self.organisation or self.body)

    def is_signed(self, day: date) -> bool:
        """Whether it had been given by the end of a day."""
        return self.signed_on is not None and self.signed_on <= day
