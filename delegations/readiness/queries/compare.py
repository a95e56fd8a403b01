"""The assessments of a round in one table."""

from collections.abc import Mapping
from dataclasses import dataclass

from delegations.readiness import words
from delegations.readiness.models import Assessment, Line, Rating, Round, Section, Standing
from delegations.readiness.permissions import COMPARE, VIEW_RATINGS
from delegations.readiness.queries.drafts import levels_of
from delegations.readiness.queries.rounds import round_of, sections_of
from delegations.readiness.queries.sections import LastAnswer, last_answers_of_all
from delegations.readiness.reckoning import signed_ratings
from delegations.readiness.steps import State
from lsc_places.kit.permissions import require
from lsc_places.people.models import User


@dataclass(frozen=True, kw_only=True)
class CompareCell:
    """What one assessment has on a line: the place's own rating, the leads', the panel's, and since the last round."""

    own: str
    leads: tuple[str, ...]
    panel: str
    change: str

    @property
    def ratings(self) -> tuple[str, ...]:
        return tuple(one for one in (self.own, *self.leads, self.panel) if one)


@dataclass(frozen=True, kw_only=True)
class CompareRow:
    """A line across the assessments."""

    line: Line
    cells: tuple[CompareCell, ...]

    @property
    def differs(self) -> bool:
        """Whether any two ratings of the line are not the same."""
        return len({rating for cell in self.cells for rating in cell.ratings}) > 1


@dataclass(frozen=True, kw_only=True)
class ComparePage:
    """The assessments of a round in one table; ``hidden`` counts the lines left out because nothing differs on them."""

    round: Round
    subjects: tuple[str, ...]
    sections: tuple[tuple[Section, tuple[CompareRow, ...]], ...]
    shown: int
    hidden: int


def compare_page(slug: str, *, reader: User, only_differing: bool) -> ComparePage:
    """The submitted assessments side by side; leads' ratings show once a result is out, or to those who oversee."""
    round = round_of(slug)
    require(reader, COMPARE, round)
    assessments = list(
        Assessment.objects.filter(round=round, submission__isnull=False).with_lock_words().order_by("place__order")
    )
    cells = {one.pk: _cells(one, reader=reader) for one in assessments}
    rows = [
        (
            section,
            tuple(
                CompareRow(line=line, cells=tuple(cells[one.pk][line.code] for one in assessments))
                for line in section.lines.all()
            ),
        )
        for section in sections_of(round.framework)
        if section.is_rated
    ]
    total = sum(len(lines) for _, lines in rows)
    kept = [(section, tuple(row for row in lines if row.differs or not only_differing)) for section, lines in rows]
    shown = sum(len(lines) for _, lines in kept)
    return ComparePage(
        round=round,
        subjects=tuple(one.subject for one in assessments),
        sections=tuple((section, lines) for section, lines in kept if lines),
        shown=shown,
        hidden=total - shown,
    )


def _cells(assessment: Assessment, *, reader: User) -> Mapping[str, CompareCell]:
    submission = assessment.submission
    assert submission is not None
    levels = levels_of(assessment.round)
    is_out = assessment.state == State.MODERATED
    given = Rating.objects.filter(review__submission=submission, review__given_at__isnull=False)
    if not is_out and not reader.has_perm(VIEW_RATINGS, assessment):
        given = given.none()
    by_line: dict[str, list[Rating]] = {}
    for rating in given.select_related("line", "review"):
        by_line.setdefault(rating.line.code, []).append(rating)
    last = last_answers_of_all(assessment)
    return {
        code: _cell(own, by_line.get(code, []), last.get(code), levels=levels)
        for code, own in signed_ratings(submission.answers).items()
    }


def _cell(own: str, given: list[Rating], last: LastAnswer | None, *, levels: Mapping[int, str]) -> CompareCell:
    panel = next((one for one in given if one.review.standing == Standing.PANEL), None)
    now = panel.rating if panel else own
    return CompareCell(
        own=words.rating_words(own, levels=levels),
        leads=tuple(words.rated(one, levels=levels) for one in given if one.review.standing == Standing.LEAD),
        panel=words.rated(panel, levels=levels) if panel else "",
        change=words.since_last(now, last.moderated or last.rating) if last else "",
    )
