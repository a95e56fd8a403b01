"""The text a paper is composed of here: sections, and in them paragraphs and live blocks."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

from lsc_places.places.models import Place
from lsc_places.sources.models import Sourced
from reporting.papers.models.papers import Paper

LONGEST_TEXT = 20_000


class Section(Sourced):
    """A section of a paper: part of its summary, of its numbered body, or an appendix."""

    class Part(models.TextChoices):
        SUMMARY = "summary", "Executive summary"
        BODY = "body", "Body"
        APPENDIX = "appendix", "Appendix"

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="sections")
    part = models.CharField(max_length=10, choices=Part.choices)
    order = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["paper", "part", "order"]
        constraints = [models.UniqueConstraint(name="one_section_at_a_position", fields=["paper", "part", "order"])]

    def __str__(self) -> str:
        return self.heading or self.get_part_display()


class Block(Sourced):
    """What follows in a section: a paragraph, a place's heading, what the meeting is asked, or a live block.

    A live block is named by its code and says what it is about in ``params``; its contents are read from the records.
    """

    class Kind(models.TextChoices):
        PARAGRAPH = "paragraph", "Paragraph"
        HEADING = "heading", "Heading of a place"
        RECOMMENDATIONS = "recommendations", "Recommendations"
        LIVE = "live", "Live block"

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="blocks")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=16, choices=Kind.choices)
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT, related_name="paper_headings")
    text = models.TextField(blank=True, validators=[MaxLengthValidator(LONGEST_TEXT)])
    points = ArrayField(models.TextField(validators=[MaxLengthValidator(LONGEST_TEXT)]), default=list, blank=True)
    code = models.CharField(max_length=40, blank=True)
    params = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["section", "order"]
        constraints = [
            models.UniqueConstraint(name="one_block_at_a_position", fields=["section", "order"]),
            models.CheckConstraint(name="block_text_is_bounded", condition=Q(text__length__lte=LONGEST_TEXT)),
            models.CheckConstraint(
                name="block_has_what_its_kind_needs",
                condition=Q(kind="paragraph", code="", place=None) & ~Q(text="")
                | Q(kind="heading", code="", place__isnull=False)
                | Q(kind="recommendations", code="", place=None)
                | Q(kind="live", place=None) & ~Q(code=""),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60] or self.code or str(self.place)


models.TextField.register_lookup(Length)
