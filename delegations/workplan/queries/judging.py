"""The BRAG of one item, with what the rules alone say beside what a person stated, and how it was before."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from delegations.workplan.brag import CAN_BE_STATED, Brag, Stated, Verdict, moved, stands_until
from delegations.workplan.models import Item, ItemStatement
from delegations.workplan.queries.history import last_meeting
from delegations.workplan.queries.reading import rows_of
from delegations.workplan.queries.rows import ItemRow
from delegations.workplan.queries.verdicts import judged
from delegations.workplan.words import BRAG_WORDS
from lsc_places.kit.words import Word

DAYS_BEFORE = 28


@dataclass(frozen=True)
class Override:
    """What a person stated, until when it counts (none: until it is taken back), and whether it counts on the day."""

    word: Word
    reason: str
    on: date
    by: str
    approved_by: str
    until: date | None
    counts: bool


@dataclass(frozen=True)
class Judgement:
    """The word on the day with its letter, the reasons, and how it compares with the day ``since``."""

    word: Word
    reasons: tuple[str, ...]
    computed: Word
    direction: str
    since: date
    override: Override | None


def judgement_of(row: ItemRow, *, as_at: date) -> Judgement:
    """The BRAG of an item as at a day, compared with the last meeting before it, else with four weeks earlier."""
    verdict = _verdict(row, as_at)
    meeting = last_meeting()
    held = meeting.held.last if meeting else None
    since = held if held and held < as_at else as_at - timedelta(days=DAYS_BEFORE)
    before = rows_of(Item.objects.filter(pk=row.pk).as_at(since), as_at=since)
    was = _verdict(before[0], since).brag if before else None
    computed = verdict.computed or verdict.brag
    return Judgement(
        word=_lettered(verdict.brag),
        reasons=verdict.reasons[1:] if verdict.is_overridden else verdict.reasons,
        computed=BRAG_WORDS[computed],
        direction=moved(verdict.brag, was=was),
        since=since,
        override=_override(row, computed, as_at, counts=verdict.is_overridden),
    )


def _lettered(brag: Brag) -> Word:
    word = BRAG_WORDS[brag]
    return replace(word, text=f"{word.text} ({brag.letter})") if brag.letter else word


def _verdict(row: ItemRow, day: date) -> Verdict:
    (one,) = judged([row], as_at=day)
    return one.verdict


def _override(row: ItemRow, computed: Brag, as_at: date, *, counts: bool) -> Override | None:
    said = ItemStatement.objects.filter(item=row.pk, aspect=ItemStatement.Aspect.BRAG).as_at(as_at)
    one = said.select_related("recorded_by", "approved_by").first()
    if one is None or not one.brag or computed not in CAN_BE_STATED:
        return None
    stated = Stated(brag=Brag(one.brag), reason=one.words, stated_on=one.effective_on)
    return Override(
        word=BRAG_WORDS[stated.brag],
        reason=one.words,
        on=one.effective_on,
        by=str(one.recorded_by or "A paper"),
        approved_by=str(one.approved_by or ""),
        until=stands_until(stated, computed=computed),
        counts=counts,
    )
