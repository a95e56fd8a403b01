"""What the cover of a paper asks and answers."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models

from lsc_places.boards.models import Body
from lsc_places.sources.models import Sourced
from reporting.papers.models.papers import Paper


@pghistory.track()
class Recommendation(Sourced):
    """What a paper asks its meeting to do; held once, printed wherever the paper prints it."""

    class Verb(models.TextChoices):
        NOTE = "note", "Note"
        SUPPORT = "support", "Support"
        APPROVE = "approve", "Approve"
        RECEIVE = "receive", "Receive"
        AGREE = "agree", "Agree"

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="recommendations")
    order = models.PositiveSmallIntegerField()
    mark = models.CharField(max_length=8, help_text='The number as the paper prints it, such as "1" or "ii"')
    verb = models.CharField(max_length=12, choices=Verb.choices)
    text = models.TextField()
    is_in_source_body = models.BooleanField(
        default=True, help_text="The source repeats it in its last section, and not only on its cover"
    )

    class Meta:
        ordering = ["paper", "order"]
        constraints = [models.UniqueConstraint(name="one_recommendation_at_a_position", fields=["paper", "order"])]

    def __str__(self) -> str:
        return self.text


class Answer(Sourced):
    """A question of the cover with yes, no or not applicable, and a comment."""

    class Question(models.TextChoices):
        ASSOCIATED_RISKS = "associated_risks", "Associated risks"
        RISKS_ON_ICB_REGISTER = "risks_on_icb_register", "Are associated risks detailed on the ICB Risk Register?"
        FINANCIAL_IMPLICATIONS = "financial_implications", "Financial implications"
        QUALITY = "quality", "Quality impact assessment completed"
        EQUALITY = "equality", "Equality impact assessment completed"
        DATA_PRIVACY = "data_privacy", "Data privacy impact assessment completed"

    class Given(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_APPLICABLE = "n/a", "N/A"

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=30, choices=Question.choices)
    given = models.CharField(max_length=4, choices=Given.choices)
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="one_answer_to_a_question", fields=["paper", "question"])]

    def __str__(self) -> str:
        return f"{self.get_question_display()}: {self.get_given_display()}"


class Discussion(Sourced):
    """Where a paper was discussed before its meeting, when, and with what outcome."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="discussions")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="papers_discussed")
    dates = ArrayField(models.CharField(max_length=10), help_text="Each a date, a month or a year, as stated")
    is_span = models.BooleanField(default=False, help_text="From the first date to the last, not on each of them")
    outcome = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.body}: {self.outcome}"


class Appendix(Sourced):
    """An appendix that a paper names."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="appendices")
    letter = models.CharField(max_length=2)
    title = models.CharField(max_length=200)
    is_supplied = models.BooleanField(default=False, help_text="Its text is among the documents")

    class Meta:
        ordering = ["paper", "letter"]
        verbose_name_plural = "appendices"

    def __str__(self) -> str:
        return f"Appendix {self.letter}: {self.title}"
