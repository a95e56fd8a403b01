"""The workplan as people work in it: rows asked for in groups, and what of each this person may change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from delegations.workplan.brag import Brag, key
from delegations.workplan.cells import Offered
from delegations.workplan.models import Item, Party
from delegations.workplan.permissions import ARRANGE, EDIT, PROPOSE
from delegations.workplan.queries.columns import Column, chosen, sorted_rows
from delegations.workplan.queries.editing import options
from delegations.workplan.queries.items import Count, Overloaded, counted, group_name, overloaded
from delegations.workplan.queries.reading import row_of
from delegations.workplan.queries.rows import ItemRow
from delegations.workplan.queries.sections import Section, sections
from delegations.workplan.queries.verdicts import Standing, standing, teams_at_work, with_brag
from delegations.workplan.words import BRAG_WORDS, STATUS_WORDS
from lsc_places.kit.dates import today
from lsc_places.kit.words import Word
from lsc_places.people.models import Team, User

Event: Any = Item.pgh_event_model  # type: ignore[attr-defined]
NO_OWNER, STILL_OPEN = "none", "open"
OVERDUE, SOON, UNDATED = "overdue", "soon", "undated"
SOON_DAYS = 28
MOST_ROWS = 500
_EVERYWHERE = Item(title="any item of all places")
ALL, NOTE, NOTHING = "all", "note", ""


@dataclass(frozen=True)
class Rights:
    """What this person may change: whole rows of some places, the note of what some parties own."""

    everywhere: bool
    places: frozenset[int]
    parties: frozenset[str]
    may_add: bool = False
    may_arrange: bool = False

    def of(self, row: ItemRow) -> str:
        if self.everywhere or (row.place and row.place.pk in self.places):
            return ALL
        return NOTE if row.owner_slug in self.parties else NOTHING

    @property
    def any(self) -> bool:
        return bool(self.everywhere or self.places or self.parties)


@dataclass(frozen=True)
class Group:
    """Rows under one heading, which says how many there are of each status; a sorted list has one group without."""

    title: str
    words: str
    rows: tuple[ItemRow, ...]
    plan: str = ""
    place: str = ""
    place_key: int = 0


@dataclass(frozen=True)
class Grid:
    """One page of the rows asked for, and everything the page around them says."""

    groups: tuple[Group, ...]
    columns: tuple[Column, ...]
    sort: str
    shown: int
    page: int
    pages: int
    whole: tuple[Section, ...]
    count: Count
    overloaded: tuple[Overloaded, ...]
    proposed: int
    group: str
    status_words: dict[str, Word]
    key: tuple[tuple[str, str], ...]
    workstreams: tuple[str, ...]
    rights: Rights
    lists: dict[str, list[tuple[str, str]]]


@dataclass(frozen=True)
class Choices:
    """What the workplan can be narrowed to, each as its slug and its words, and what its cells can be set to."""

    places: tuple[tuple[str, str], ...]
    owners: tuple[tuple[str, str], ...]
    teams: tuple[tuple[str, str], ...]
    workstreams: tuple[tuple[str, str], ...]
    offered: Offered


def choices(plan: Standing | None = None) -> Choices:
    """What the workplan can be narrowed to besides its own statuses and plans; no query, or four without a plan."""
    offered = plan.offered if plan else Offered()
    return Choices(
        places=tuple((slug, place.name) for slug, place in offered.place.items()),
        owners=tuple((slug, party.words) for slug, party in offered.party.items() if party.pk),
        teams=plan.teams if plan else teams_at_work(),
        workstreams=tuple((slug, one.name) for slug, one in offered.workstream.items()),
        offered=offered,
    )


def rights(by: User, *, as_at: date) -> Rights:
    """What this person may change of the rows of a day: nothing of a day that is past."""
    if as_at < today() or not by.is_authenticated:
        return Rights(False, frozenset(), frozenset())
    places = {grant.place for grant in by.current_grants if grant.place}
    mine = frozenset(place.pk for place in places if by.has_perm(EDIT, place))
    return Rights(
        everywhere=by.has_perm(EDIT, _EVERYWHERE),
        places=mine,
        parties=own_parties(by),
        may_add=by.has_perm(PROPOSE, _EVERYWHERE),
        may_arrange=by.has_perm(ARRANGE, _EVERYWHERE) or bool(mine),
    )


def own_parties(by: User) -> frozenset[str]:
    """The parties that are this person; whether a role is held at the place of a row is asked again when it is saved."""
    if by.person_id is None:
        return frozenset()
    held = Q(role__posts__person=by.person_id, role__posts__holds__contains=today())
    mine = Party.objects.filter(Q(person=by.person_id) | Q(post__person=by.person_id) | held)
    return frozenset(mine.values_list("slug", flat=True))


def asked_rows(asked: Mapping[str, Any], *, as_at: date, reader: User) -> list[ItemRow]:
    """The rows a filter asks for, in the order asked for, all pages of them."""
    everything = standing(as_at=as_at, reader=reader).rows
    return _arranged(narrowed(everything, asked=asked, as_at=as_at), asked)


def workplan_page(
    *, as_at: date, reader: User, asked: Mapping[str, Any], plan: Standing | None = None, offered: Offered | None = None
) -> Grid:
    """The workplan, narrowed and sorted as ``asked``, one page of at most as many rows as asked for."""
    plan = plan or standing(as_at=as_at, reader=reader)
    everything, offered = plan.rows, offered or plan.offered
    group, sort = group_name(everything), str(asked.get("sort") or "")
    whole = sections(everything, group=group)
    fitting = narrowed(everything, asked=asked, as_at=as_at)
    parts = whole if len(fitting) == len(everything) else sections(fitting, group=group)
    found = sorted_rows(fitting, by=sort) if sort else [row for one in parts for row in one.rows]
    size = int(asked.get("rows") or MOST_ROWS)
    pages = max(1, -(-len(found) // size))
    page = min(int(asked.get("page") or 1), pages)
    shown = found[(page - 1) * size : page * size]
    allowed, columns = rights(reader, as_at=as_at), chosen(asked.get("columns"))
    return Grid(
        groups=_groups(shown, parts, sort=sort),
        columns=columns,
        sort=sort,
        shown=len(found),
        page=page,
        pages=pages,
        whole=whole,
        count=counted(everything),
        overloaded=overloaded(everything),
        proposed=Item.objects.visible_to(reader).proposed().count() if as_at == today() else 0,
        group=group,
        status_words={status.value: word for status, word in STATUS_WORDS.items()},
        key=tuple((brag.label, words) for brag, words in key()),
        workstreams=tuple(one.name for one in offered.workstream.values() if one.stated_on <= as_at),
        rights=allowed,
        lists=_lists(columns, offered) if allowed.any else {},
    )


@dataclass(frozen=True)
class Line:
    """One row by itself, as an answer to a save."""

    row: ItemRow
    columns: tuple[Column, ...]
    may: str
    mark: Word
    brag: Word | None


def saved_row(item: Item, *, columns: Iterable[str], by: User) -> Line:
    """The row of an item that was just written, in the columns asked for; three queries for its BRAG, one for its teams."""
    shown = chosen(list(columns))
    names = {column.name for column in shown}
    row = row_of(item, with_teams="teams" in names, with_risks="brag" in names)
    if "brag" in names:
        (row,) = with_brag([row], as_at=today())
    brag = BRAG_WORDS[Brag(row.brag)] if row.brag else None
    return Line(row, shown, rights(by, as_at=today()).of(row), row.word, brag)


def _lists(columns: Iterable[Column], offered: Offered) -> dict[str, list[tuple[str, str]]]:
    """What the lists of choices of these columns offer, once for all rows."""
    found = {column.name: options(column.cell, offered=offered) for column in columns if column.cell}
    return {name: offer for name, offer in found.items() if offer}


def narrowed(rows: Iterable[ItemRow], *, asked: Mapping[str, Any], as_at: date) -> list[ItemRow]:
    """Those of the rows that a filter asks for."""
    if words := asked.get("words"):
        rows = (row for row in rows if row.matches(words))
    if place := asked.get("place"):
        rows = (row for row in rows if row.place and row.place.slug == place)
    if workstream := asked.get("workstream"):
        rows = (row for row in rows if row.workstream_slug == workstream)
    if team := asked.get("team"):
        name = Team.objects.filter(slug=team).values_list("name", flat=True).first()
        rows = (row for row in rows if name in (*row.teams, *row.suggested_teams))
    if owner := asked.get("owner"):
        rows = (row for row in rows if (row.owner_slug or NO_OWNER) == owner)
    if plan := asked.get("plan"):
        rows = (row for row in rows if row.plan == plan)
    if status := asked.get("status"):
        rows = (row for row in rows if row.status == status or (status == STILL_OPEN and row.is_open))
    if brag := asked.get("brag"):
        rows = (row for row in rows if row.brag == brag)
    if due := asked.get("due"):
        rows = (row for row in rows if _is_due(row, due, as_at))
    if changed := asked.get("changed"):
        moved = set(
            Event.objects.filter(pgh_created_at__date__gte=changed, version__gt=1).values_list("pgh_obj", flat=True)
        )
        rows = (row for row in rows if row.pk in moved)
    return list(rows)


def _is_due(row: ItemRow, due: str, as_at: date) -> bool:
    if due == UNDATED:
        return row.due is None
    if due == OVERDUE:
        return bool(row.days_past)
    ends = as_at + timedelta(days=SOON_DAYS)
    return row.is_open and row.due is not None and as_at <= row.due.last <= ends


def _arranged(rows: list[ItemRow], asked: Mapping[str, Any]) -> list[ItemRow]:
    sort = asked.get("sort")
    return sorted_rows(rows, by=sort) if sort else [row for one in sections(rows, group="") for row in one.rows]


def _groups(shown: list[ItemRow], parts: tuple[Section, ...], *, sort: str) -> tuple[Group, ...]:
    """The rows of this page under the heads of their plans, whose words count all pages."""
    if sort:
        return (Group("", "", tuple(shown)),) if shown else ()
    on_page = {row.pk for row in shown}
    rows = {id(one): tuple(row for row in one.rows if row.pk in on_page) for one in parts}
    return tuple(
        Group(one.title, one.words, rows[id(one)], one.plan, one.place, _place_key(one))
        for one in parts
        if rows[id(one)]
    )


def _place_key(section: Section) -> int:
    place = section.rows[0].place
    return place.pk if place and section.place else 0
