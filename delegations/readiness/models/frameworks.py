"""A framework: the sections and lines of enquiry an assessment answers, frozen once a round uses it."""

from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from delegations.readiness.judge import Limits, Tier
from delegations.readiness.proof import Needs
from lsc_places.kit.loading import Loaded
from lsc_places.people.models import Grant

FROZEN = "A version of a framework that a round uses stays as it is: give the change the next version"


def _unless_frozen(framework: str) -> str:
    """The body of a trigger that refuses a change when the framework, given as SQL, is frozen."""
    return f"""
        IF (SELECT frozen_at IS NOT NULL FROM readiness_framework WHERE id = {framework}) THEN
            RAISE EXCEPTION '{FROZEN}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN COALESCE(NEW, OLD);
    """


class Framework(Loaded):
    """A version of a framework; what it needs of each tier and of evidence is kept as it was loaded."""

    name = models.SlugField(max_length=80)
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    origin = models.TextField(help_text="Who chose the criteria; shown wherever they are")
    levels = models.JSONField()
    tiers = models.JSONField(default=list, blank=True)
    autonomy = models.JSONField(default=list, blank=True)
    evidence_rules = models.JSONField(default=dict, blank=True)
    limits = models.JSONField(default=dict, blank=True)
    valid_months = models.PositiveSmallIntegerField(default=6)
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["name", "version"]
        constraints = [models.UniqueConstraint(name="one_framework_of_a_version", fields=["name", "version"])]
        triggers = [
            pgtrigger.Trigger(
                name="frozen_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Condition("OLD.frozen_at IS NOT NULL"),
                func=f"RAISE EXCEPTION '{FROZEN}' USING ERRCODE = 'integrity_constraint_violation';",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}"

    @property
    def needs(self) -> Needs:
        """What each level needs of evidence."""
        return needs_of(self.evidence_rules)

    @property
    def judged_by(self) -> Limits:
        return Limits(**self.limits)

    def tier(self, code: str) -> Tier:
        """What a tier needs; KeyError when there is none of this code."""
        return tier_of(next(one for one in self.tiers if one["code"] == code))


def needs_of(stored: dict[str, Any]) -> Needs:
    """Evidence rules as stored; JSON has no numbers for keys."""
    return Needs(
        items={int(level): count for level, count in stored.get("items", {}).items()},
        independent={int(level): count for level, count in stored.get("independent", {}).items()},
        fresh_months=stored.get("fresh_months", 12),
    )


def tier_of(stored: dict[str, Any]) -> Tier:
    """A tier as stored."""
    return Tier(
        code=stored["code"],
        minimums=stored["minimums"],
        critical=stored.get("critical"),
        critical_with_condition=stored.get("critical_with_condition"),
        must=stored.get("must", {}),
    )


class Section(Loaded):
    """A part of a framework that is answered on one page: rated line by line, or in statements without a level."""

    class Kind(models.TextChoices):
        RATED = "rated", "Rated"
        STATEMENTS = "statements", "Statements"

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="sections")
    order = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=12)
    slug = models.SlugField(max_length=60)
    title = models.CharField(max_length=160)
    group = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.RATED)
    lead = models.CharField(max_length=24, choices=Grant.Right.choices, blank=True)

    class Meta:
        ordering = ["framework", "order"]
        constraints = [
            models.UniqueConstraint(name="one_section_of_a_code", fields=["framework", "code"]),
            models.UniqueConstraint(name="one_section_of_a_slug", fields=["framework", "slug"]),
            models.CheckConstraint(name="rated_section_has_a_lead", condition=Q(kind="statements") | ~Q(lead="")),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_unless_frozen("COALESCE(NEW.framework_id, OLD.framework_id)"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.title}"

    @property
    def is_rated(self) -> bool:
        return self.kind == self.Kind.RATED


class Line(Loaded):
    """A line of enquiry, or a statement to write."""

    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="lines")
    order = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=12)
    short = models.CharField(max_length=80)
    question = models.TextField()
    is_critical = models.BooleanField(default=False)
    evidence = models.TextField(blank=True, help_text="What evidence may be, for example")
    good = models.TextField(blank=True, help_text="What good looks like")
    development = models.TextField(blank=True, help_text="A step to suggest where the answer is below what is needed")
    live = ArrayField(models.CharField(max_length=24), default=list, blank=True)

    class Meta:
        ordering = ["section__framework", "section__order", "order"]
        constraints = [models.UniqueConstraint(name="one_line_of_a_code", fields=["section", "code"])]
        triggers = [
            pgtrigger.Trigger(
                name="frozen_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=_unless_frozen(
                    "(SELECT framework_id FROM readiness_section WHERE id = COALESCE(NEW.section_id, OLD.section_id))"
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.short}"
