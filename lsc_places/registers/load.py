"""Agreements and engagement from the data files."""

import re
from collections.abc import Iterator

from django.utils.text import slugify

from lsc_places.boards.models import Body
from lsc_places.kit.arrangements import holds
from lsc_places.kit.dates import PartialDate
from lsc_places.kit.loading import Load, Row
from lsc_places.kit.records import FieldProblem, MissingRow, Record
from lsc_places.organisations.models import Organisation
from lsc_places.places.models import Place
from lsc_places.registers.models import Activity, Agreement, Feedback, Lead, Party, Theme
from lsc_places.sources.load import sourced, stated_on


def agreements(record: Record) -> Iterator[Row]:
    began, ended = record.partial_date("start"), record.partial_date("end")
    value = record.decimal("value")
    if value is not None and not record.words("value_unit"):
        raise FieldProblem("value_unit", "A value must have a unit")
    yield Row(
        Agreement,
        record.key,
        sourced(
            record,
            slug=record.key,
            name=record.text("name"),
            kind=record.choice("kind", Agreement.Kind),
            places=record.links("places", Place),
            parties_basis=record.words("parties_basis"),
            purpose=record.words("purpose"),
            status=record.text("status"),
            began=began,
            began_basis=record.words("start_basis"),
            ended=ended,
            ended_basis=record.words("end_basis"),
            holds=holds(began=began, ended=ended, stated_on=stated_on(record)),
            term_years=record.integer("term_years"),
            horizon=record.words("horizon"),
            deadline=record.partial_date("deadline"),
            value=value,
            value_unit=record.words("value_unit"),
            value_note=record.words("value_note"),
            review=record.words("review"),
            condition=record.words("condition"),
            approvals=record.phrases("approvals"),
        ),
    )
    agreement = record.find("key", Agreement, record.key)
    for order, party in enumerate(record.phrases("parties"), start=1):
        organisation = record.shelf.of(Organisation).get(party)
        yield Row(
            Party,
            f"{record.key}:{slugify(party)}",
            {
                "agreement": agreement,
                "order": order,
                "organisation": organisation,
                "words": organisation.name if organisation else party[:1].upper() + party[1:],
            },
        )


def activities(record: Record) -> Iterator[Row]:
    began, ended = _dates(record)
    yield Row(
        Activity,
        record.key,
        sourced(
            record,
            slug=record.key,
            place=record.link("place", Place),
            title=record.text("title"),
            method=record.words("method"),
            began=began,
            ended=ended,
            holds=holds(began=began, ended=ended, stated_on=stated_on(record)),
            reached=record.integer("reached"),
            reached_qualifier=record.words("reached_qualifier"),
            reached_unit=record.words("reached_unit"),
            outcome=record.words("outcome"),
        ),
    )
    activity = record.find("key", Activity, record.key)
    for order, key in enumerate(record.phrases("led_by"), start=1):
        organisation, body = record.shelf.of(Organisation).get(key), record.shelf.of(Body).get(key)
        if not organisation and not body:
            raise MissingRow("led_by", f"There is no organisation or body called {key!r}", key)
        values = {"activity": activity, "order": order, "organisation": organisation, "body": body}
        yield Row(Lead, f"{record.key}:{key}", values)


def _dates(record: Record) -> tuple[PartialDate | None, PartialDate | None]:
    """The dates of an activity: one date, or the first and last joined by "to"."""
    given = record.words("date")
    if not given:
        return None, None
    try:
        first, *last = [PartialDate.parse(part) for part in given.split(" to ")]
    except ValueError as unreadable:
        raise FieldProblem("date", f"{unreadable}, or two joined by to, not {given!r}") from unreadable
    return first, last[0] if last else first


def themes(record: Record) -> Iterator[Row]:
    activity = record.link("activity", Activity)
    place = activity.place if activity else _place_of_source(record)
    yield Row(
        Theme,
        record.key,
        sourced(
            record,
            activity=activity,
            place=place,
            name=record.text("theme"),
            note=record.words("note"),
            basis="the place is read from the name of the slide" if place and not activity else "",
        ),
    )


def _place_of_source(record: Record) -> Place | None:
    """The one place that the part of the document is named after."""
    where = " ".join(record.phrases("source"))
    named = [place for place in record.shelf.of(Place).values() if re.search(rf"\b{re.escape(place.name)}\b", where)]
    return named[0] if len(named) == 1 else None


def feedback(record: Record) -> Iterator[Row]:
    yield Row(
        Feedback,
        record.key,
        sourced(
            record,
            place=record.needed_link("place", Place),
            tone=record.choice("tone", Feedback.Tone),
            topic=record.text("topic"),
        ),
    )


_BODIES = ("boards.partnership_boards", "boards.bodies", "boards.groups")
LOADS = [
    Load("agreements.agreements", agreements, needs=("places.places",)),
    Load("engagement.activities", activities, needs=_BODIES),
    Load("engagement.themes", themes, needs=("engagement.activities",)),
    Load("engagement.resident_feedback", feedback, needs=("places.places",)),
]
