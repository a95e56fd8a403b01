"""What came of an assessment: the result and its outcomes, the conditions, and the level of autonomy that follows."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from delegations.readiness import judge
from delegations.readiness.models.frameworks import Line, Section
from delegations.readiness.models.submissions import Submission
from delegations.register.models import Function
from delegations.workplan.models import Item
from lsc_places.kit.arrangements import Spell, no_two_at_once
from lsc_places.people.models import Grant
from lsc_places.places.models import Place

NOT_WITHOUT_RESULT = "A level of autonomy is raised only by an accepted result"


class Result(models.Model):
    """The moderated result of a submission, as it was published."""

    submission = models.OneToOneField(Submission, on_delete=models.PROTECT, related_name="result")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_on = models.DateField()

    class Meta:
        ordering = ["-published_at"]
        triggers = [pgtrigger.Protect(name="published_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"Result of {self.submission}"


class FunctionOutcome(models.Model):
    """What a result says of one function, with the judgement that led to it, as stored."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="outcomes")
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="readiness_outcomes")
    tier = models.CharField(max_length=8)
    outcome = models.CharField(max_length=24, choices=[(one, one.value.capitalize()) for one in judge.Outcome])
    judgement = models.JSONField()

    class Meta:
        ordering = ["result", "tier", "pk"]
        constraints = [models.UniqueConstraint(name="one_outcome_of_a_function", fields=["result", "function"])]
        triggers = [pgtrigger.Protect(name="published_stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.function}: {self.outcome}"


@pghistory.track()
class Condition(models.Model):
    """What must be done before activation, or by a day after it; discharged by somebody other than its owner.

    The panel writes it while it moderates; from the result on only its discharge and its workplan item change.
    """

    class Timing(models.TextChoices):
        BEFORE = "before", "Before activation"
        AFTER = "after", "After activation"

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="conditions")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="conditions")
    line = models.ForeignKey(Line, null=True, blank=True, on_delete=models.PROTECT, related_name="conditions")
    functions = models.ManyToManyField(Function, related_name="readiness_conditions")
    text = models.TextField()
    timing = models.CharField(max_length=8, choices=Timing.choices)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="readiness_conditions")
    owner_role = models.CharField(max_length=160)
    due_on = models.DateField()
    proof = models.TextField(help_text="What will show that it is met")
    discharged_by_right = models.CharField(max_length=24, choices=Grant.Right.choices)
    consequence = models.TextField(blank=True, help_text="What follows when it is missed")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    item = models.OneToOneField(Item, null=True, blank=True, on_delete=models.PROTECT, related_name="condition_met_by")
    discharged_at = models.DateTimeField(null=True, blank=True)
    discharged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    discharge_words = models.TextField(blank=True)

    class Meta:
        ordering = ["submission", "section", "pk"]
        constraints = [
            models.CheckConstraint(
                name="condition_discharged_in_words_by_somebody",
                condition=Q(discharged_at=None, discharged_by=None, discharge_words="")
                | Q(discharged_at__isnull=False, discharged_by__isnull=False) & ~Q(discharge_words=""),
            ),
            models.CheckConstraint(
                name="owner_does_not_discharge", condition=Q(discharged_by=None) | ~Q(discharged_by=models.F("owner"))
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="published_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func="""
                    IF EXISTS (SELECT FROM readiness_result WHERE submission_id = OLD.submission_id) THEN
                        RAISE EXCEPTION 'A condition of a published result stays'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN OLD;
                """,
            ),
            pgtrigger.Trigger(
                name="published_words_stay",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["item", "discharged_at", "discharged_by", "discharge_words"]),
                func="""
                    IF EXISTS (SELECT FROM readiness_result WHERE submission_id = OLD.submission_id) THEN
                        RAISE EXCEPTION 'A condition of a published result stays'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_open(self) -> bool:
        return self.discharged_at is None


class GapItem(models.Model):
    """A gap on a line that somebody turned into a workplan item."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="gap_items")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="gap_items")
    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="gap")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="one_item_of_a_gap", fields=["submission", "line"])]

    def __str__(self) -> str:
        return f"{self.line}: {self.item}"


@pghistory.track()
class Autonomy(Spell):
    """How far a place may decide on a function, for a spell; without a row it is level 0."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="autonomy")
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="autonomy")
    level = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=80)
    reason = models.TextField()
    result = models.ForeignKey(Result, null=True, blank=True, on_delete=models.PROTECT, related_name="autonomy")
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["place", "function", "holds"]
        verbose_name_plural = "levels of autonomy"
        constraints = [no_two_at_once("one_level_of_autonomy", "place", "function")]
        triggers = [
            pgtrigger.Protect(name="is_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="level_stays", fields=["place", "function", "level", "words", "result"]),
            pgtrigger.Trigger(
                name="raised_by_a_result",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=f"""
                    IF NEW.level > COALESCE((
                        SELECT level FROM readiness_autonomy
                        WHERE place_id = NEW.place_id AND function_id = NEW.function_id
                        ORDER BY id DESC LIMIT 1
                    ), 0) AND NOT EXISTS (
                        SELECT FROM readiness_functionoutcome AS outcome
                        JOIN readiness_result AS result ON result.id = outcome.result_id
                        JOIN readiness_submission AS submission ON submission.id = result.submission_id
                        JOIN readiness_assessment AS assessment ON assessment.id = submission.assessment_id
                        JOIN readiness_verdict AS verdict ON verdict.submission_id = submission.id
                        WHERE result.id = NEW.result_id AND outcome.function_id = NEW.function_id
                            AND assessment.place_id = NEW.place_id AND verdict.kind = 'accepted'
                    ) THEN
                        RAISE EXCEPTION '{NOT_WITHOUT_RESULT}' USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}, {self.function}: {self.words}"
