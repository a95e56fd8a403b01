"""Priorities, schemes and visions from the data files."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.text import slugify

from lsc_places.boards.models import Body
from lsc_places.kit.loading import Load, Row
from lsc_places.kit.records import FieldProblem, Record
from lsc_places.places.models import FormerArea, Place
from lsc_places.sources.load import sourced, stated_on
from lsc_places.sources.models import Document
from priorities.metrics.models import Target
from priorities.plans.models import (
    Aim,
    CommonPriority,
    FocusItem,
    JourneyColumn,
    JourneyStep,
    PlacePriority,
    PrioritySet,
    Programme,
    Scheme,
    SchemeStatus,
    Vision,
)

# Kinds of priorities that a place is known by; the others stand beside them.
HEADLINE_KINDS = frozenset(
    {"delivery ambition", "interim priority workstream", "life course focus", "place plan theme"}
)


def common_priorities(record: Record) -> Iterator[Row]:
    yield Row(
        CommonPriority,
        record.key,
        sourced(
            record,
            slug=record.key,
            number=record.integer("number"),
            name=record.text("name"),
            period=record.words("period"),
            note=record.words("note"),
        ),
    )


def programmes(record: Record) -> Iterator[Row]:
    yield Row(
        Programme,
        record.key,
        sourced(
            record,
            name=record.text("programme"),
            covers=record.phrases("covers"),
            common_priorities=record.links("common_priorities", CommonPriority),
        ),
    )


def aims(record: Record) -> Iterator[Row]:
    yield Row(Aim, record.key, sourced(record, name=record.text("name")))


def place_priorities(record: Record) -> Iterator[Row]:
    """A priority of a place, in the set of its kind and document."""
    yield from _set_rows(record)
    yield Row(
        PlacePriority,
        record.key,
        sourced(
            record,
            priority_set=record.find("kind", PrioritySet, _set_key(record)),
            number=record.integer("number"),
            name=record.text("name"),
            stage=record.choice("stage", PlacePriority.Stage),
            targets=[one for one in record.shelf.of(Target).values() if one.priority_key == record.key],
        ),
    )


def _set_key(record: Record) -> str:
    """The set of a record: what one document says of one place in one kind for one period."""
    parts = (_document(record).slug, record.text("place"), record.text("kind"), record.words("period") or "no period")
    return ":".join(slugify(part) for part in parts)


def _document(record: Record) -> Document:
    first = stated_on(record)
    return next(one for one in record.shelf.of(Document).values() if one.published.first == first)


def _set_rows(record: Record) -> Iterator[Row]:
    """The set of a record, held until the next of its aspect, and the one before, held until this."""
    key, place, kind = _set_key(record), record.needed_link("place", Place), record.text("kind")
    aspect = PrioritySet.HEADLINE if kind in HEADLINE_KINDS else kind
    day, document = stated_on(record), _document(record)
    others = [
        one
        for one in record.shelf.of(PrioritySet).values()
        if one.place_id == place.pk and one.aspect == aspect and one.source_key != key
    ]
    earlier = [one for one in others if one.holds.lower < day]
    if earlier:
        last = max(earlier, key=lambda one: one.holds.lower)
        yield Row(PrioritySet, str(last.source_key), {"holds": DateRange(last.holds.lower, day)})
    ended = min((one.holds.lower for one in others if one.holds.lower > day), default=None)
    yield Row(
        PrioritySet,
        key,
        {
            "place": place,
            "aspect": aspect,
            "kind": kind,
            "period": record.words("period"),
            "sources": [document.slug],
            "citation": document.citation,
            "stated_on": day,
            "last_stated_on": day,
            "began": None,
            "ended": None,
            "holds": DateRange(day, ended),
        },
    )


def focus_items(record: Record) -> Iterator[Row]:
    priority = record.needed_link("theme", PlacePriority)
    known = record.shelf.of(FocusItem)
    order = (
        known[record.key].order
        if record.key in known
        else 1 + max((one.order for one in known.values() if one.priority_id == priority.pk), default=0)
    )
    yield Row(FocusItem, record.key, sourced(record, priority=priority, order=order, text=record.text("text")))


def schemes(record: Record) -> Iterator[Row]:
    status, basis, day = record.choice("status", Scheme.Status), record.text("status_basis"), record.day("as_at")
    if not basis.startswith(("stated", "inferred")):
        raise FieldProblem("status_basis", f"This must begin with stated or inferred, not {basis!r}")
    yield Row(
        Scheme,
        record.key,
        sourced(
            record,
            slug=record.key,
            place=record.needed_link("place", Place),
            partnership=record.link("hwbp", Body),
            title=record.text("title"),
            detail=record.words("detail"),
            common_priorities=record.links("common", CommonPriority),
            place_priorities=record.links("place_priorities", PlacePriority),
            life_course_keys=record.phrases("life_course"),
            status=status,
            status_basis=basis,
            status_on=day,
        ),
    )
    yield _status(record, status=status, basis=basis, day=day)


def _status(record: Record, *, status: Scheme.Status, basis: str, day: date) -> Row:
    """What the record says of the status, as a row of its own whenever it says something else: rows never change."""
    sources = sourced(record)["sources"]
    said = json.dumps([status, basis, day.isoformat(), sources])
    return Row(
        SchemeStatus,
        f"{record.key}:{hashlib.sha256(said.encode()).hexdigest()[:12]}",
        {
            "scheme": record.find("key", Scheme, record.key),
            "status": status,
            "effective_on": day,
            "basis": basis,
            "sources": sources,
        },
    )


def scheme_parents(record: Record) -> Iterator[Row]:
    parent = record.link("parent", Scheme)
    if parent or record.find("key", Scheme, record.key).parent_id:
        yield Row(Scheme, record.key, {"parent": parent})


def journey_columns(record: Record) -> Iterator[Row]:
    yield Row(
        JourneyColumn,
        record.key,
        sourced(
            record,
            place=record.needed_link("place", Place),
            number=record.integer("column"),
            heading=record.words("heading"),
        ),
    )
    column = record.find("key", JourneyColumn, record.key)
    for order, scheme in enumerate(record.links("items", Scheme), start=1):
        yield Row(JourneyStep, f"{record.key}:{scheme.slug}", {"column": column, "order": order, "scheme": scheme})


def visions(record: Record) -> Iterator[Row]:
    name = record.words("name")
    former = next((one for one in record.shelf.of(FormerArea).values() if name.startswith(one.name)), None)
    yield Row(
        Vision,
        record.key,
        sourced(
            record,
            place=record.link("place", Place),
            former_area=former,
            name=name,
            text=record.text("text"),
        ),
    )


LOADS = [
    Load("priorities.common_priorities", common_priorities, needs=("documents.documents",)),
    Load("priorities.programme_links", programmes, needs=("priorities.common_priorities",)),
    Load("priorities.aims", aims, needs=("documents.documents",)),
    Load("priorities.place_priorities", place_priorities, needs=("places.places", "metrics.targets")),
    Load("priorities.place_plan_focus", focus_items, needs=("priorities.place_priorities",)),
    Load(
        "priorities.schemes",
        schemes,
        needs=("priorities.common_priorities", "priorities.place_priorities", "boards.hwbps"),
        links=scheme_parents,
    ),
    Load("priorities.journey_columns", journey_columns, needs=("priorities.schemes",)),
    Load("priorities.visions", visions, needs=("places.places", "places.former_areas")),
]
