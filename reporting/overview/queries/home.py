"""The home page: where the places stand, and what changed since the paper before the last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from delegations.register import queries as register
from delegations.register.queries.matrix import Total
from delegations.risks import queries as risks
from delegations.workplan import queries as workplan
from delegations.workplan.queries import Progress
from lsc_places.boards import queries as boards
from lsc_places.kit.changes import Change
from lsc_places.kit.dates import day_words
from lsc_places.sources.queries import citations, document_days
from priorities.plans import queries as plans
from reporting.overview.facts import Fact
from reporting.overview.queries.columns import Column, columns


@dataclass(frozen=True)
class DayOfChanges:
    """What changed on one day, in one place or all, and the documents that say so."""

    day: date
    place: str
    changes: tuple[Change, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True)
class HomePage:
    """The places side by side, and what changed from one day to the day shown; ``since`` is none before two papers."""

    facts: tuple[Fact, ...]
    columns: tuple[Column, ...]
    since: date | None
    changes: tuple[DayOfChanges, ...]


def home_page(*, as_at: date) -> HomePage:
    """Where everything stands on a day."""
    side_by_side = columns(as_at=as_at)
    published = [one.day for one in document_days() if one.day <= as_at]
    since = published[1] if len(published) > 1 else None
    return HomePage(
        facts=_facts(side_by_side, register.matrix(as_at=as_at).total, since, as_at),
        columns=side_by_side,
        since=since,
        changes=_by_day(_changes(since, as_at)) if since else (),
    )


def _facts(side_by_side: tuple[Column, ...], delegations: Total, since: date | None, as_at: date) -> tuple[Fact, ...]:
    progress: Progress = workplan.progress_of_the_delivery_group(as_at=as_at)
    stated = sum(1 for column in side_by_side if column.board)
    return (
        Fact(
            f"{delegations.in_force} of {delegations.count}",
            f"delegations are in force. {delegations.states_words[:1].upper()}{delegations.states_words[1:]}"
            if delegations.count
            else "delegations are in force. None had been proposed",
            "register:delegations",
        ),
        *_progress(progress),
        _updates(side_by_side, since)
        if since
        else Fact(f"{stated} of {len(side_by_side)}", "places have a partnership board on record", "boards:boards"),
    )


def _progress(progress: Progress) -> tuple[Fact, ...]:
    group = progress.group or "delivery group"
    items = len(progress.completed) + len(progress.in_progress)
    if not items:
        return (Fact("No", f"{group} items had been stated", "workplan:workplan"),)
    unowned = sum(1 for row in progress.in_progress if not row.owner)
    return (
        Fact(f"{len(progress.completed)} of {items}", f"{group} items are complete", "workplan:workplan"),
        Fact(
            f"{unowned} of {len(progress.in_progress)}",
            f"{group} items in progress have no owner named in any paper",
            "workplan:workplan",
        ),
    )


def _updates(side_by_side: tuple[Column, ...], since: date) -> Fact:
    newer = [column for column in side_by_side if column.last_stated_on and column.last_stated_on > since]
    named = f": {', '.join(column.place.name for column in newer)}" if newer else ""
    verb = "has" if len(newer) == 1 else "have"
    return Fact(
        f"{len(newer)} of {len(side_by_side)}",
        f"places {verb} an update since {day_words(since)}{named}",
        "overview:places",
    )


def _changes(since: date, until: date) -> list[Change]:
    found = [
        change
        for family in (boards, plans, register, risks, workplan)
        for change in family.changes(since=since, until=until)
    ]
    return sorted(found, key=lambda change: (-change.day.toordinal(), change.place or ""))


def _by_day(found: Iterable[Change]) -> tuple[DayOfChanges, ...]:
    known = citations().values()
    return tuple(
        DayOfChanges(
            day=day,
            place=place or "All places",
            changes=tuple(changes),
            documents=tuple(one for one in known if any(one in change.citation for change in changes)),
        )
        for (day, place), changes in (
            (key, list(group)) for key, group in groupby(found, key=lambda change: (change.day, change.place))
        )
    )
