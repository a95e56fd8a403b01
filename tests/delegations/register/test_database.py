"""What the database refuses, in SQL, as the role the application has."""

import json
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from delegations.register.models import Delegation, Move
from delegations.register.moves import PASSAGES, State
from tests.accounts import account
from tests.delegations.register.moving import MET, walk_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("records")]

COLUMNS = "delegation_id, number, from_state, to_state, made_by, second_by, decided_on, effective_on, gates"


@pytest.fixture
def delegation() -> Delegation:
    """One that is being assessed, after three moves."""
    return Delegation.objects.get(reference="DEL-01")


def sql(statement: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def move(delegation: Delegation, **other: Any) -> None:
    """Insert the next move of a delegation that is being assessed, with these columns other than they should be."""
    columns = {
        "delegation_id": delegation.pk,
        "number": 4,
        "from_state": "assessing",
        "to_state": "moderated",
        "made_by": account().pk,
        "second_by": None,
        "decided_on": date(2024, 2, 1),
        "effective_on": date(2024, 2, 1),
        "gates": MET,
    } | other
    columns["gates"] = json.dumps(columns["gates"])
    marks = ", ".join(["%s"] * len(columns))
    sql(f"INSERT INTO register_move ({COLUMNS}) VALUES ({marks})", *columns.values())


def state_of(delegation: Delegation) -> tuple[str, int]:
    delegation.refresh_from_db()
    return delegation.state, delegation.move_number


def test_the_role_is_the_one_of_the_application(as_application):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("lsc_places_app",)


def test_a_move_of_the_table_is_taken_and_carried_out(as_application, delegation):
    move(delegation)
    assert state_of(delegation) == ("moderated", 4)


def test_a_move_may_be_written_out_on_the_delegation_as_well(as_application, delegation):
    move(delegation)
    sql("UPDATE register_delegation SET state = 'moderated', move_number = 4 WHERE id = %s", delegation.pk)
    assert state_of(delegation) == ("moderated", 4)


@pytest.mark.parametrize(
    "other",
    [
        {"to_state": "approved"},
        {"to_state": "live", "second_by": "another"},
        {"to_state": "nonsense"},
        {"from_state": "nonsense"},
        {"from_state": "scoped", "to_state": "assessing"},
        {"number": 5},
        {"number": 3},
        {"effective_on": date(2024, 1, 31)},
        {"decided_on": None, "effective_on": date(2023, 11, 7)},
        {"made_by": None},
        {"gates": [{"gate": "readiness", "met": False}]},
        {"gates": [{"gate": "readiness", "met": True}, {"gate": "formula", "met": False}]},
        {"gates": [{"gate": "readiness", "met": None}]},
        {"gates": [{"gate": "readiness", "met": "true"}]},
        {"gates": [{"gate": "readiness"}]},
        {"gates": [{"met": True}]},
        {"gates": [[{"gate": "readiness", "met": True}]]},
        {"gates": ["readiness"]},
        {"gates": {"readiness": False}},
        {"gates": {}},
        {"gates": None},
    ],
    ids=str,
)
def test_a_move_that_is_not_as_it_must_be_is_refused(as_application, delegation, other):
    if other.get("second_by"):
        other = other | {"second_by": account().pk}
    with pytest.raises(DatabaseError):
        move(delegation, **other)
    assert state_of(delegation) == ("assessing", 3)


def test_a_move_without_gates_is_taken(as_application, delegation):
    move(delegation, gates=[])
    assert state_of(delegation) == ("moderated", 4)


@pytest.mark.parametrize("state", ["nonsense", "live", "moderated", "proposed", ""])
def test_a_state_does_not_change_without_its_move(as_application, delegation, state):
    for number in (3, 4):
        with pytest.raises(DatabaseError):
            sql(
                "UPDATE register_delegation SET state = %s, move_number = %s WHERE id = %s",
                state,
                number,
                delegation.pk,
            )
    assert state_of(delegation) == ("assessing", 3)


def test_the_number_of_the_last_move_does_not_change_alone(as_application, delegation):
    with pytest.raises(DatabaseError):
        sql("UPDATE register_delegation SET move_number = 9 WHERE id = %s", delegation.pk)


def test_other_columns_of_a_delegation_change_freely(as_application, delegation):
    sql("UPDATE register_delegation SET scope_in = 'Prevention' WHERE id = %s", delegation.pk)
    delegation.refresh_from_db()
    assert delegation.scope_in == "Prevention"


def test_a_delegation_does_not_come_with_a_state(as_application, delegation):
    """Not even the first: it is proposed by a move like any other."""
    copied = """
        INSERT INTO register_delegation (reference, place_id, delegator_id, content, later_holder, vehicle, tier, scope_in,
            scope_out, reserved_matters, scheme_clause, notice, state, move_number, sources, citation, stated_on,
            last_stated_on, basis, loaded)
        SELECT %s, place_id, delegator_id, 'A proposal', '', '', '', '', '', '', '', '', %s, %s, '{}', '', stated_on,
            last_stated_on, '', '{}' FROM register_delegation WHERE id = %s
    """
    for state, number in (("proposed", 1), ("live", 1), ("proposed", 0), ("", 1)):
        with pytest.raises(DatabaseError):
            sql(copied, "DEL-90", state, number, delegation.pk)
    sql(copied, "DEL-90", "", 0, delegation.pk)
    assert state_of(Delegation.objects.get(reference="DEL-90")) == ("", 0)


class TestToLive:
    """A move to live, from a delegation that is mobilising."""

    @pytest.fixture
    def mobilising(self, delegation) -> Delegation:
        walk_to(delegation, State.MOBILISING)
        assert delegation.state == State.MOBILISING
        return delegation

    def go_live(self, delegation: Delegation, **other: Any) -> None:
        move(delegation, **{"number": 9, "from_state": "mobilising", "to_state": "live"} | other)

    def test_two_people_make_it_live(self, as_application, mobilising):
        self.go_live(mobilising, made_by=account().pk, second_by=account().pk)
        assert state_of(mobilising) == ("live", 9)

    def test_one_person_twice_does_not(self, as_application, mobilising):
        somebody = account().pk
        with pytest.raises(DatabaseError, match="nobody_seconds_their_own_move"):
            self.go_live(mobilising, made_by=somebody, second_by=somebody)

    @pytest.mark.parametrize("missing", ["made_by", "second_by"])
    def test_one_person_alone_does_not(self, as_application, mobilising, missing):
        people = {"made_by": account().pk, "second_by": account().pk} | {missing: None}
        with pytest.raises(DatabaseError):
            self.go_live(mobilising, **people)
        assert state_of(mobilising) == ("mobilising", 8)

    def test_no_document_does(self, as_application, mobilising):
        with pytest.raises(DatabaseError, match="move_to_live_takes_two_people"):
            sql(
                "INSERT INTO register_move (delegation_id, number, from_state, to_state, effective_on, sources)"
                " VALUES (%s, 9, 'mobilising', 'live', '2024-02-01', '{\"a paper\"}')",
                mobilising.pk,
            )

    @pytest.mark.parametrize("away", ["under_review", "varying", "suspended"])
    def test_coming_back_to_live_takes_two_as_well(self, as_application, mobilising, away):
        one, other = account().pk, account().pk
        self.go_live(mobilising, made_by=one, second_by=other)
        move(mobilising, number=10, from_state="live", to_state=away)
        with pytest.raises(DatabaseError, match="move_to_live_takes_two_people"):
            move(mobilising, number=11, from_state=away, to_state="live", made_by=one)
        move(mobilising, number=11, from_state=away, to_state="live", made_by=one, second_by=other)
        assert state_of(mobilising) == ("live", 11)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE register_move SET effective_on = '2020-01-01' WHERE delegation_id = %s",
        "UPDATE register_move SET gates = '[]' WHERE delegation_id = %s",
        "DELETE FROM register_move WHERE delegation_id = %s",
    ],
)
def test_a_move_is_never_changed_or_deleted(as_application, delegation, statement):
    before = list(Move.objects.filter(delegation=delegation).values())
    with pytest.raises(DatabaseError):
        sql(statement, delegation.pk)
    assert list(Move.objects.filter(delegation=delegation).values()) == before


