"""The pages of the register, as a reader without rights sees them."""

import pytest

from delegations.register.models import Delegation
from delegations.register.moves import State
from tests.delegations.register.moving import add_delegations, walk_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("records")]


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


def table(page, caption):
    """The rows of a captioned table: a list of words for each."""
    found = next(one for one in page.find_all("table") if words(one.caption) == caption)
    return [[words(cell) for cell in row.find_all(["th", "td"])] for row in found.tbody.find_all("tr")]


@pytest.mark.seed("G17")
def test_the_matrix_shows_state_hold_date_holder_and_what_is_open(page):
    shown = page("/delegations/", as_at="2023-11-08")
    rows = table(shown, "Where each delegation stands")
    assert [row[0].split(" PHIF")[0].split(" BCF")[0].split(" PHM")[0] for row in rows[:3]] == [
        "Population Health Investment Fund",
        "Better Care Fund",
        "Population Health Management function",
    ]
    for row in rows[:3]:
        for cell in row[1:]:
            assert "Being assessed" in cell
            assert "Timeframes under review since 8 November 2023" in cell
            assert "No new date, was" in cell
            assert "First holder:" in cell
            assert "Amendment of the Scheme of Reservation and Delegation" in cell
    assert rows[-1][0].startswith("In all 12 delegations: 12 being assessed")
    assert rows[-1][1:] == ["3 delegations 3 being assessed"] * 4


def test_what_comes_from_the_local_authority_has_its_own_row(page):
    row = table(page("/delegations/"), "Where each delegation stands")[3]
    assert row[0] == "From the local authority 1 proposal, in no total"
    assert row[1] == row[2] == row[4] == "None recorded"
    for said in ("DEL-13", "Proposed", "Not received", "11 July 2024", "From Lancashire County Council"):
        assert said in row[3]


def test_july_2023_shows_two_functions_proposed_with_their_date(page):
    shown = page("/delegations/", as_at="2023-07-05")
    rows = table(shown, "Where each delegation stands")
    assert len([row for row in rows if "Proposed" in row[1]]) == 2
    assert "Planned for April 2024" in rows[0][1]
    assert "review" not in words(shown.main).lower()
    assert rows[-1][0].startswith("In all 8 delegations: 8 proposed")


def test_before_the_first_paper_the_page_says_that_nothing_was_proposed(page):
    shown = page("/delegations/", as_at="2023-02-20")
    assert "No document had proposed a delegation by this day." in words(shown.main)
    assert not shown.find_all("table")


def test_what_they_wait_for_counts_places_by_function(page):
    shown = page("/delegations/")
    rows = {row[0]: row for row in table(shown, "What they wait for")}
    formula = rows["Allocation formula agreed"]
    assert formula[2:5] == ["Met: 4 of 4", "Open in 4 of 4", "Not needed"]
    legal = next(row for name, row in rows.items() if name.startswith("Legal advice"))
    assert legal[0].endswith("Lancashire only")
    assert legal[1:5] == ["Lancashire Place", "Open in 1 of 1", "Open in 1 of 1", "Not needed"]
    assert "To be sought, 11 July 2024" in legal[5]


def test_links_keep_the_day(page):
    shown = page("/delegations/", as_at="2023-11-08")
    addresses = [link["href"] for link in shown.main.find_all("a") if "/delegations/DEL-" in link["href"]]
    assert len(addresses) == 13
    assert all(address.endswith("?as-at=2023-11-08") for address in addresses)


def test_every_delegation_has_its_page(page):
    for reference in Delegation.objects.values_list("reference", flat=True):
        shown = page(f"/delegations/{reference}/")
        assert reference in words(shown.main)
        assert len(shown.find_all("h1")) == 1


@pytest.mark.seed("G12")
def test_the_page_of_a_delegation_says_where_it_is_and_why_it_goes_no_further(page):
    shown = page("/delegations/DEL-03/")
    where = words(shown.find(id="where"))
    assert "Where it is: being assessed, step 3 of 10" in where
    assert "Timeframes under review since 8 November 2023: no move forward until it is lifted" in where
    assert "Formal financial delegation not received; delayed by system finances, 11 July 2024" in where
    waits = words(shown.find(id="waits"))
    assert "6 of 6 approvals open" in waits
    assert "the panel chair to record the moderated result. It is moderated then. The hold stops it." in waits
    assert "Can act: Lancashire Place" in waits
    assert len(shown.find(id="timeline").find_all("time")) == 4
    assert [row[1] for row in table(shown, "Moves")] == [
        "8 November 2023 No decision date stated",
        "8 November 2023 No decision date stated",
        "5 July 2023 No decision date stated",
    ]
    assert {row[2] for row in table(shown, "Moves")} == {"Read from a paper"}


