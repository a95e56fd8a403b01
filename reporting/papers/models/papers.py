"""Papers, the forms they are written on and the objectives they serve."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models

from lsc_places.boards.models import Meeting
from lsc_places.organisations.models import Organisation
from lsc_places.people.models import Post
from lsc_places.sources.models import Document, Sourced


class Form(Sourced):
    """The form an organisation writes its papers on: which fields the cover has, in which order, and the house rules."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="paper_forms")
    fields = ArrayField(models.CharField(max_length=60))
    answers = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    rules = ArrayField(models.CharField(max_length=200), default=list, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Objective(Sourced):
    """A strategic objective that a paper may relate to."""

    code = models.CharField(max_length=10, unique=True)
    text = models.CharField(max_length=200)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


@pghistory.track()
class Paper(Sourced):
    """A paper as it was put to a meeting, or published; what a form has no field for stays empty."""

    slug = models.SlugField(max_length=80, unique=True)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="paper")
    title = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="papers")
    form = models.ForeignKey(Form, null=True, blank=True, on_delete=models.PROTECT, related_name="papers")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="papers")
    heading = models.CharField(max_length=120, blank=True, help_text="The large line of the cover")
    addressee = models.CharField(max_length=60, blank=True, help_text='Who is asked, such as "The Board"')
    agenda_item = models.CharField(max_length=10, blank=True)
    confidential = models.CharField(max_length=10, blank=True)
    presented_by = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    author = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    authorised_by = models.CharField(max_length=200, blank=True)
    signed_off_by = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    signed_off_on = models.DateField(null=True, blank=True)
    summary_points = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    objectives = models.ManyToManyField(Objective, blank=True, related_name="papers")
    conflicts_of_interest = models.CharField(max_length=200, blank=True)
    report_of = models.CharField(max_length=160, blank=True)
    part = models.CharField(max_length=4, blank=True)
    reason_for_part_ii = models.CharField(max_length=200, blank=True)
    electoral_divisions = models.CharField(max_length=200, blank=True)
    corporate_priorities = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    contacts = models.ManyToManyField(Post, blank=True, related_name="papers")
    consultations = models.CharField(max_length=200, blank=True)
    background_papers = ArrayField(models.CharField(max_length=200), null=True, blank=True)
    version = models.CharField(max_length=20, blank=True)
    is_draft = models.BooleanField(default=False)
    is_reconstruction = models.BooleanField(
        default=False, help_text="Composed here afterwards from a paper that was published elsewhere"
    )

    class Meta:
        ordering = ["-stated_on", "pk"]

    def __str__(self) -> str:
        return self.title
