"""A section on the table of the panel: every set of ratings side by side, and what the panel gives."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from delegations.readiness import words
from delegations.readiness.models import Assessment, Rating, Review, Section, Standing, Submission
from delegations.readiness.permissions import MODERATE
from delegations.readiness.queries.drafts import levels_of, section_of
from delegations.readiness.queries.panel import panel_assessment
from delegations.readiness.queries.reviews import IN_HAND, OtherRating, others_of
from delegations.readiness.queries.sections import Field, LevelShown
from delegations.readiness.queries.signed import SignedLine, signed_lines
from delegations.readiness.reckoning import Range, ranges_of, signed_ratings
from lsc_places.kit.merge import Change, LineChange
from lsc_places.kit.permissions import require
from lsc_places.people.models import User

PANEL_FIELDS = ("rating", "reason", "evidence", "unresolved")


@dataclass(frozen=True, kw_only=True)
class ModeratedLine:
    """A line on the table; ``agreed`` is the rating everybody gave, empty where they differ."""

    signed: SignedLine
    sets: tuple[OtherRating, ...]
    range: Range | None
    agreed: str
    rating: Field
    reason: Field
    evidence: Field
    unresolved: Field
    given: str

    @property
    def fields(self) -> tuple[Field, ...]:
        return (self.rating, self.reason, self.evidence, self.unresolved)

    @property
    def differs(self) -> bool:
        return self.range is not None and self.range.highest > self.range.lowest


@dataclass(frozen=True, kw_only=True)
class ModerationPage:
    """A section on the table of the panel."""

    assessment: Assessment
    submission: Submission
    section: Section
    before: Section | None
    after: Section | None
    lines: tuple[ModeratedLine, ...]
    levels: tuple[LevelShown, ...]
    is_given: bool
    waits_for_lead: bool
    saved_at: datetime | None
    errors: tuple[tuple[str, str], ...] = field(default=())

    @property
    def has_conflict(self) -> bool:
        return any(one.theirs for line in self.lines for one in line.fields)

    @property
    def may_rate(self) -> bool:
        return not self.is_given and self.assessment.state in IN_HAND


def moderation_page(round: str, *, place: str, section: str, reader: User) -> ModerationPage:
    """A section on the table, for the chair of the panel; a fixed number of queries."""
    assessment = panel_assessment(round, place=place, reader=reader)
    require(reader, MODERATE, assessment)
    submission = assessment.submission
    assert submission is not None
    of = section_of(assessment, slug=section)
    sections = [one for one in assessment.round.framework.sections.all() if one.is_rated]
    at = sections.index(of) if of in sections else 0
    reviews = Review.objects.filter(submission=submission, section=of)
    review = reviews.filter(standing=Standing.PANEL).first()
    ratings = {one.line.code: one for one in review.ratings.select_related("line")} if review else {}
    return ModerationPage(
        assessment=assessment,
        submission=submission,
        section=of,
        before=sections[at - 1] if at else None,
        after=sections[at + 1] if at + 1 < len(sections) else None,
        lines=_lines(assessment, submission, of, ratings),
        levels=tuple(LevelShown(**level) for level in assessment.round.framework.levels),
        is_given=review is not None and review.given_at is not None,
        waits_for_lead=not reviews.filter(standing=Standing.LEAD, given_at__isnull=False).exists(),
        saved_at=max((one.saved_at for one in ratings.values() if one.saved_at), default=None),
    )


def agreed_changes(page: ModerationPage) -> tuple[LineChange, ...]:
    """What it takes to give each line not rated yet the rating everybody agrees on."""
    return tuple(
        LineChange(line=line.signed.line.code, change=Change(field=of, value=value, bases=("",)))
        for line in page.lines
        if line.agreed and not line.rating.value
        for of, value in (("rating", line.agreed), ("evidence", "yes" if line.signed.evidence else ""))
        if value
    )


def with_moderation(
    page: ModerationPage, *, change: Mapping[str, Field], errors: Iterable[tuple[str, str]]
) -> ModerationPage:
    """The same page with its fields as somebody left them, and with what is wrong."""
    return replace(
        page,
        lines=tuple(
            replace(
                line,
                **{name: change.get(getattr(line, name).name, getattr(line, name)) for name in PANEL_FIELDS},
            )
            for line in page.lines
        ),
        errors=tuple(errors),
    )


def _lines(
    assessment: Assessment, submission: Submission, section: Section, ratings: Mapping[str, Rating]
) -> tuple[ModeratedLine, ...]:
    levels = levels_of(assessment.round)
    own, ranges = signed_ratings(submission.answers), ranges_of(submission)
    others = others_of(submission, section=section, besides=None, levels=levels)
    return tuple(
        _line(
            one,
            own=own.get(one.line.code, ""),
            sets=tuple(other for other in others.get(one.line.code, ()) if other.standing != Standing.PANEL.label),
            of=ranges.get(one.line.code),
            rating=ratings.get(one.line.code) or Rating(line=one.line),
            levels=levels,
            whose=assessment.subject,
        )
        for one in signed_lines(assessment, section=section)
    )


def _line(
    signed: SignedLine,
    *,
    own: str,
    sets: tuple[OtherRating, ...],
    of: Range | None,
    rating: Rating,
    levels: Mapping[int, str],
    whose: str,
) -> ModeratedLine:
    own_words = words.rating_words(own, levels=levels)
    fields = {
        name: Field(
            name=words.field_name(name, line=signed.line.code),
            value=rating.written[name],
            bases=(rating.written[name],),
        )
        for name in PANEL_FIELDS
    }
    mine = OtherRating(by=whose, standing="Self", rating=own_words, reason=signed.reason, condition="")
    return ModeratedLine(
        signed=signed,
        sets=(mine, *sets),
        range=of,
        agreed=own if sets and all(one.rating == own_words for one in sets) else "",
        **fields,
        given=words.rated(rating, levels=levels),
    )
