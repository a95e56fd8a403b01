"""What the deal says of delegation: its parts, its rules, what readiness has to consider, and what moves with it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from lsc_places.sources.models import Sourced


class DealPart(Sourced):
    """A part of the deal: why, what or how."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=40)
    content = models.TextField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Rule(Sourced):
    """A rule of delegation that a document states."""

    slug = models.SlugField(max_length=80, unique=True)
    words = models.CharField(max_length=300)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words


class Consideration(Sourced):
    """Something readiness for delegation has to consider; its basis says when that is only implied."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=160)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class ResourceStrand(Sourced):
    """People, money or governance, and the steps by which they move towards places."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=80)
    steps = ArrayField(models.CharField(max_length=200))

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
