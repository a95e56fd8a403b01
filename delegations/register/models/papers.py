"""The documents a delegation rests on."""

import pghistory
from django.db import models

from delegations.register.models.delegations import Delegation
from lsc_places.kit.arrangements import no_two_at_once
from lsc_places.sources.models import SourcedSpell


@pghistory.track()
class DelegationDocument(SourcedSpell):
    """A document a delegation rests on, for as long as it does; ``held_at`` says where it can be read."""

    class Kind(models.TextChoices):
        SCHEME = "scheme", "Entry in the scheme of reservation and delegation"
        TERMS = "terms", "Terms of reference"
        AGREEMENT = "agreement", "Agreement"
        DATA_PROTECTION = "data_protection", "Data protection impact assessment"
        EQUALITY = "equality", "Equality and health inequalities assessment"
        QUALITY = "quality", "Quality impact assessment"
        DATA_SHARING = "data_sharing", "Data-sharing agreement"
        OTHER = "other", "Another document"

    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    title = models.CharField(max_length=200)
    held_at = models.CharField(max_length=300, blank=True)
    dated_on = models.DateField(null=True, blank=True)
    taken_off = models.TextField(blank=True, help_text="Why the delegation rests on it no more")

    class Meta:
        ordering = ["delegation", "kind", "pk"]
        constraints = [no_two_at_once("one_document_of_a_title", "delegation", "kind", "title")]

    def __str__(self) -> str:
        return self.title
