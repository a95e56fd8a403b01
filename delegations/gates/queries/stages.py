"""A board on its way to be a committee, with the gates of that."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from delegations.gates.answering import Answer
from delegations.gates.committee import BoardFacts, answers
from delegations.gates.permissions import MAKE_COMMITTEE
from delegations.gates.reckoning import board_facts
from lsc_places.boards.models import Body, Stage
from lsc_places.boards.permissions import APPROVE_BODY
from lsc_places.kit.dates import today
from lsc_places.kit.permissions import require
from lsc_places.people.models import User


@dataclass(frozen=True)
class StagePage:
    """A board, what it is today, and every gate before it is a committee; ``may_move`` says whether the reader may move it."""

    body: Body
    facts: BoardFacts
    gates: tuple[Answer, ...]
    may_move: bool
    may_approve: bool

    @property
    def met(self) -> int:
        return sum(one.is_met for one in self.gates)


def stage_page(slug: str, *, reader: User) -> StagePage:
    """A board of a place today; Http404 for any other body."""
    body = get_object_or_404(Body.objects.select_related("place").exclude(place=None), slug=slug)
    facts = board_facts(body, as_at=today())
    may: Any = body
    return StagePage(
        body,
        facts,
        answers(facts),
        reader.has_perm(MAKE_COMMITTEE, may) and not facts.may_hold,
        reader.has_perm(APPROVE_BODY, may),
    )


def to_committee(slug: str, *, by: User) -> StagePage:
    """The same for whoever may move it; PermissionDenied for anybody else."""
    page = stage_page(slug, reader=by)
    require(by, MAKE_COMMITTEE, page.body)
    return page


def stages_that_hold() -> QuerySet[Stage]:
    """The stages at which a board may hold a delegation."""
    return Stage.objects.filter(holds_delegation=True)