def test_moves_are_not_emptied_nor_the_guard_taken_away(as_application):
    for statement in (
        "TRUNCATE register_move CASCADE",
        "ALTER TABLE register_move DISABLE TRIGGER ALL",
        "ALTER TABLE register_move DROP CONSTRAINT move_is_in_the_table",
    ):
        with pytest.raises(DatabaseError):
            sql(statement)


def test_a_delegation_with_moves_is_never_deleted(as_application, delegation):
    with pytest.raises(DatabaseError):
        sql("DELETE FROM register_delegation WHERE id = %s; SET CONSTRAINTS ALL IMMEDIATE", delegation.pk)


def test_two_holders_do_not_hold_at_once_and_two_holds_of_a_reason_do_not_overlap(as_application, delegation):
    for table in ("register_holder", "register_hold"):
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT string_agg(quote_ident(column_name), ',') FROM information_schema.columns"
                f" WHERE table_name = '{table}' AND column_name NOT IN ('id', 'source_key')"
            )
            (columns,) = cursor.fetchone()
        with pytest.raises(DatabaseError, match="conflicting key value violates exclusion constraint"):
            sql(
                f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table} WHERE delegation_id = %s", delegation.pk
            )


def test_the_table_in_the_database_is_the_table_in_the_code():
    """Every pair of states is asked of the constraint the database has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'move_is_in_the_table'")
        (definition,) = cursor.fetchone()
        condition = definition.removeprefix("CHECK ")
        pairs = [(leaves, enters) for leaves in ("", *State) for enters in State]
        taken = set()
        for leaves, enters in pairs:
            cursor.execute(
                f"SELECT {condition} FROM (SELECT %s AS from_state, %s AS to_state) AS move", [leaves, enters]
            )
            if cursor.fetchone()[0]:
                taken.add((leaves, enters))
    assert taken == set(PASSAGES)
