"""What ratings add up to: plain rules over levels, the same for the page, the panel and the letter.

An average is never computed. A section's level is the middle one of its levels, never above its lowest critical line.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """What an assessment says of one function, worst first."""

    INSUFFICIENT_EVIDENCE = "insufficient evidence"
    NOT_YET_READY = "not yet ready"
    READY_WITH_CONDITIONS = "ready with conditions"
    READY = "ready"

    @property
    def rank(self) -> int:
        return list(Outcome).index(self)


class Cause(StrEnum):
    """Why a line or a section falls short."""

    BELOW_MINIMUM = "below minimum"
    CRITICAL = "critical"
    MUST = "must"


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of enquiry as the rules see it."""

    code: str
    section: str
    is_critical: bool = False


@dataclass(frozen=True, kw_only=True)
class Tier:
    """What a kind of delegation needs.

    ``minimums`` has the least level of each section that counts; a section without one is left out, with its lines.
    ``critical`` is the least level of every critical line, ``critical_with_condition`` the level a condition before
    activation can stand in for; below that nothing can. ``must`` has lines no condition can stand in for.
    """

    code: str
    minimums: Mapping[str, int]
    critical: int | None = None
    critical_with_condition: int | None = None
    must: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How many conditions are too many, and how large a share of lines may lack evidence."""

    conditions: int = 6
    conditions_in_a_section: int = 2
    without_evidence_percent: int = 20


@dataclass(frozen=True, kw_only=True)
class Given:
    """What was found on a line: its level (none: it does not apply) and whether acceptable evidence stands behind it."""

    level: int | None
    has_evidence: bool = True


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A condition set on a section, perhaps on one line of it, to be met before activation or after."""

    section: str
    line: str | None = None
    before_activation: bool = True


@dataclass(frozen=True, kw_only=True)
class Shortfall:
    """Where a level is lower than needed; ``line`` is none when it is the section as a whole."""

    cause: Cause
    section: str
    line: str | None
    needed: int
    found: int
    can_be_met_by_condition: bool
    has_condition: bool

    @property
    def is_open(self) -> bool:
        """Whether nothing stands in for it, so that it decides the outcome."""
        return not (self.can_be_met_by_condition and self.has_condition)


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """The outcome and everything that led to it."""

    outcome: Outcome
    section_levels: Mapping[str, int | None]
    shortfalls: tuple[Shortfall, ...]
    conditions: int
    has_too_many_conditions: bool
    applicable: int
    without_evidence: int

    @property
    def needs_condition(self) -> tuple[Shortfall, ...]:
        """The shortfalls a condition could meet and none does yet."""
        return tuple(one for one in self.shortfalls if one.can_be_met_by_condition and not one.has_condition)


def section_level(lines: Collection[Line], given: Mapping[str, Given]) -> int | None:
    """The middle level of the lines that apply, rounded down, and never above the lowest critical one."""
    levels = sorted(level for line in lines if (level := given[line.code].level) is not None)
    if not levels:
        return None
    half = len(levels) // 2
    middle = levels[half] if len(levels) % 2 else (levels[half - 1] + levels[half]) // 2
    critical = [level for line in lines if line.is_critical and (level := given[line.code].level) is not None]
    return min([middle, *critical])


def judge(
    lines: Sequence[Line],
    given: Mapping[str, Given],
    *,
    tier: Tier,
    conditions: Collection[Condition] = (),
    limits: Limits | None = None,
) -> Judgement:
    """Judge one function of a tier; KeyError when a line has not been rated."""
    limits = limits or Limits()
    counted = [line for line in lines if line.section in tier.minimums]
    sections = {section: [line for line in counted if line.section == section] for section in tier.minimums}
    levels = {section: section_level(found, given) for section, found in sections.items()}
    set_here = [one for one in conditions if one.section in tier.minimums]
    shortfalls = (
        *_sections_below(levels, tier, set_here),
        *(found for line in counted if (found := _line_below(line, given[line.code].level, tier, set_here))),
    )
    applicable = [line for line in counted if given[line.code].level is not None]
    without_evidence = sum(not given[line.code].has_evidence for line in applicable)
    too_many = len(set_here) > limits.conditions or any(
        sum(one.section == section for one in set_here) > limits.conditions_in_a_section for section in tier.minimums
    )
    if not applicable or without_evidence * 100 > limits.without_evidence_percent * len(applicable):
        outcome = Outcome.INSUFFICIENT_EVIDENCE
    elif too_many or any(one.is_open for one in shortfalls):
        outcome = Outcome.NOT_YET_READY
    else:
        outcome = Outcome.READY_WITH_CONDITIONS if set_here else Outcome.READY
    return Judgement(
        outcome=outcome,
        section_levels=levels,
        shortfalls=shortfalls,
        conditions=len(set_here),
        has_too_many_conditions=too_many,
        applicable=len(applicable),
        without_evidence=without_evidence,
    )


def _sections_below(
    levels: Mapping[str, int | None], tier: Tier, conditions: Collection[Condition]
) -> tuple[Shortfall, ...]:
    conditioned = {one.section for one in conditions}
    return tuple(
        Shortfall(
            cause=Cause.BELOW_MINIMUM,
            section=section,
            line=None,
            needed=needed,
            found=found,
            can_be_met_by_condition=needed - found == 1,
            has_condition=section in conditioned,
        )
        for section, needed in tier.minimums.items()
        if (found := levels[section]) is not None and found < needed
    )


def _line_below(line: Line, level: int | None, tier: Tier, conditions: Collection[Condition]) -> Shortfall | None:
    if level is None:
        return None
    must = tier.must.get(line.code)
    if must is not None and level < must:
        cause, needed = Cause.MUST, must
    elif line.is_critical and tier.critical is not None and level < tier.critical:
        cause, needed = Cause.CRITICAL, tier.critical
    else:
        return None
    return Shortfall(
        cause=cause,
        section=line.section,
        line=line.code,
        needed=needed,
        found=level,
        can_be_met_by_condition=cause == Cause.CRITICAL and level == tier.critical_with_condition,
        has_condition=any(one.line == line.code and one.before_activation for one in conditions),
    )
