"""Risks, registers, categories and rules of escalation from the data files."""

from collections.abc import Iterator

from delegations.risks.models import Category, EscalationRule, Register, Risk
from lsc_places.boards.models import Body
from lsc_places.kit.loading import Load, Row
from lsc_places.kit.records import MissingRow, Record
from lsc_places.organisations.models import Organisation
from lsc_places.people.models import Person, Role
from lsc_places.places.models import Place
from lsc_places.sources.load import sourced


def registers(record: Record) -> Iterator[Row]:
    owner = record.text("owner")
    organisation, body = record.shelf.of(Organisation).get(owner), record.shelf.of(Body).get(owner)
    if not organisation and not body:
        raise MissingRow("owner", f"There is no organisation or body called {owner!r}", owner)
    yield Row(
        Register,
        record.key,
        sourced(
            record,
            slug=record.key,
            name=record.text("name"),
            order=_position(record, Register),
            owner_organisation=organisation,
            owner_body=body,
            place=record.link("place", Place),
            review=record.words("review"),
        ),
    )


def categories(record: Record) -> Iterator[Row]:
    yield Row(Category, record.key, sourced(record, slug=record.key, name=record.text("name")))


def escalation_rules(record: Record) -> Iterator[Row]:
    yield Row(
        EscalationRule,
        record.key,
        sourced(
            record,
            words=record.text("rule"),
            from_register=record.link("from", Register),
            to_registers=record.links("to", Register),
            state=record.choice("state", EscalationRule.State),
        ),
    )


def risks(record: Record) -> Iterator[Row]:
    owner = record.words("owner")
    person, role = record.shelf.of(Person).get(owner), record.shelf.of(Role).get(owner)
    if owner and not person and not role:
        raise MissingRow("owner", f"There is no person or role called {owner!r}", owner)
    yield Row(
        Risk,
        record.key,
        sourced(
            record,
            slug=record.key,
            reference=record.words("reference"),
            title=record.text("title"),
            order=_position(record, Risk),
            place=record.link("place", Place),
            register=record.link("register", Register),
            category=record.link("category", Category),
            cause=record.words("cause"),
            consequence=record.words("consequence"),
            mitigation=record.words("mitigation"),
            owner_person=person,
            owner_role=role,
            borne_by=record.link("borne_by", Organisation),
            likelihood=record.integer("likelihood"),
            consequence_score=record.integer("consequence_score"),
            score=record.integer("score"),
            next_review=record.partial_date("next_review"),
            basis=record.words("basis"),
        ),
    )


def _position(record: Record, model: type[Register] | type[Risk]) -> int:
    """Where the row stands in the order of the file."""
    known = record.shelf.of(model)
    if record.key in known:
        return known[record.key].order
    return 1 + max((row.order for row in known.values()), default=0)


LOADS = [
    Load("risks.registers", registers, needs=("boards.partnership_boards",)),
    Load("risks.categories", categories, needs=("documents.documents",)),
    Load("risks.escalation_rules", escalation_rules, needs=("risks.registers",)),
    Load("risks.risks", risks, needs=("risks.registers", "risks.categories", "people_roles.people")),
]
