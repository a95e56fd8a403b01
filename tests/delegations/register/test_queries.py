"""Where each delegation stands as at a day."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from delegations.register import queries
from delegations.register.models import ApprovalStatement, Delegation, Hold, NeededApproval, PlannedDate
from delegations.register.moves import State
from lsc_places.kit.dates import PartialDate, today
from lsc_places.places.models import Place
from tests.delegations.register.moving import add_delegations, walk_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("records")]

BEFORE, JULY, NOVEMBER, CABINET = date(2023, 7, 4), date(2023, 7, 5), date(2023, 11, 8), date(2024, 7, 11)


def lines_of(slug: str, *, as_at: date) -> dict[str, queries.Line]:
    """The delegations of a place by the short name of their function, empty for the one that has none."""
    found = queries.delegations_of(Place.objects.get(slug=slug), as_at=as_at)
    return {line.function.short_name if line.function else "": line for line in found}


def test_before_the_first_paper_the_register_is_empty():
    shown = queries.matrix(as_at=BEFORE)
    assert shown.rows == ()
    assert shown.total.count == 0
    assert len(shown.places) == 4


def test_as_at_july_2023_phif_and_bcf_are_proposed_and_phm_is_not_there():
    shown = queries.matrix(as_at=JULY)
    assert [function.short_name for function in shown.functions] == ["PHIF", "BCF"]
    assert shown.total.count == 8
    assert shown.total.states_words == "8 proposed"
    assert shown.total.on_hold == 0
    line = lines_of("blackpool", as_at=JULY)["BCF"]
    assert line.state == State.PROPOSED
    assert line.planned.words == "April 2024"
    assert line.planned.was is None
    assert "5 July 2023" in line.planned.citation


@pytest.mark.seed("G17")
def test_as_at_november_2023_all_twelve_are_being_assessed_and_held():
    shown = queries.matrix(as_at=NOVEMBER)
    cells = [cell for row in shown.rows for cell in row.cells]
    found = [line for cell in cells for line in cell.lines]
    assert len(shown.rows) == 3
    assert len(cells) == len(found) == 12
    assert {line.word.text for line in found} == {"Being assessed"}
    assert {hold.word.text for line in found for hold in line.holds} == {"Timeframes under review"}
    assert {(line.planned.words, line.planned.was) for line in found} == {
        ("No new date", "April 2024"),
        ("No new date", "1 April 2024"),
    }
    assert all(line.open_approvals for line in found)
    assert shown.total.count == Delegation.objects.exclude(function=None).count() == 12
    assert shown.total.on_hold == Hold.objects.as_at(NOVEMBER).count()
    assert shown.total.count == sum(row.total.count for row in shown.rows)
    assert shown.total.count == sum(total.count for total in shown.place_totals)
    assert shown.total.count == sum(count for _, count in shown.total.states)


@pytest.mark.seed("V6")
def test_as_at_july_2024_lancashire_has_not_received_what_was_expected():
    """The state is the same; what the council's paper says of it is not."""
    for day, positions in ((NOVEMBER, {}), (CABINET, {"PHIF", "BCF", ""})):
        lines = lines_of("lancashire", as_at=day)
        assert {name for name, line in lines.items() if line.position} == set(positions)
    phif = lines_of("lancashire", as_at=CABINET)["PHIF"]
    assert phif.state == State.ASSESSING
    assert phif.position.word.text == "Not received"
    assert phif.position.words.startswith("Formal financial delegation not received")
    assert phif.position.on == CABINET
    assert not any(line.position for line in lines_of("blackpool", as_at=CABINET).values())


def test_what_comes_from_the_council_is_beside_the_totals():
    shown = queries.matrix(as_at=CABINET)
    (line,) = [line for cell in shown.from_councils.cells for line in cell.lines]
    assert line.reference == "DEL-13"
    assert not line.counts
    assert line.word.text == "Proposed"
    assert shown.unscoped is None
    assert shown.total.count == 12
    assert len(queries.delegations_of(line.place, as_at=CABINET)) == 4


def test_the_first_holder_is_named_where_a_paper_names_them_and_only_while_in_post():
    assert lines_of("blackburn-with-darwen", as_at=NOVEMBER)["PHIF"].holder.words == "Claire Richardson"
    assert lines_of("blackpool", as_at=NOVEMBER)["PHIF"].holder.words == "DHCI, not named"
    assert lines_of("lancashire", as_at=date(2025, 12, 31))["PHIF"].holder.person == "Louise Taylor"
    assert lines_of("lancashire", as_at=date(2026, 1, 1))["PHIF"].holder.person is None


