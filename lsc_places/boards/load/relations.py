"""Who sits on bodies, whom they report to and when they met, from the data files."""

from collections.abc import Iterator

from django.utils.text import slugify

from lsc_places.boards.load.spells import since_stated
from lsc_places.boards.models import (
    AssuranceContact,
    Body,
    Meeting,
    Membership,
    ReportingLine,
)
from lsc_places.kit.loading import Row
from lsc_places.kit.records import FieldProblem, MissingRow, Record
from lsc_places.organisations.models import Organisation
from lsc_places.people.models import Role
from lsc_places.places.models import Place
from lsc_places.sources.load import sourced


def board_members(record: Record) -> Iterator[Row]:
    organisation = record.shelf.of(Organisation).get(record.text("member"))
    yield Row(
        Membership,
        record.key,
        sourced(
            record,
            body=record.needed_link("board", Body),
            organisation=organisation,
            words=organisation.name if organisation else record.text("member").capitalize(),
            holds=since_stated(record),
        ),
    )


def role_memberships(record: Record) -> Iterator[Row]:
    role, place, named = record.needed_link("role", Role), record.link("place", Place), record.text("body")
    if named not in record.shelf.of(Body):
        named = slugify(named)
        values = sourced(
            record,
            slug=named,
            family=Body.Family.BODY,
            name=record.text("body"),
            kind="executive",
            organisation=role.organisation,
            place=place,
        )
        yield Row(Body, named, values)
    yield Row(
        Membership,
        record.key,
        sourced(
            record,
            body=record.find("body", Body, named),
            role=role,
            place=place,
            words=f"{role.name}, {place}" if place else role.name,
            note=record.words("note"),
            holds=since_stated(record),
        ),
    )


def sector_memberships(record: Record) -> Iterator[Row]:
    """Sectors on a body; where the record names every place-based partnership, on each of their boards."""
    known = record.shelf.of(Body)
    body = known.get(record.text("body"))
    boards = [body] if body else [one for one in known.values() if one.family == Body.Family.PARTNERSHIP_BOARD]
    for board in boards:
        for sector in record.phrases("sectors"):
            yield Row(
                Membership,
                f"{record.key}:{board.source_key}:{slugify(sector)}",
                sourced(record, body=board, words=sector[:1].upper() + sector[1:], holds=since_stated(record)),
            )


def reporting_lines(record: Record) -> Iterator[Row]:
    to = record.text("to")
    to_body, to_organisation = record.shelf.of(Body).get(to), record.shelf.of(Organisation).get(to)
    if not to_body and not to_organisation:
        raise MissingRow("to", f"There is no body or organisation called {to!r}", to)
    yield Row(
        ReportingLine,
        record.key,
        sourced(
            record,
            body=record.needed_link("board", Body),
            to_body=to_body,
            to_organisation=to_organisation,
            mode=record.text("mode"),
            trigger=record.text("trigger"),
            holds=since_stated(record),
        ),
    )


def assurance_contacts(record: Record) -> Iterator[Row]:
    named = {key: str(row) for model in (Role, Body) for key, row in record.shelf.of(model).items()}
    yield Row(
        AssuranceContact,
        record.key,
        sourced(
            record,
            who=record.text("who"),
            contacts=[named.get(one, one) for one in record.phrases("with")],
            frequency=record.words("frequency"),
            purpose=record.words("purpose"),
        ),
    )


def meetings(record: Record) -> Iterator[Row]:
    held = record.partial_date("date")
    if held is None:
        raise FieldProblem("date", "This must be given")
    yield Row(
        Meeting,
        record.key,
        sourced(
            record,
            body=record.link("body", Body),
            name=record.words("name"),
            held=held,
            held_until=record.partial_date("date_end"),
            is_planned=bool(record.truth("planned")),
            agenda=record.phrases("agenda"),
            outcome=record.words("outcome"),
            note=record.words("note"),
        ),
    )
