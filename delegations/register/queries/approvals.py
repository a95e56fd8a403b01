"""What approvals each delegation needed on a day, and how they stood."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from delegations.register import words
from delegations.register.models import ApprovalStatement, Delegation, NeededApproval
from lsc_places.kit.words import Word


@dataclass(frozen=True)
class ApprovalShown:
    """An approval the delegation needs, and how it was last said to stand."""

    key: int
    slug: str
    name: str
    required_by: str
    is_open: bool
    word: Word
    words: str
    on: date
    citation: str
    basis: str


def approvals(delegations: Sequence[Delegation], *, as_at: date) -> dict[int, tuple[ApprovalShown, ...]]:
    """The approvals each delegation needs, by its key; two queries."""
    needed = list(
        NeededApproval.objects.as_at(as_at)
        .filter(delegation__in=delegations)
        .select_related("approval")
        .order_by("delegation", "approval")
    )
    statements = {one.needed_id: one for one in ApprovalStatement.objects.as_at(as_at).filter(needed__in=needed)}
    return {
        delegation: tuple(_approval(one, statements.get(one.pk)) for one in ones)
        for delegation, ones in groupby(needed, key=lambda one: one.delegation_id)
    }


def _approval(needed: NeededApproval, statement: ApprovalStatement | None) -> ApprovalShown:
    said: Any = statement or needed
    outcome = statement.outcome if statement else ApprovalStatement.Outcome.OPEN
    spoken = statement.words if statement else ""
    return ApprovalShown(
        key=needed.pk,
        slug=needed.approval.slug,
        name=needed.approval.name,
        required_by=needed.approval.required_by,
        is_open=outcome != ApprovalStatement.Outcome.GIVEN,
        word=words.approval(outcome),
        words=spoken[:1].upper() + spoken[1:],
        on=statement.effective_on if statement else needed.stated_on,
        citation=said.citation,
        basis=said.basis,
    )
