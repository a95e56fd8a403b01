"""What the records of the day say of a place, drawn in beside the questions it bears on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property

from delegations.readiness.live import Subject
from delegations.register import queries as register
from delegations.risks import queries as risks
from delegations.workplan import queries as workplan
from lsc_places.boards import queries as boards
from lsc_places.boards.queries import BoardShown
from lsc_places.people import queries as people
from lsc_places.people.queries import PostShown
from lsc_places.places import queries as places
from lsc_places.places.models import Place
from lsc_places.registers import queries as registers
from priorities.metrics import queries as metrics

MOST_LINES = 6


@dataclass(frozen=True)
class LiveLine:
    """Something the records say; without an answer it is not stated."""

    what: str
    answer: str | None
    sub: str = ""


@dataclass(frozen=True)
class LivePanel:
    """What is drawn in on one subject, where to see all of it, and perhaps a word for whoever judges by it."""

    title: str
    lines: tuple[LiveLine, ...]
    address: tuple[str, ...]
    prompt: str = ""


class _Records:
    """What is read of a place, once each however many questions ask for it."""

    def __init__(self, place: Place, as_at: date) -> None:
        self.place, self.as_at = place, as_at

    @cached_property
    def board(self) -> BoardShown | None:
        return boards.board_of(self.place, as_at=self.as_at)

    @cached_property
    def posts(self) -> tuple[PostShown, ...]:
        return tuple(post for post in people.posts(as_at=self.as_at) if post.place == self.place.slug)

    @cached_property
    def delegations(self) -> tuple[register.Line, ...]:
        return register.delegations_of(self.place, as_at=self.as_at)

    @cached_property
    def agreements(self) -> tuple[registers.AgreementShown, ...]:
        return tuple(one for one in registers.agreements_of(self.place, as_at=self.as_at) if not one.is_over)


def drawn_in(place: Place | None, *, subjects: Iterable[str], as_at: date) -> dict[str, LivePanel]:
    """The panels of these subjects, by subject; a fixed number of queries each. The ICB's own side has none of a place's."""
    if place is None:
        return {}
    records = _Records(place, as_at)
    return {subject: _PANELS[Subject(subject)](records) for subject in sorted(set(subjects))}


def _lines(found: Iterable[LiveLine], otherwise: str) -> tuple[LiveLine, ...]:
    """The first lines, or that nothing is stated."""
    return tuple(found)[:MOST_LINES] or (LiveLine(otherwise, None),)


def _delegations(records: _Records) -> LivePanel:
    return LivePanel(
        "Delegations in the register",
        _lines((LiveLine(line.title, line.word.text, line.reference) for line in records.delegations), "Delegations"),
        ("register:delegations",),
    )


def _population(records: _Records) -> LivePanel:
    area = places.area_of(records.place, as_at=records.as_at)
    return LivePanel(
        "The place",
        (
            LiveLine("People", places.population_words(records.place, as_at=records.as_at)),
            LiveLine("Priority wards", ", ".join(str(ward) for ward in area.wards) or None),
        ),
        ("overview:place", records.place.slug),
    )


def _measures(records: _Records) -> LivePanel:
    facts = metrics.facts_of(records.place, as_at=records.as_at)
    return LivePanel(
        "What is measured",
        _lines((LiveLine(fact.title, fact.figure or None, fact.year) for fact in facts), "Measures"),
        ("metrics:metrics",),
    )


def _of_board(records: _Records) -> tuple[str, ...]:
    return ("boards:body", records.board.slug) if records.board else ("boards:boards",)


def _board(records: _Records) -> LivePanel:
    board = records.board
    shown = (board.stage, board.phase, board.frequency) if board else ()
    return LivePanel(
        "The partnership board",
        _lines((LiveLine(one.label, one.words, one.sub or one.basis) for one in shown), "Board"),
        _of_board(records),
        "Only a committee can hold a delegation.",
    )


def _chair(records: _Records) -> LivePanel:
    board = records.board
    shown = (board.chair, board.deputy_chair) if board else ()
    is_the_director = board is not None and board.chair.words in [post.role for post in records.posts]
    return LivePanel(
        "Who chairs",
        _lines((LiveLine(one.label, one.words, one.sub) for one in shown), "Chair"),
        _of_board(records),
        "The chair is the director whom the board advises: say how the chair is independent."
        if is_the_director
        else "",
    )


def _members(records: _Records) -> LivePanel:
    members = boards.body_page(records.board.slug, as_at=records.as_at).members if records.board else ()
    more = len(members) - MOST_LINES
    return LivePanel(
        f"Who sits on the board: {len(members)} stated" if members else "Who sits on the board",
        _lines((LiveLine("Member", member.words) for member in members), "Members"),
        _of_board(records),
        f"And {more} more." if more > 0 else "",
    )


def _posts(records: _Records) -> LivePanel:
    filled = sum(1 for post in records.posts if post.person)
    return LivePanel(
        f"Posts: {filled} of {len(records.posts)} with somebody named" if records.posts else "Posts",
        _lines((LiveLine(post.role, post.person or "Nobody named", post.spell) for post in records.posts), "Posts"),
        ("overview:place", records.place.slug),
        "Are these people and posts enough to plan and to deliver?",
    )


def _money(records: _Records) -> LivePanel:
    functions = (LiveLine(line.title, None, "Budget") for line in records.delegations if line.counts)
    agreed = (LiveLine(one.name, one.value or None, one.value_note) for one in records.agreements)
    return LivePanel(
        "Budgets in the records",
        _lines((*functions, *agreed), "Budgets"),
        ("registers:agreements",),
        "Is the money clear enough to plan and to deliver?",
    )


def _agreements(records: _Records) -> LivePanel:
    return LivePanel(
        "Agreements",
        _lines((LiveLine(one.name, one.standing.text, one.spell) for one in records.agreements), "Agreements"),
        ("registers:agreements",),
    )


def _reporting_lines(records: _Records) -> LivePanel:
    lines = records.board.lines if records.board else ()
    return LivePanel(
        "Where the board reports",
        _lines((LiveLine(line.to, line.mode, line.trigger) for line in lines), "Reports to"),
        _of_board(records),
    )


def _risks(records: _Records) -> LivePanel:
    rows = risks.risks_of(records.place, as_at=records.as_at)
    count = risks.counted(rows)
    return LivePanel(
        f"Risks: {count.total} stated, {count.scored or 'none'} with a score" if rows else "Risks",
        _lines(
            (
                LiveLine(row.title, f"Score {row.score}" if row.score else None, f"Owner: {row.owner or 'not stated'}")
                for row in rows
            ),
            "Risks",
        ),
        ("risks:risks",),
    )


def _workplan(records: _Records) -> LivePanel:
    rows = workplan.next_steps_of(records.place, as_at=records.as_at)
    done = workplan.counted(rows).completed
    return LivePanel(
        f"Workplan: {done or 'none'} of {len(rows)} steps done" if rows else "Workplan",
        _lines(
            (
                LiveLine(row.title, row.word.text, row.due.words if row.due else "No date stated")
                for row in rows
                if row.is_open
            ),
            "Next steps",
        ),
        ("workplan:workplan",),
    )


_PANELS: dict[Subject, Callable[[_Records], LivePanel]] = {
    Subject.DELEGATIONS: _delegations,
    Subject.POPULATION: _population,
    Subject.MEASURES: _measures,
    Subject.BOARD: _board,
    Subject.CHAIR: _chair,
    Subject.MEMBERS: _members,
    Subject.POSTS: _posts,
    Subject.MONEY: _money,
    Subject.AGREEMENTS: _agreements,
    Subject.REPORTING_LINES: _reporting_lines,
    Subject.RISKS: _risks,
    Subject.WORKPLAN: _workplan,
}