@pytest.mark.seed("G8")
def test_the_process_for_passing_budgets_to_directors_is_on_the_list_of_the_two_budgets():
    lines = lines_of("blackpool", as_at=NOVEMBER)
    shown = {
        name: [approval for approval in line.approvals if approval.slug == "ap-governance-dshci"]
        for name, line in lines.items()
    }
    assert not shown["PHM"]
    for name in ("PHIF", "BCF"):
        (approval,) = shown[name]
        assert approval.is_open
        assert (approval.words, approval.on) == ("In progress", NOVEMBER)


def test_an_approval_is_needed_from_the_day_it_is_stated():
    assert [one.slug for one in lines_of("lancashire", as_at=JULY)["PHIF"].approvals] == ["ap-sord"]
    november = {one.slug for one in lines_of("lancashire", as_at=NOVEMBER)["PHIF"].approvals}
    cabinet = {one.slug for one in lines_of("lancashire", as_at=CABINET)["PHIF"].approvals}
    assert cabinet - november == {"ap-legal-advice", "ap-agreements-review"}


def test_an_approval_that_is_given_is_no_longer_open():
    needed = NeededApproval.objects.get(delegation__reference="DEL-01", approval__slug="ap-sord")
    ApprovalStatement.objects.create(needed=needed, outcome="given", effective_on=date(2024, 1, 10))
    line = lines_of("blackburn-with-darwen", as_at=date(2024, 1, 10))["PHIF"]
    assert "ap-sord" not in {one.slug for one in line.open_approvals}
    assert next(one for one in line.approvals if one.slug == "ap-sord").word.text == "Given"
    assert "ap-sord" in {
        one.slug for one in lines_of("blackburn-with-darwen", as_at=date(2024, 1, 9))["PHIF"].open_approvals
    }
    row = next(wait for wait in queries.matrix(as_at=today()).waits if "Scheme" in wait.name)
    assert [(wait.needed, wait.open) for wait in row.waits] == [(4, 3), (4, 4), (4, 4)]


def test_what_they_wait_for_adds_up_to_the_lines():
    shown = queries.matrix(as_at=today())
    formula, *approvals = shown.waits
    assert [(wait.needed, wait.open) for wait in formula.waits] == [(4, 0), (4, 4), (0, 0)]
    lines = [line for row in shown.rows for cell in row.cells for line in cell.lines]
    assert sum(wait.needed for row in approvals for wait in row.waits) == sum(len(line.approvals) for line in lines)
    assert sum(wait.open for row in approvals for wait in row.waits) == sum(len(line.open_approvals) for line in lines)
    only = {row.name: row.only for row in approvals if row.only}
    assert set(only.values()) == {("Lancashire",)}
    assert len(only) == 2


def test_the_formula_is_agreed_for_one_function_and_open_for_another():
    formulas = {row.function.short_name: row.formula for row in queries.matrix(as_at=NOVEMBER).rows}
    assert formulas["PHIF"].is_agreed
    assert formulas["PHIF"].method is None
    assert not formulas["BCF"].is_agreed
    assert formulas["PHM"] is None
    assert not any(row.formula for row in queries.matrix(as_at=JULY).rows)


def test_a_move_counts_from_the_day_it_has_effect():
    delegation = Delegation.objects.get(reference="DEL-01")
    walk_to(delegation, State.LIVE, on=date(2024, 5, 1))
    place = "blackburn-with-darwen"
    assert lines_of(place, as_at=date(2024, 4, 30))["PHIF"].state == State.ASSESSING
    live = lines_of(place, as_at=date(2024, 5, 1))["PHIF"]
    assert live.state == State.LIVE
    assert live.holder.holds_it
    assert queries.matrix(as_at=today()).total.in_force == 1


def test_a_lifted_hold_shows_until_it_is_lifted_and_a_new_date_stands_beside_the_old():
    hold = Hold.objects.get(delegation__reference="DEL-01")
    hold.ended = PartialDate(date(2024, 1, 31))
    hold.holds = hold.holds.__class__(hold.holds.lower, hold.ended.until)
    hold.save()
    PlannedDate.objects.create(
        delegation=hold.delegation, planned=PartialDate.parse("2024-10"), effective_on=date(2024, 2, 1)
    )
    place = "blackburn-with-darwen"
    assert lines_of(place, as_at=date(2024, 1, 31))["PHIF"].holds
    after = lines_of(place, as_at=date(2024, 2, 1))["PHIF"]
    assert not after.holds
    assert (after.planned.words, after.planned.was) == ("October 2024", "April 2024")


def test_the_copy_on_the_row_answers_for_today():
    walk_to(Delegation.objects.get(reference="DEL-05"), State.APPROVED)
    shown = queries.matrix(as_at=today())
    states = {line.reference: line.state for row in shown.rows for cell in row.cells for line in cell.lines}
    assert states == dict(Delegation.objects.exclude(function=None).values_list("reference", "state"))


