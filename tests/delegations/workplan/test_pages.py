"""The pages of the workplan, as a reader without rights sees them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from delegations.workplan.models import Item, ItemStatement, Party
from lsc_places.kit.dates import today

pytestmark = pytest.mark.usefixtures("records")


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


def sections(page) -> dict[str, list[list[str]]]:
    """The rows of the list of items, by the words of the section they are in."""
    found: dict[str, list[list[str]]] = {}
    for row in page.find(id="items").find_parent("table").select("tbody tr"):
        if group := row.select_one(".app-table__group"):
            rows = found.setdefault(words(group), [])
        else:
            rows.append([words(cell) for cell in row.find_all(["th", "td"])[1:-1]])
    return found


def test_as_at_november_2023_the_delivery_group_has_its_six_and_its_eight(page):
    rows = sections(page("/workplan/", as_at="2023-11-08"))["Delivery group (PIDDG): 6 completed, 8 in progress"]
    statuses = [row[4] for row in rows]
    assert statuses == ["Completed 8 Nov 2023"] * 6 + ["In progress 8 Nov 2023"] * 8
    assert rows[0][:4] == ["WP-0001", "Shared vision for the places agreed", "All places", "No owner named"]


def test_as_at_july_2024_one_of_the_twelve_steps_is_done(page):
    shown = page("/workplan/?plan=place&place=lancashire&as-at=2024-07-11")
    ((title, rows),) = sections(shown).items()
    assert title.endswith("12 stated at 8 November 2023, 1 of them completed; 8 stated at 11 July 2024")
    assert len(rows) == 20
    assert rows[0][0] == "WP-0041"
    assert rows[0][4].startswith("Completed 11 Jul 2024, inferred")


def test_a_step_just_done_is_compared_with_what_was_said_of_it_before(page):
    assert "Complete (B)" in page("/workplan/WP-0041/", as_at="2024-07-11").text
    assert "No change" not in page("/workplan/WP-0041/", as_at="2024-07-11").text
    assert "No change since" in words(page("/workplan/WP-0041/", as_at="2024-08-09"))


@pytest.mark.seed("J8")
def test_programme_items_are_apart_and_reported_together(page):
    titles = list(sections(page("/workplan/")))
    assert [title.split(":")[0] for title in titles] == [
        "Delivery group (PIDDG)",
        "Programme",
        "Blackburn with Darwen",
        "Blackpool",
        "Lancashire",
        "South Cumbria",
    ]
    far = page("/workplan/").find("caption", id="how-far").find_parent("table")
    assert [words(cell) for cell in far.tbody.tr.find_all(["th", "td"])] == [
        "Delivery group (PIDDG)", "6 completed, Delivery group (PIDDG)", "8 in progress, Delivery group (PIDDG)",
        "0", "0", "14",
    ]  # fmt: skip


def test_the_grid_shows_narrows_and_sorts_by_brag_and_says_that_its_numbers_are_a_local_choice(page):
    shown = page("/workplan/?brag=off_track&sort=-due_on")
    rows = [[words(cell) for cell in row.find_all(["th", "td"])] for row in shown.select("tbody tr[data-v]")]
    assert rows
    assert all(row[6].startswith("Off track") and "past its due date" in row[6] for row in rows), rows
    assert "the numbers are a local choice" in words(shown.select_one("#workplan-items .app-panel__foot"))
    assert page("/workplan/?sort=brag").select_one("tbody tr[data-v] [data-label=BRAG]").text.startswith("Off track")


def test_each_number_leads_to_its_items(page):
    shown = page("/workplan/", as_at="2024-07-11")
    links = shown.find("caption", id="how-far").find_parent("table").select("td a")
    assert len(links) == 12
    for link in links:
        number = int(link.find(string=True))
        assert words(page(link["href"]).select_one(".app-chosen p")) == f"{number} item{'' if number == 1 else 's'}"


@pytest.mark.seed("J16")
def test_items_without_an_owner_are_listed_and_suggested_teams_are_apart(page):
    shown = page("/workplan/")
    link = next(one for one in shown.select(".app-facts a") if one["href"] == "/workplan/?owner=none&status=open")
    assert words(link) == "44"
    unowned = [row for rows in sections(page(link["href"])).values() for row in rows]
    assert len(unowned) == 44
    assert all(row[3] == "No owner named" for row in unowned)
    (teams,) = [
        row[1] for rows in sections(page("/workplan/?columns=teams")).values() for row in rows if row[0] == "WP-0011"
    ]
    assert teams == "Suggested: ICB finance"


@pytest.mark.seed("V2")
def test_what_no_paper_states_is_said_and_no_cell_is_empty(page):
    cells = [cell for rows in sections(page("/workplan/")).values() for row in rows for cell in row]
    assert len(cells) == 60 * 10
    assert all(cells)
    assert cells.count("No date set") == 50 + 60


def test_words_from_people_stay_words(page):
    Item.objects.filter(number=1).update(title="<script>alert(1)</script>", condition="{{ 7*7 }}")
    shown = page("/workplan/?words=alert")
    assert "<script>alert(1)</script> {{ 7*7 }}" in words(shown.find(id="workplan-items"))
    assert shown.main.find_all("script") == []


def test_the_filter_keeps_the_day_and_each_choice_can_be_taken_away(page):
    shown = page("/workplan/?words=review&place=south-cumbria&status=in_progress&as-at=2023-11-08")
    chosen = shown.select_one(".app-chosen")
    assert words(chosen.p) == "2 items"
    assert {words(link).split(" , ")[0]: link["href"] for link in chosen.find_all("a")} == {
        "“review”": "/workplan/?place=south-cumbria&status=in_progress&as-at=2023-11-08",
        "South Cumbria": "/workplan/?words=review&status=in_progress&as-at=2023-11-08",
        "In progress": "/workplan/?words=review&place=south-cumbria&as-at=2023-11-08",
    }


def test_a_filter_that_matches_nothing_leads_back_to_all(page):
    shown = page("/workplan/?words=zeppelin")
    assert words(shown.select_one(".app-empty")) == "No items match. See all 60 items"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("plan=everything", "Choose a plan from the list"),
        ("place=atlantis", "Choose a place from the list"),
        ("status=late", "Choose a status from the list"),
        ("owner=-1", "Choose an owner from the list"),
        ("team=%00", "Choose a team from the list"),
        ("words=" + "a" * 101, "Search for 100 characters or fewer"),
        ("words=%00", "Null characters are not allowed."),
    ],
)
def test_what_cannot_be_asked_is_refused_beside_its_field(reader, browse, query, told):
    response = browse(reader).get(f"/workplan/?{query}")
    assert response.status_code == 400
    assert told in response.content.decode()
    assert "60 items" in response.content.decode()


def test_names_that_nobody_offers_are_ignored_and_nothing_sorts_by_them(page, reader, browse):
    assert words(page("/workplan/?place__slug=x&_connector=OR").select_one(".app-chosen p")) == "60 items"
    for sort in ("password", "-owner__password", "owner__person__name"):
        assert browse(reader).get(f"/workplan/?sort={sort}").status_code == 400


@pytest.mark.seed("V1")
def test_an_item_shows_everything_known_and_where_it_is_stated(page):
    said = words(page("/workplan/WP-0042/").main)
    for part in (
        "Status In progress since 11 July 2024",
        "Due date 11 July 2024 The same",
        "BRAG Off track (R)",
        "Decided by Lancashire County Council Cabinet",
        "Owner No owner named",
        "Accountable Not stated",
        "Suggested, not confirmed: Lancashire place-based partnership team (Place Team)",
        "Source: Lancashire County Council Cabinet report, 11 July 2024, Recommendation.",
        "Decision asked for on this date; outcome not in the documents.",
    ):
        assert part in said


@pytest.mark.seed("J10")
def test_a_superseded_item_names_the_paper_that_came_instead(page):
    said = words(page("/workplan/WP-0019/").main)
    assert "8 November 2023 Superseded The progress paper in hand is dated 8 November 2023." in said
    before = words(page("/workplan/WP-0019/", as_at="2023-07-05").main)
    assert "Superseded" not in before
    assert "November" not in before


def test_an_item_on_an_earlier_day_names_no_later_paper_and_keeps_the_day_in_its_links(page):
    shown = page("/workplan/WP-0041/", as_at="2023-11-08")
    assert "Planned since 8 November 2023" in words(shown.main)
    assert "2024" not in words(shown.main)
    own = [link["href"] for link in shown.main.find_all("a")]
    assert own
    assert all(href.endswith("as-at=2023-11-08") for href in own)


def test_what_somebody_said_names_them_and_when(page, programme_manager):
    item = Item.objects.get(number=11)
    ItemStatement.objects.create(
        item=item, aspect="commentary", words="With the finance team.", recorded_by=programme_manager
    )
    said = words(page("/workplan/WP-0011/").main)
    assert f"Progress note With the finance team. Recorded by {programme_manager.name} at" in said


def test_before_the_first_paper_the_page_says_that_there_are_none(page):
    assert "No paper published by this day states an item" in words(page("/workplan/", as_at="2022-01-01").main)


@pytest.mark.parametrize("path", ["/workplan/WP-0061/", "/workplan/WP-0042/?as-at=2023-11-08", "/workplan/nonsense/"])
def test_an_item_that_is_not_there_is_a_404(reader, browse, path):
    assert browse(reader).get(path).status_code == 404


@pytest.mark.seed("J14")
def test_an_owner_with_many_items_past_their_date_is_pointed_out(page):
    party = Party.objects.create(slug="busy", words="A busy team")
    Item.objects.filter(number__in=(12, 18)).update(owner=party)
    assert "Too much for one owner?" not in words(page("/workplan/").main)
    assert "past their date" not in words(page("/workplan/WP-0012/").main)
    Item.objects.filter(number=28).update(owner=party)
    shown = page("/workplan/")
    assert "Too much for one owner? A busy team : 3 items past their date" in words(shown.main)
    leads = shown.main.find("a", string="A busy team", href="/workplan/?owner=busy&due=overdue")
    assert len(page(leads["href"]).select("tbody tr[data-v]")) == 3
    assert "Owner A busy team 3 items past their date" in words(page("/workplan/WP-0012/").main)


@pytest.mark.parametrize("path", ["/workplan/", "/workplan/?as-at=2024-07-11"])
def test_a_page_takes_few_queries(reader, browse, path):
    client = browse(reader)
    with CaptureQueriesContext(connection) as made:
        assert client.get(path).status_code == 200
    assert len(made) <= 15


def test_items_of_today_show_when_they_were_last_stated(page):
    shown = page("/workplan/")
    assert today().isoformat() not in words(shown.main)
    assert "11 July 2024 is when a status was last stated" in words(shown.select_one(".app-facts"))
