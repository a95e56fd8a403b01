"""People, roles, posts and teams from the data files."""

from collections.abc import Iterator

from lsc_places.kit.arrangements import holds
from lsc_places.kit.loading import Load, Row
from lsc_places.kit.records import Record
from lsc_places.organisations.models import Organisation
from lsc_places.people.models import AccountabilityLine, Person, Post, Role, Team
from lsc_places.places.models import Place
from lsc_places.sources.load import sourced


def people(record: Record) -> Iterator[Row]:
    yield Row(
        Person,
        record.key,
        sourced(
            record,
            slug=record.key,
            name=record.text("name"),
            title=record.words("title"),
            organisation=record.link("organisation", Organisation),
            basis=record.words("organisation_basis"),
        ),
    )


def roles(record: Record) -> Iterator[Row]:
    yield Row(
        Role,
        record.key,
        sourced(
            record,
            slug=record.key,
            name=record.text("name"),
            short_name=record.words("short_name"),
            plural_short_name=record.words("plural_short"),
            organisation=record.link("organisation", Organisation),
            count=record.integer("count"),
            count_per=record.words("per"),
            responsibilities=record.phrases("responsibilities"),
            basis=record.words("organisation_basis"),
        ),
    )


def posts(record: Record) -> Iterator[Row]:
    began, ended = record.partial_date("from"), record.partial_date("to")
    yield Row(
        Post,
        record.key,
        sourced(
            record,
            role=record.needed_link("role", Role),
            organisation=record.link("organisation", Organisation),
            place=record.link("place", Place),
            person=record.link("person", Person),
            began=began,
            ended=ended,
            holds=holds(began=began, ended=ended, stated_on=record.day("as_at")),
            note=record.words("note"),
        ),
    )


def teams(record: Record) -> Iterator[Row]:
    yield Row(
        Team,
        record.key,
        sourced(
            record,
            slug=record.key,
            name=record.text("name"),
            organisation=record.link("organisation", Organisation),
            place=record.link("place", Place),
        ),
    )


def accountability_lines(record: Record) -> Iterator[Row]:
    yield Row(
        AccountabilityLine,
        record.key,
        sourced(
            record,
            role=record.needed_link("role", Role),
            place=record.link("place", Place),
            accountable_to=record.needed_link("accountable_to", Role),
            kind=record.text("kind"),
        ),
    )


_PLACES = ("places.places",)
LOADS = [
    Load("people_roles.people", people, needs=_PLACES),
    Load("people_roles.roles", roles, needs=_PLACES),
    Load("people_roles.teams", teams, needs=_PLACES),
    Load("people_roles.assignments", posts, needs=("people_roles.people", "people_roles.roles")),
    Load("people_roles.accountability_lines", accountability_lines, needs=("people_roles.roles",)),
]
