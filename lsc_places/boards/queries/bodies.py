"""Boards and bodies as they were on a day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.shortcuts import get_object_or_404

from lsc_places.boards.models import (
    Arrangement,
    AssuranceContact,
    Body,
    BodyApproval,
    Meeting,
    Membership,
    ReportingLine,
)
from lsc_places.kit.arrangements import SpellQuerySet
from lsc_places.kit.changes import Change
from lsc_places.places.models import Place
from lsc_places.sources.queries import Citing, cited, citing

Aspect = Arrangement.Aspect


@dataclass(frozen=True)
class ArrangementShown:
    """What held for a body on the day in one aspect, or that nothing is stated and since when."""

    aspect: str
    label: str
    words: str | None
    sub: str
    note: str
    citation: str
    basis: str


@dataclass(frozen=True)
class LineShown:
    """A body or organisation reported to, how and when."""

    to: str
    to_slug: str | None
    mode: str
    trigger: str
    citation: str


@dataclass(frozen=True)
class BoardShown:
    """A partnership board on a day, in one row."""

    slug: str
    name: str
    place: Place
    established: str | None
    chair: ArrangementShown
    deputy_chair: ArrangementShown
    stage: ArrangementShown
    phase: ArrangementShown
    frequency: ArrangementShown
    lines: tuple[LineShown, ...]
    citation: str


@dataclass(frozen=True)
class BodyListed:
    """A body in the list of all."""

    slug: str
    name: str
    kind: str
    belongs_to: str
    purpose: str


@dataclass(frozen=True)
class BodyFamily:
    """The bodies of one family."""

    title: str
    bodies: tuple[BodyListed, ...]


@dataclass(frozen=True)
class BoardsPage:
    """Every body: partnership boards side by side, the rest by family, and how assurance is given between meetings."""

    boards: tuple[BoardShown, ...]
    families: tuple[BodyFamily, ...]
    contacts: tuple[AssuranceContact, ...]


@dataclass(frozen=True)
class BodyPage:
    """One body: what held on the day, over time, who sits on it, whom it reports to and when it met."""

    body: Body
    now: tuple[ArrangementShown, ...]
    over_time: tuple[Arrangement, ...]
    members: tuple[Membership, ...]
    lines: tuple[LineShown, ...]
    reported_to_by: tuple[LineShown, ...]
    meetings: tuple[Meeting, ...]
    districts: tuple[str, ...] = field(default=())
    approvals: tuple[BodyApproval, ...] = ()


ALWAYS_ASKED = (Aspect.STAGE, Aspect.PHASE, Aspect.CHAIR, Aspect.DEPUTY_CHAIR, Aspect.FREQUENCY)


def partnership_boards(*, as_at: date) -> tuple[BoardShown, ...]:
    """The partnership boards that had been stated by the day, in the order of their places; four queries."""
    boards = list(
        Body.objects.as_at(as_at)
        .filter(family=Body.Family.PARTNERSHIP_BOARD)
        .select_related("place")
        .order_by("place__order")
    )
    cite = citing(as_at)
    spells = _spells(boards, as_at, cite)
    lines = _lines(ReportingLine.objects.filter(body__in=boards), as_at, cite)
    return tuple(
        _board(board, spells.get(board.pk, []), lines.get(board.pk, ()), as_at) for board in cited(boards, by=cite)
    )


def board_of(place: Place, *, as_at: date) -> BoardShown | None:
    """The partnership board of a place on a day."""
    return next((board for board in partnership_boards(as_at=as_at) if board.place == place), None)


def boards_page(*, as_at: date) -> BoardsPage:
    """Everything that meets, as stated by the day."""
    others = Body.objects.as_at(as_at).exclude(family=Body.Family.PARTNERSHIP_BOARD)
    order = [str(family) for family in Body.Family.values]
    listed = sorted(others.select_related("place", "organisation"), key=lambda body: order.index(body.family))
    families = tuple(
        BodyFamily(Body.Family(family).label, tuple(_listed(body) for body in bodies))
        for family, bodies in groupby(listed, key=lambda body: body.family)
    )
    contacts = cited(AssuranceContact.objects.as_at(as_at), by=citing(as_at))
    return BoardsPage(partnership_boards(as_at=as_at), families, contacts)


def body_page(slug: str, *, as_at: date) -> BodyPage:
    """One body on a day; Http404 when it is unknown or had not been stated yet."""
    body = get_object_or_404(Body.objects.as_at(as_at).select_related("place", "organisation"), slug=slug)
    cite = citing(as_at)
    cited([body], by=cite)
    spells = _spells([body], as_at, cite).get(body.pk, [])
    asked = {aspect: None for aspect in ALWAYS_ASKED if body.family == Body.Family.PARTNERSHIP_BOARD}
    asked |= {Aspect(spell.aspect): None for spell in spells}
    return BodyPage(
        body=body,
        now=tuple(_shown(aspect, spells, as_at) for aspect in asked),
        over_time=tuple(spells),
        members=cited(body.memberships.as_at(as_at), by=cite),
        lines=_lines(ReportingLine.objects.filter(body=body), as_at, cite).get(body.pk, ()),
        reported_to_by=_from(ReportingLine.objects.filter(to_body=body), as_at, cite),
        meetings=cited(body.meetings.as_at(as_at).order_by("-held").prefetch_related("papers"), by=cite),
        districts=tuple(district.name for district in body.districts.all()),
        approvals=tuple(
            body.approvals.filter(decision__decided_on__lte=as_at).select_related("decision__body").order_by("-pk")
        ),
    )


def _spells(bodies: Iterable[Body], as_at: date, cite: Citing) -> dict[int, list[Arrangement]]:
    begun = (
        Arrangement.objects.begun_by(as_at).filter(body__in=bodies).select_related("role", "stage").order_by("holds")
    )
    return _by_body(cited(begun, by=cite))


def _by_body(spells: Iterable[Arrangement]) -> dict[int, list[Arrangement]]:
    grouped: dict[int, list[Arrangement]] = {}
    for spell in spells:
        grouped.setdefault(spell.body_id, []).append(spell)
    return grouped


def _board(board: Body, spells: list[Arrangement], lines: tuple[LineShown, ...], as_at: date) -> BoardShown:
    assert board.place is not None
    return BoardShown(
        slug=board.slug,
        name=board.name,
        place=board.place,
        established=board.established.words if board.established else None,
        chair=_shown(Aspect.CHAIR, spells, as_at),
        deputy_chair=_shown(Aspect.DEPUTY_CHAIR, spells, as_at),
        stage=_shown(Aspect.STAGE, spells, as_at),
        phase=_shown(Aspect.PHASE, spells, as_at),
        frequency=_shown(Aspect.FREQUENCY, spells, as_at),
        lines=lines,
        citation=board.citation,
    )


def _shown(aspect: Aspect, spells: list[Arrangement], as_at: date) -> ArrangementShown:
    """The spell of an aspect that held on the day; else that nothing is stated, since the last one ended."""
    of_aspect = [spell for spell in spells if spell.aspect == aspect]
    current = next((spell for spell in of_aspect if spell.holds.upper is None or spell.holds.upper > as_at), None)
    if current:
        return ArrangementShown(
            aspect=aspect,
            label=aspect.label,
            words=current.words,
            sub=current.spell_words,
            note=current.note,
            citation=current.citation,
            basis=current.basis,
        )
    last = of_aspect[-1] if of_aspect else None
    since = f"Not stated since {last.ended.words}, when it was: {last.words}" if last and last.ended else ""
    return ArrangementShown(aspect, aspect.label, None, since, "", last.citation if last else "", "")


def _lines(lines: SpellQuerySet, as_at: date, cite: Citing) -> dict[int, tuple[LineShown, ...]]:
    grouped: dict[int, tuple[LineShown, ...]] = {}
    held = lines.as_at(as_at).select_related("to_body", "to_organisation")
    for line in held:
        shown = LineShown(
            to=str(line.to_body or line.to_organisation),
            to_slug=line.to_body.slug if line.to_body else None,
            mode=line.mode,
            trigger=line.trigger,
            citation=cite(line.sources),
        )
        grouped[line.body_id] = (*grouped.get(line.body_id, ()), shown)
    return grouped


def _from(lines: SpellQuerySet, as_at: date, cite: Citing) -> tuple[LineShown, ...]:
    held = lines.as_at(as_at).select_related("body")
    return tuple(
        LineShown(str(line.body), line.body.slug, line.mode, line.trigger, cite(line.sources)) for line in held
    )


def _listed(body: Body) -> BodyListed:
    belongs_to = body.place or body.organisation
    return BodyListed(
        body.slug, str(body), body.kind, str(belongs_to) if belongs_to else "The whole system", body.purpose
    )


def changes(*, since: date, until: date) -> tuple[Change, ...]:
    """The arrangements of partnership boards that began after one day and by another."""
    begun = (
        Arrangement.objects.begun_by(until)
        .filter(body__family=Body.Family.PARTNERSHIP_BOARD)
        .select_related("body__place")
        .order_by("holds")
    )
    before: dict[tuple[int, str], Arrangement] = {}
    found = []
    for spell in begun:
        subject = (spell.body_id, spell.aspect)
        last = before.get(subject)
        if spell.holds.lower > since and (last is None or last.words != spell.words):
            found.append(
                Change(
                    day=spell.holds.lower,
                    place=str(spell.body.place),
                    what=spell.get_aspect_display(),
                    now=spell.words,
                    was=last.words if last else "not stated",
                    address=("boards:body", spell.body.slug),
                    citation=spell.citation,
                )
            )
        before[subject] = spell
    return tuple(found)
