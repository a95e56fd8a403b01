"""How a source document is divided: its headings, and the slides of its appendix."""

from django.db import models

from lsc_places.places.models import Place
from lsc_places.sources.models import Sourced
from reporting.papers.models.papers import Paper


class OutlineSection(Sourced):
    """A heading of a source document, with the paragraphs under it as it numbers them."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="outline")
    order = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=8, blank=True)
    heading = models.CharField(max_length=200)
    paragraphs = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["paper", "order"]

    def __str__(self) -> str:
        return f"{self.number} {self.heading}".strip()


class Slide(Sourced):
    """A slide of a paper's appendix, and how much of its text is among the documents."""

    class Kind(models.TextChoices):
        TITLE = "title_slide", "Title"
        CHALLENGES = "challenges", "Challenges"
        JOURNEY = "journey_to_date", "Journey to date"
        VISION = "vision_and_ambitions", "Vision and ambitions"
        ACHIEVEMENTS = "achievements", "Achievements"
        EXAMPLES = "delivery_examples", "Examples of delivery"
        ENGAGEMENT = "engagement", "Engagement"
        RISKS = "risks", "Risks"
        NEXT_STEPS = "next_steps", "Next steps"

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="slides")
    order = models.PositiveSmallIntegerField()
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="slides")
    kind = models.CharField(max_length=24, choices=Kind.choices)
    heading = models.CharField(max_length=200)
    is_supplied = models.BooleanField(help_text="What it says is among the documents, not only its heading")
    shortfall = models.CharField(max_length=80, blank=True, help_text="What of its text is lost")

    class Meta:
        ordering = ["paper", "order"]

    def __str__(self) -> str:
        return self.heading
