"""The pages of the workplan: the whole plan by plan and place, and one item."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from delegations.workplan.models import Item, ItemStatement, Party, Workstream
from delegations.workplan.queries.items import Count, ItemRow, counted, group_name, items
from delegations.workplan.words import STATUS_WORDS
from lsc_places.kit.dates import day_words
from lsc_places.kit.words import Word
from lsc_places.people.models import Team, User
from lsc_places.places.models import Place
from lsc_places.sources.queries import citing

Plan, Status, Aspect = Item.Plan, Item.Status, ItemStatement.Aspect
NO_OWNER, STILL_OPEN = "none", "open"


@dataclass(frozen=True)
class Section:
    """The items of one plan, or of one place's plan, the completed first."""

    title: str
    plan: str
    place: str
    rows: tuple[ItemRow, ...]
    count: Count
    words: str


@dataclass(frozen=True)
class WorkplanPage:
    """The items asked for in sections; ``whole`` tells how far each section has come without any filter."""

    sections: tuple[Section, ...]
    shown: int
    whole: tuple[Section, ...]
    count: Count
    group: str
    status_words: dict[str, Word]
    workstreams: tuple[str, ...]


@dataclass(frozen=True)
class Choices:
    """Places, owners and teams to choose from, each as its slug and its words."""

    places: tuple[tuple[str, str], ...]
    owners: tuple[tuple[str, str], ...]
    teams: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Said:
    """Something a paper or a person said of the item."""

    on: date
    title: str
    words: str
    by: str
    recorded_at: datetime
    citation: str
    basis: str


@dataclass(frozen=True)
class ItemPage:
    """An item on the day, with what was said of it by then, the newest first."""

    row: ItemRow
    item: Item
    plan: str
    said: tuple[Said, ...]
    citation: str
    basis: str


def choices() -> Choices:
    """What the workplan can be narrowed to besides its own statuses and plans; three queries."""
    teams = Team.objects.filter(Q(items__isnull=False) | Q(suggested_items__isnull=False)).distinct()
    return Choices(
        places=tuple(Place.objects.values_list("slug", "name")),
        owners=tuple(Party.objects.values_list("slug", "words")),
        teams=tuple(teams.values_list("slug", "name")),
    )


def workplan_page(*, as_at: date, reader: User, asked: Mapping[str, str]) -> WorkplanPage:
    """The workplan, narrowed to what ``asked`` says of plan, place, status, owner, team (by slug) and words."""
    everything = items(as_at=as_at, among=Item.objects.visible_to(reader))
    shown = _narrowed(everything, asked)
    group = group_name(everything)
    return WorkplanPage(
        sections=_sections(shown, group),
        shown=len(shown),
        whole=_sections(everything, group),
        count=counted(everything),
        group=group,
        status_words={status.value: word for status, word in STATUS_WORDS.items()},
        workstreams=tuple(Workstream.objects.as_at(as_at).values_list("name", flat=True)),
    )


def item_page(reference: str, *, as_at: date, reader: User) -> ItemPage:
    """One item; Http404 when it is unknown, had not been stated yet, or is not for this reader."""
    number = re.fullmatch(r"WP-([0-9]{4,9})", reference)
    if not number:
        raise Http404(f"{reference!r} is no reference of an item")
    asked = Item.objects.visible_to(reader).filter(number=int(number[1])).as_at(as_at)
    item = get_object_or_404(asked.select_related("workstream", "accountable", "overseen_by", "decision_body", "place"))
    cite, row = citing(as_at), items(as_at=as_at, among=asked)[0]
    return ItemPage(
        row=row,
        item=item,
        plan=_title(item.plan, item.place, ""),
        said=tuple(
            Said(
                on=one.effective_on,
                title=_said(one),
                words=one.words,
                by=str(one.recorded_by or ""),
                recorded_at=one.recorded_at,
                citation=cite(one.sources),
                basis=one.basis,
            )
            for one in item.statements.filter(effective_on__lte=as_at)
            .select_related("owner", "recorded_by")
            .order_by("-effective_on", "-recorded_at", "-pk")
        ),
        citation=cite(item.sources),
        basis=item.basis,
    )


def _narrowed(rows: Iterable[ItemRow], asked: Mapping[str, str]) -> list[ItemRow]:
    if words := asked.get("words"):
        rows = (row for row in rows if row.matches(words))
    if place := asked.get("place"):
        rows = (row for row in rows if row.place and row.place.slug == place)
    if team := asked.get("team"):
        name = Team.objects.filter(slug=team).values_list("name", flat=True).first()
        rows = (row for row in rows if name in (*row.teams, *row.suggested_teams))
    if owner := asked.get("owner"):
        rows = (row for row in rows if (row.owner_slug or NO_OWNER) == owner)
    if plan := asked.get("plan"):
        rows = (row for row in rows if row.plan == plan)
    if status := asked.get("status"):
        rows = (row for row in rows if row.status == status or (status == STILL_OPEN and row.is_open))
    return list(rows)


def _sections(rows: Iterable[ItemRow], group: str) -> tuple[Section, ...]:
    order = {status.value: position for position, status in enumerate(Status)}
    sections = []
    for (plan, place), together in groupby(rows, key=lambda row: (row.plan, row.place)):
        of_section = sorted(together, key=lambda row: order[row.status])
        slug = place.slug if place and plan == Plan.PLACE else ""
        count = counted(of_section)
        words = _words(of_section, count)
        sections.append(Section(_title(plan, place, group), plan, slug, tuple(of_section), count, words))
    return tuple(sections)


def _title(plan: str, place: Place | None, group: str) -> str:
    if plan == Plan.PLACE and place:
        return place.name
    label = str(Plan(plan).label)
    return f"{label} ({group})" if group and plan == Plan.DELIVERY_GROUP else label


def _words(rows: list[ItemRow], count: Count) -> str:
    """How many of each status, and of what was added when, in words."""
    numbers = {
        "completed": count.completed,
        "in progress": count.in_progress,
        "planned": count.planned,
        "closed otherwise": count.closed_otherwise,
    }
    words = ", ".join(f"{number} {name}" for name, number in numbers.items() if number)
    by_day = {day: list(of_day) for day, of_day in groupby(sorted(rows, key=_added_on), key=_added_on)}
    if len(by_day) < 2:
        return words
    stated = []
    for day, of_day in by_day.items():
        done = sum(1 for row in of_day if row.status == Status.COMPLETED)
        stated.append(f"{len(of_day)} stated at {day_words(day)}{f', {done} of them completed' if done else ''}")
    return f"{words}: {'; '.join(stated)}"


def _added_on(row: ItemRow) -> date:
    return row.added_on


def _said(statement: ItemStatement) -> str:
    match statement.aspect:
        case Aspect.STATUS:
            return STATUS_WORDS[Status(statement.status)].text
        case Aspect.OWNER:
            return f"Owner: {statement.owner or 'nobody named'}"
        case Aspect.FORECAST:
            return f"Forecast: {statement.forecast_on.words if statement.forecast_on else 'no date'}"
        case _:
            return "Commentary"