def test_the_current_step_is_marked_for_everybody(page):
    step = page("/delegations/DEL-03/").find("li", attrs={"aria-current": "step"})
    assert words(step) == "Being assessed Now 8 November 2023"


@pytest.mark.seed("V2")
def test_what_no_document_states_is_said_so(page):
    terms = page("/delegations/DEL-03/").find(id="terms")
    said = {words(line.dt): words(line.dd) for line in terms.find_all("div") if line.dt}
    for name in ("Legal vehicle", "Tier", "In scope", "Out of scope", "Reserved matters", "Scheme clause", "Expires"):
        assert said[name] == "Not stated"


def test_the_councils_proposal_is_a_page_of_its_own(page):
    shown = page("/delegations/DEL-13/")
    assert words(shown.h1) == "Formal financial delegation (detail not stated): Lancashire"
    assert "From Lancashire County Council" in words(shown.main)
    assert "in no total until it is scoped" in words(shown.find(id="terms"))
    assert "No document names an approval it needs" in words(shown.find(id="waits"))


def test_a_day_shows_nothing_that_was_said_later(page):
    july = words(page("/delegations/DEL-03/", as_at="2023-07-05").main)
    for later in ("8 November 2023", "11 July 2024", "review", "PHM group", "not received"):
        assert later not in july
    november = words(page("/delegations/DEL-03/", as_at="2023-11-08").main)
    assert "11 July 2024" not in november


@pytest.mark.parametrize(
    ("path", "as_at", "status"),
    [
        ("/delegations/DEL-99/", "", 404),
        ("/delegations/nonsense/", "", 404),
        ("/delegations/DEL-09/", "2023-07-05", 404),
        ("/delegations/DEL-13/", "2023-11-07", 404),
        ("/delegations/DEL-09/", "2023-11-08", 200),
        ("/delegations/", "2023-13-01", 400),
        ("/phases/", "soon", 400),
    ],
)
def test_what_is_not_there_is_not_found_and_nonsense_is_said(browse, reader, path, as_at, status):
    answer = browse(reader).get(path, {"as-at": as_at} if as_at else {})
    assert answer.status_code == status


@pytest.mark.parametrize("path", ["/delegations/", "/delegations/DEL-01/", "/phases/"])
def test_somebody_not_logged_in_is_asked_to_and_nothing_is_posted(client, browse, reader, path):
    assert client.get(path).headers["Location"].startswith("/log-in/")
    assert browse(reader).post(path).status_code == 405


def test_phases_rules_and_dated_events_are_on_one_page(page):
    shown = page("/phases/")
    rows = table(shown, "Phases")
    assert rows[0][0].startswith("Phase 1 Also called test cases")
    assert rows[0][1].startswith("In progress Timeframes under review")
    assert rows[1][1:3] == ["Not started", "No date stated"]
    assert len(shown.find(id="timeframes").find_all("time")) == 5
    assert len(table(shown, "Rules of delegation")) == 15
    assert len(table(shown, "What readiness has to consider")) == 14
    july = words(page("/phases/", as_at="2023-07-05").main)
    assert "In progress" not in july
    assert "8 November 2023" not in july


def test_a_live_delegation_is_counted_and_shown_as_held(page):
    walk_to(Delegation.objects.get(reference="DEL-01"), State.LIVE)
    assert "1 of 12 are live" in words(page("/delegations/").main)
    shown = page("/delegations/DEL-01/")
    assert "Where it is: live, step 10 of 10" in words(shown.find(id="where"))
    assert table(shown, "Holders over time")[1][3] == "Holds it"
    assert " with " in table(shown, "Moves")[0][2]


def test_a_long_register_is_turned_page_by_page_and_its_totals_are_of_all(page):
    add_delegations(72)
    first, second = page("/delegations/"), page("/delegations/?page=2")
    assert len(table(first, "Where each delegation stands")) == 10 + 2  # what councils propose, and the totals
    assert [row[0].split(" ")[0] for row in table(second, "Where each delegation stands")[:1]] == ["Function"]
    assert first.find(class_="nhsuk-pagination").find("a")["href"] == "/delegations/?page=2"
    assert "84 delegations of 21 functions to 4 places" in words(first.main)
    assert words(first.main).count("In all 84 delegations") == words(second.main).count("In all 84 delegations") == 1
    assert page("/delegations/?page=nonsense").find("h1")