@pytest.mark.seed("G12")
@pytest.mark.parametrize(
    ("reference", "count"),
    [("DEL-03", 4), ("DEL-07", 4), ("DEL-01", 3), ("DEL-06", 3), ("DEL-11", 2), ("DEL-13", 1)],
)
def test_the_timeline_lists_the_dated_events_that_concern_a_delegation(reference, count):
    events = queries.delegation_page(reference, as_at=today()).events
    assert len(events) == count
    assert all(event.citation for event in events)
    assert list(events) == sorted(events, key=lambda event: (event.happened_on, event.pk), reverse=True)


def test_the_timeline_of_a_day_has_no_later_event():
    days = [event.happened_on for event in queries.delegation_page("DEL-03", as_at=NOVEMBER).events]
    assert days == [NOVEMBER, JULY]


def test_the_steps_say_what_is_done_now_and_next():
    page = queries.delegation_page("DEL-03", as_at=today())
    assert [(step.name, step.words) for step in page.steps[:5]] == [
        ("Proposed", "Done"),
        ("Scoped", "Done"),
        ("Being assessed", "Now"),
        ("Moderated", "Next"),
        ("Recommended", "Later"),
    ]
    assert page.steps[-2].words == "Optional"
    assert page.steps[-1].sub == "Was April 2024"
    assert page.step_number == 3
    assert (page.next_move.to, page.next_move.made_by) == ("Moderated", "Panel chair")


def test_the_steps_of_a_live_delegation_say_what_was_left_out():
    delegation = Delegation.objects.get(reference="DEL-03")
    first, second = walk_to(delegation, State.MOBILISING)
    delegation.moves.create(
        number=delegation.move_number + 1,
        from_state=State.MOBILISING,
        to_state=State.LIVE,
        made_by=first,
        second_by=second,
        effective_on=date(2024, 2, 1),
    )
    page = queries.delegation_page("DEL-03", as_at=today())
    assert [step.words for step in page.steps[-2:]] == ["Left out", "Now"]
    assert page.next_move is None
    assert [row.standing for row in page.holders] == ["Held it before", "Holds it", "To hold it later"]


def test_holders_over_time_begin_with_the_delegator():
    rows = queries.delegation_page("DEL-01", as_at=today()).holders
    assert [row.standing for row in rows] == ["Has it now", "To hold it first", "To hold it later"]
    assert rows[1].sub == "Claire Richardson"
    assert rows[1].begins == "No new date, was April 2024"


def test_phases_and_rules_are_those_stated_by_the_day():
    july, november = (queries.phases_page(as_at=day) for day in (JULY, NOVEMBER))
    assert len(july.rules) < len(november.rules) == 14
    assert [one.word for one in july.phases] == [None]
    assert [one.word.text for one in november.phases] == ["In progress", "Not started"]
    assert len(queries.phases_page(as_at=today()).events) == 5
    assert november.phases[0].total.count == 12


def test_changes_tell_once_what_is_so_everywhere():
    since = queries.changes(since=JULY, until=NOVEMBER)
    assert {change.place for change in since if "Better Care Fund" in change.what} == {None}
    told = {(change.what, change.was, change.now) for change in since}
    assert ("Better Care Fund: state", "Proposed", "Being assessed") in told
    assert ("Population Health Management function: state", None, "Being assessed") in told
    assert ("Better Care Fund: hold", None, "Timeframes under review") in told
    later = queries.changes(since=NOVEMBER, until=CABINET)
    assert {change.place for change in later} == {"Lancashire"}
    assert {change.address for change in later} == {
        ("gates:delegation", reference) for reference in ("DEL-03", "DEL-07", "DEL-13")
    }
    assert queries.changes(since=CABINET, until=today()) == ()


READS = {
    "the matrix": lambda: queries.matrix(as_at=today()),
    "a page of the matrix": lambda: queries.matrix(as_at=today(), number=1),
    "the delegations of a place": lambda: queries.delegations_of(Place.objects.first(), as_at=today()),
    "the changes": lambda: queries.changes(since=JULY, until=today()),
    "the phases": lambda: queries.phases_page(as_at=today()),
    "a delegation": lambda: queries.delegation_page("DEL-03", as_at=today()),
}


def test_ten_times_the_delegations_take_the_same_queries():
    few = {name: queries_of(read) for name, read in READS.items()}
    add_delegations(108)
    assert queries.matrix(as_at=today()).total.count == 120
    assert {name: queries_of(read) for name, read in READS.items()} == few
    assert few["the matrix"] == few["a page of the matrix"] == 13
    assert few["the delegations of a place"] == 10  # the place itself is one
    first, last = (queries.matrix(as_at=today(), number=number) for number in (1, 99))
    assert (len(first.rows), len(last.rows), last.number, last.pages) == (10, 10, 3, 3)
    assert first.total == last.total == queries.matrix(as_at=today()).total
    assert sum(total.count for total in last.place_totals) == last.total.count == 120


def queries_of(read) -> int:
    with CaptureQueriesContext(connection) as made:
        read()
    return len(made)
