"""Stages, boards, bodies and groups from the data files."""

from collections.abc import Iterator

from lsc_places.boards.load.spells import since_stated
from lsc_places.boards.models import (
    Arrangement,
    Body,
    Stage,
)
from lsc_places.kit.arrangements import holds
from lsc_places.kit.dates import PartialDate
from lsc_places.kit.loading import Row
from lsc_places.kit.records import Record
from lsc_places.organisations.models import Organisation
from lsc_places.people.models import Role
from lsc_places.places.models import District, Place
from lsc_places.sources.load import sourced

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
            spell = {"began": None, "ended": None, "holds": since_stated(record)}
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
