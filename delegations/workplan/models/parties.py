"""Who can have work in hand, and the axes that work lies on."""

from django.db import models
from django.db.models import Q

from lsc_places.boards.models import Body
from lsc_places.kit.loading import Loaded
from lsc_places.people.models import Person, Post, Role
from lsc_places.sources.models import Sourced


class Workstream(Sourced):
    """An axis of the work that teams of the board and of the places share, such as finance."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class Party(Loaded):
    """Whoever can have work in hand: a post, a person, a role, a body, or only the words of a paper."""

    slug = models.SlugField(max_length=160, unique=True)
    words = models.CharField(max_length=200)
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="parties")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="parties")
    role = models.ForeignKey(Role, null=True, blank=True, on_delete=models.PROTECT, related_name="parties")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="parties")

    class Meta:
        ordering = ["words"]
        verbose_name_plural = "parties"
        constraints = [
            models.CheckConstraint(
                name="party_is_one_thing",
                condition=Q(post=None, person=None, role=None)
                | Q(post=None, person=None, body=None)
                | Q(post=None, role=None, body=None)
                | Q(person=None, role=None, body=None),
            ),
        ]

    def __str__(self) -> str:
        return self.words
