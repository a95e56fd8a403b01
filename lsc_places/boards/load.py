"""Boards, bodies, groups and meetings from the data files."""

from collections.abc import Iterator

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.text import slugify

from lsc_places.boards.models import (
    Arrangement,
    AssuranceContact,
    Body,
    Meeting,
    Membership,
    ReportingLine,
    Stage,
)
from lsc_places.kit.arrangements import holds
from lsc_places.kit.dates import PartialDate
from lsc_places.kit.loading import Load, Row
from lsc_places.kit.records import FieldProblem, MissingRow, Record
from lsc_places.organisations.models import Organisation
from lsc_places.people.models import Role
from lsc_places.places.models import District, Place
from lsc_places.sources.load import sourced, stated_on

Aspect = Arrangement.Aspect


def stages(record: Record) -> Iterator[Row]:
    yield Row(
        Stage,
        record.key,
        sourced(
            record,
            order=record.integer("order"),
            name=record.text("name"),
            definition=record.text("definition"),
            holds_delegation=record.truth("holds_delegation"),
            basis=record.words("basis"),
        ),
    )


def partnership_boards(record: Record) -> Iterator[Row]:
    body = sourced(
        record,
        slug=record.key,
        family=Body.Family.PARTNERSHIP_BOARD,
        name=record.text("name"),
        kind="place-based partnership",
        place=record.needed_link("place", Place),
        established=record.partial_date("established"),
    )
    yield Row(Body, record.key, body)
    interim = "interim, " if record.truth("interim") else ""
    yield _arrangement(record, Aspect.PHASE, words=f"{interim}{record.text('phase_wording')}")
    if record.raw("meeting_frequency"):
        yield _arrangement(record, Aspect.FREQUENCY, words=record.text("meeting_frequency"))
    yield from _stage(record)
    yield from _chairs(record)


def _stage(record: Record) -> Iterator[Row]:
    name = "governance_stage" if record.raw("governance_stage") else "governance_stage_suggested"
    stage = record.link(name, Stage)
    if stage:
        basis = "" if name == "governance_stage" else "our reading; the papers do not say"
        yield _arrangement(
            record, Aspect.STAGE, words=stage.name, stage=stage, note=record.words("governance_stage_note"), basis=basis
        )


def _chairs(record: Record) -> Iterator[Row]:
    if chair := record.link("chair_role", Role):
        yield _arrangement(
            record,
            Aspect.CHAIR,
            words=chair.name,
            role=chair,
            ended=record.partial_date("chair_until"),
            note=record.words("chair_review"),
        )
    if deputy := record.link("deputy_chair_role", Role):
        yield _arrangement(record, Aspect.DEPUTY_CHAIR, words=deputy.name, role=deputy)


def _arrangement(record: Record, aspect: Aspect, *, ended: PartialDate | None = None, **values: object) -> Row:
    spell = {"began": None, "ended": ended, "holds": holds(began=None, ended=ended, stated_on=record.day("as_at"))}
    body = record.find("key", Body, record.key)
    return Row(Arrangement, f"{record.key}:{aspect}", sourced(record, body=body, aspect=aspect, **spell, **values))


def board_changes(record: Record) -> Iterator[Row]:
    """A later fact about a board; it begins on the day of the document that states it."""
    aspect = record.choice("field", Aspect)
    role = record.link("new", Role) if aspect in {Aspect.CHAIR, Aspect.DEPUTY_CHAIR} else None
    yield Row(
        Arrangement,
        record.key,
        sourced(
            record,
            body=record.needed_link("board", Body),
            aspect=aspect,
            words=role.name if role else record.text("new"),
            role=role,
            began=None,
            ended=None,
            holds=holds(began=None, ended=None, stated_on=record.day("as_at")),
        ),
    )


def bodies(record: Record) -> Iterator[Row]:
    yield Row(
        Body,
        record.key,
        sourced(
            record,
            slug=record.key,
            family=Body.Family.BODY,
            name=record.text("name"),
            kind=record.text("kind"),
            organisation=record.link("organisation", Organisation),
            place=record.link("place", Place),
        ),
    )


def groups(record: Record) -> Iterator[Row]:
    yield Row(
        Body,
        record.key,
        sourced(
            record,
            slug=record.key,
            family=Body.Family.GROUP,
            name=record.words("name"),
            short_name=record.words("short_name"),
            kind="group",
            place=record.link("place", Place),
            purpose=record.words("purpose"),
            count=record.integer("count"),
        ),
    )
    body = record.find("key", Body, record.key)
    chair = record.link("chair", Role)
    found = {
        Aspect.STATUS: (record.words("status"), None),
        Aspect.CHAIR: (chair.name if chair else "", chair),
        Aspect.FREQUENCY: (record.words("frequency"), None),
    }
    for aspect, (words, role) in found.items():
        if words:
            spell = {"began": None, "ended": None, "holds": _since_stated(record)}
            values = sourced(record, body=body, aspect=aspect, words=words, role=role, **spell)
            yield Row(Arrangement, f"{record.key}:{aspect}", values)


def district_partnerships(record: Record) -> Iterator[Row]:
    districts = record.links("districts", District)
    yield Row(
        Body,
        record.key,
        sourced(
            record,
            slug=record.key,
            family=Body.Family.DISTRICT_PARTNERSHIP,
            name=f"{record.text('name')} Health and Wellbeing Partnership",
            kind="health and wellbeing partnership",
            place=districts[0].place if districts else None,
            districts=districts,
            priority=record.words("priority"),
            basis=record.words("basis"),
        ),
    )


def predecessors(record: Record) -> Iterator[Row]:
    later = [record.words(name) for name in ("interim_form", "review") if record.words(name)]
    yield Row(
        Body,
        record.key,
        sourced(
            record,
            slug=record.key,
            family=Body.Family.PREDECESSOR,
            name=record.text("name"),
            kind="before 2022",
            purpose=". ".join([record.text("remit").rstrip("."), *later]),
        ),
    )


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
            holds=_since_stated(record),
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
            holds=_since_stated(record),
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
                sourced(record, body=board, words=sector[:1].upper() + sector[1:], holds=_since_stated(record)),
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
            holds=_since_stated(record),
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


def _since_stated(record: Record) -> DateRange:
    return holds(began=None, ended=None, stated_on=stated_on(record))


_BODIES = ("boards.partnership_boards", "boards.bodies", "boards.groups", "boards.predecessor_structures")
LOADS = [
    Load("boards.stages", stages, needs=("documents.documents",)),
    Load("boards.partnership_boards", partnership_boards, needs=("boards.stages", "people_roles.roles")),
    Load("boards.bodies", bodies, needs=("places.places",)),
    Load("boards.groups", groups, needs=("people_roles.roles",)),
    Load("boards.hwbps", district_partnerships, needs=("places.districts",)),
    Load("boards.predecessor_structures", predecessors, needs=("documents.documents",)),
    Load("boards.board_changes", board_changes, needs=("boards.partnership_boards",)),
    Load("boards.board_members", board_members, needs=_BODIES),
    Load("people_roles.role_memberships", role_memberships, needs=_BODIES),
    Load("boards.body_membership", sector_memberships, needs=_BODIES),
    Load("boards.reporting_lines", reporting_lines, needs=_BODIES),
    Load("boards.assurance_contacts", assurance_contacts, needs=_BODIES),
    Load("meetings_papers.meetings", meetings, needs=_BODIES),
]
