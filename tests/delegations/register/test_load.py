"""What the documents say of delegations, as the register takes it."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.backends.postgresql.psycopg_any import DateRange

from delegations.register.models import (
    AllocationMethod,
    Consideration,
    DealPart,
    Delegation,
    Function,
    Hold,
    Holder,
    Move,
    Phase,
    PlannedDate,
    ResourceStrand,
    Rule,
    TimeframeEvent,
)
from delegations.register.moves import TAKES_TWO, State
from lsc_places.kit.dates import PartialDate
from lsc_places.kit.loading import Load, Row, run
from lsc_places.kit.records import Unreadable
from tests.delegations.register.moving import walk_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("records")]

JULY, NOVEMBER = date(2023, 7, 5), date(2023, 11, 8)


def load_again() -> dict:
    answer = StringIO()
    call_command("load_records", json=True, stdout=answer)
    return json.loads(answer.getvalue())


@pytest.mark.seed("G1")
def test_phases_are_ordered_and_each_of_the_twelve_belongs_to_one():
    assert [(phase.order, phase.name) for phase in Phase.objects.all()] == [(1, "Phase 1"), (2, "Further delegations")]
    assert {one.phase.slug for one in Delegation.objects.exclude(function=None)} == {"phase-1"}


@pytest.mark.seed("G2")
def test_each_place_has_three_delegations_of_the_first_phase():
    counted = Delegation.objects.exclude(function=None)
    pairs = sorted((one.place.slug, one.function.short_name) for one in counted)
    places = ("blackburn-with-darwen", "blackpool", "lancashire", "south-cumbria")
    assert pairs == [(place, short) for place in places for short in ("BCF", "PHIF", "PHM")]


def test_references_follow_the_order_of_the_data_and_the_council_comes_last():
    assert [one.reference for one in Delegation.objects.all()] == [f"DEL-{number:02}" for number in range(1, 14)]
    assert Delegation.objects.get(reference="DEL-01").source_key == "del-bwd-phif"
    assert Delegation.objects.get(reference="DEL-12").source_key == "del-sc-phm"


@pytest.mark.seed("G13")
def test_what_a_council_is_to_delegate_has_a_delegator_and_no_function():
    proposal = Delegation.objects.get(reference="DEL-13")
    assert proposal.delegator.slug == "lancashire-county-council"
    assert proposal.place.slug == "lancashire"
    assert proposal.function is None
    assert proposal.state == State.PROPOSED
    assert {one.delegator.slug for one in Delegation.objects.exclude(pk=proposal.pk)} == {"icb"}


@pytest.mark.seed("G4")
def test_the_first_holder_is_the_director_and_a_committee_comes_later():
    for one in Delegation.objects.exclude(function=None):
        (holder,) = one.holders.all()
        assert holder.role.slug == "role-dhci"
        assert holder.body is None
        assert one.later_holder == "partnership committee"


@pytest.mark.seed("G10")
def test_each_planned_date_is_held_with_the_paper_that_set_it():
    dates = {
        (one.delegation.function.short_name, str(one.planned), one.effective_on, tuple(one.sources))
        for one in PlannedDate.objects.all()
    }
    assert dates == {
        ("PHIF", "2024-04", JULY, ("icb-2023-07-05-item-9 §3.11",)),
        ("BCF", "2024-04", JULY, ("icb-2023-07-05-item-9 §3.11",)),
        ("PHM", "2024-04-01", NOVEMBER, ("icb-2023-11-08-item-12 §3.3 table",)),
    }
    assert PlannedDate.objects.count() == 12


def test_all_twelve_are_held_with_a_reason_and_the_date_held_back():
    holds = Hold.objects.all()
    assert {hold.delegation.reference for hold in holds} == {f"DEL-{number:02}" for number in range(1, 13)}
    for hold in holds:
        assert hold.reason == "Timeframes under review"
        assert hold.holds == DateRange(NOVEMBER, None)
        assert "recovery" in hold.explanation
        assert str(hold.held_back) == ("2024-04-01" if hold.delegation.function.short_name == "PHM" else "2024-04")


def test_moves_read_from_papers_name_their_source_and_say_what_is_inferred():
    for one in Delegation.objects.all():
        for move in one.moves.all():
            assert move.made_by is None
            assert move.decided_on is None
            assert move.sources
            assert move.citation
    scoped, assessing = Move.objects.filter(delegation__reference="DEL-01", number__in=(2, 3))
    assert "Inferred" in scoped.basis
    assert "derived" in assessing.basis


def test_the_copy_of_today_is_the_last_move():
    for one in Delegation.objects.all():
        last = one.moves.order_by("number").last()
        assert (one.state, one.move_number) == (last.to_state, last.number)


def test_no_document_makes_a_delegation_live():
    assert not Move.objects.filter(to_state__in=TAKES_TWO).exists()


def test_a_file_that_says_live_loads_nothing(tmp_path):
    """The database refuses it, and the loader tells which record."""
    (tmp_path / "register.yaml").write_text("moves:\n  - {key: made-live}\n")
    delegation = Delegation.objects.get(reference="DEL-01")
    walk_to(delegation, State.MOBILISING)

    def rows(record):
        yield Row(
            Move,
            record.key,
            {
                "delegation": delegation,
                "number": delegation.move_number + 1,
                "from_state": delegation.state,
                "to_state": "live",
                "effective_on": date(2024, 4, 1),
                "sources": ["a paper"],
            },
        )

    with pytest.raises(Unreadable, match=r"register.yaml, made-live: .*move_to_live_takes_two_people"):
        run(tmp_path, [Load("register.moves", rows)])
    delegation.refresh_from_db()
    assert delegation.state == State.MOBILISING


def test_a_second_run_changes_nothing():
    before = {model: model.objects.count() for model in (Delegation, Move, Hold, Holder, PlannedDate)}
    summary = load_again()
    assert (summary["created"], summary["updated"], summary["kept"]) == (0, 0, [])
    assert {model: model.objects.count() for model in before} == before


def test_what_people_did_stays_when_the_records_are_loaded_again():
    delegation = Delegation.objects.get(reference="DEL-01")
    walk_to(delegation, State.RECOMMENDED)
    delegation.scope_in = "Prevention"
    delegation.later_holder = "joint committee"
    delegation.save(update_fields=["scope_in", "later_holder"])
    hold = delegation.holds_of.get()
    hold.holds = DateRange(NOVEMBER, date(2024, 2, 1))
    hold.ended = PartialDate(date(2024, 1, 31))
    hold.save()
    summary = load_again()
    delegation.refresh_from_db()
    hold.refresh_from_db()
    assert (summary["created"], summary["updated"]) == (0, 0)
    assert (delegation.state, delegation.scope_in) == (State.RECOMMENDED, "Prevention")
    assert delegation.later_holder == "joint committee"
    assert hold.holds.upper == date(2024, 2, 1)


def test_functions_name_the_priority_they_serve_and_who_oversees_them():
    named = {
        one.short_name: (one.common_priority.number, str(one.oversight_group or "")) for one in Function.objects.all()
    }
    assert named == {"PHIF": (1, "PHM group"), "BCF": (3, ""), "PHM": (1, "PHM group")}


def test_the_reference_lists_are_all_there():
    counted = {
        model: model.objects.count()
        for model in (Function, AllocationMethod, TimeframeEvent, Rule, Consideration, DealPart, ResourceStrand)
    }
    assert counted == {
        Function: 3,
        AllocationMethod: 4,
        TimeframeEvent: 5,
        Rule: 15,
        Consideration: 14,
        DealPart: 3,
        ResourceStrand: 3,
    }
    assert Consideration.objects.filter(basis="").count() == 3
    assert all(len(strand.steps) >= 3 for strand in ResourceStrand.objects.all())


def test_the_next_reference_follows_the_greatest_number():
    assert Delegation.objects.next_reference() == "DEL-14"
    Delegation.objects.filter(reference="DEL-13").update(reference="DEL-100")
    assert Delegation.objects.next_reference() == "DEL-101"
    assert Delegation.objects.none().next_reference() == "DEL-01"
