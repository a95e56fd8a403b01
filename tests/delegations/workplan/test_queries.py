"""The workplan as it stood on a day."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import F
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from delegations.workplan import queries
from delegations.workplan.models import Item, ItemStatement
from lsc_places.kit.dates import today
from lsc_places.places.models import Place

pytestmark = pytest.mark.usefixtures("records")

JULY_2023, NOVEMBER_2023, JULY_2024 = date(2023, 7, 5), date(2023, 11, 8), date(2024, 7, 11)


def steps_of(slug: str, day: date) -> tuple[queries.ItemRow, ...]:
    return queries.next_steps_of(Place.objects.get(slug=slug), as_at=day)


def test_in_november_2023_the_delivery_group_has_six_completed_and_eight_in_progress():
    progress = queries.progress_of_the_delivery_group(as_at=NOVEMBER_2023)
    assert progress.group == "PIDDG"
    assert [row.title for row in progress.completed] == [
        "Shared vision for the places agreed",
        "Joint place delivery priorities for 2023/24 agreed",
        "Population Health Management teams embedded in places",
        "Population Health and Public Health staff working together locally",
        "Resident engagement mechanisms in each place for planning, transformation and monitoring",
        "PHIF allocation formula agreed across the four places",
    ]
    assert len(progress.in_progress) == 8
    assert progress.in_progress[0].title == "PIDDG Terms of Reference and Workplan"


def test_before_the_paper_the_delivery_group_has_no_plan_and_no_name():
    assert queries.progress_of_the_delivery_group(as_at=JULY_2023) == queries.Progress("", (), ())


@pytest.mark.seed("J4")
def test_an_earlier_day_shows_the_status_that_held_then():
    refreshed = {day: steps_of("lancashire", day)[11] for day in (NOVEMBER_2023, date(2024, 7, 10), JULY_2024, today())}
    assert [row.word.text for row in refreshed.values()] == ["Planned", "Planned", "Completed", "Completed"]
    assert refreshed[NOVEMBER_2023].stated_on == NOVEMBER_2023
    assert refreshed[JULY_2024].stated_on == JULY_2024
    promised = {day: _row("WP-0019", day) for day in (JULY_2023, NOVEMBER_2023)}
    assert [row.word.text for row in promised.values()] == ["Planned", "Superseded"]
    assert promised[JULY_2023].closing_words == ""
    assert promised[NOVEMBER_2023].closing_words == "The progress paper in hand is dated 8 November 2023."


def _row(reference: str, day: date) -> queries.ItemRow:
    return next(row for row in queries.items(as_at=day) if row.reference == reference)


def test_lancashire_has_twelve_next_steps_and_in_july_2024_one_of_the_twelve_is_done():
    twelve = steps_of("lancashire", NOVEMBER_2023)
    assert len(twelve) == 12
    assert [row.reference for row in twelve] == [f"WP-{number:04}" for number in range(30, 42)]
    july = steps_of("lancashire", JULY_2024)
    assert len(july) == 20
    of_the_twelve = [row for row in july if row.added_on == NOVEMBER_2023]
    assert len(of_the_twelve) == 12
    assert [row.reference for row in of_the_twelve if not row.is_open] == ["WP-0041"]


def test_the_counts_of_all_places_are_those_of_each():
    counts = queries.counts_by_place(as_at=JULY_2024)
    assert {slug: (one.total, one.completed, one.open, one.last_stated_on) for slug, one in counts.items()} == {
        "blackburn-with-darwen": (5, 0, 5, NOVEMBER_2023),
        "blackpool": (1, 0, 1, NOVEMBER_2023),
        "lancashire": (20, 1, 19, JULY_2024),
        "south-cumbria": (5, 0, 5, NOVEMBER_2023),
    }
    for slug, count in counts.items():
        assert count == queries.counted(steps_of(slug, JULY_2024))


def test_an_item_is_past_its_date_from_the_day_after_the_last_day_it_may_mean():
    days = (date(2024, 3, 31), date(2024, 4, 1), date(2024, 4, 2))
    assert [_row("WP-0018", day).days_past for day in days] == [None, 1, 2]
    assert _row("WP-0019", JULY_2024).days_past is None, "what is closed is not late"
    assert _row("WP-0001", JULY_2024).days_past is None, "nor is what has no date"


def test_the_sections_put_the_completed_first_and_say_when_items_were_stated(reader):
    page = queries.workplan_page(as_at=JULY_2024, reader=reader, asked={})
    assert {section.title: section.words for section in page.whole} == {
        "Delivery group (PIDDG)": "6 completed, 8 in progress",
        "Programme": "6 in progress, 8 planned, 1 closed otherwise: "
        "10 stated at 5 July 2023; 5 stated at 8 November 2023",
        "Blackburn with Darwen": "3 in progress, 2 planned",
        "Blackpool": "1 in progress",
        "Lancashire": "1 completed, 5 in progress, 14 planned: "
        "12 stated at 8 November 2023, 1 of them completed; 8 stated at 11 July 2024",
        "South Cumbria": "3 in progress, 2 planned",
    }
    lancashire = page.groups[4].rows
    assert [row.status for row in lancashire] == ["completed"] + ["in_progress"] * 5 + ["planned"] * 14
    assert page.workstreams == ("Workforce", "Finance", "Performance", "Governance")


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"plan": "programme"}, 15),
        ({"place": "lancashire"}, 20),
        ({"status": "completed"}, 7),
        ({"status": "open"}, 52),
        ({"status": "open", "owner": "none"}, 44),
        ({"owner": "phm-group"}, 1),
        ({"team": "team-icb-finance"}, 6),
        ({"words": "bcf"}, 11),
        ({"words": "BCF review"}, 4),
        ({"words": "wp-0041"}, 1),
        ({"words": "due diligence"}, 1),
        ({"plan": "place", "place": "blackpool", "status": "planned"}, 0),
    ],
    ids=str,
)
def test_the_page_narrows_to_what_is_asked(reader, asked, number):
    page = queries.workplan_page(as_at=today(), reader=reader, asked=asked)
    assert page.shown == sum(len(section.rows) for section in page.groups) == number
    assert page.count.total == 60, "how far the whole plan has come does not depend on the filter"


@pytest.mark.seed("J6")
def test_each_team_has_a_list_of_its_items(reader):
    listed = {}
    for slug, name in queries.choices().teams:
        page = queries.workplan_page(as_at=today(), reader=reader, asked={"team": slug})
        rows = [row for section in page.groups for row in section.rows]
        assert rows
        assert all(name in (*row.teams, *row.suggested_teams) for row in rows)
        listed[slug] = len(rows)
    assert listed["team-icb-workforce"] == 2
    assert listed["team-place-lancashire"] == 17


def test_an_item_has_its_history_newest_first_and_only_to_the_day(reader):
    page = queries.item_page("WP-0041", as_at=JULY_2024, reader=reader)
    assert [(said.on, said.title) for said in page.said] == [(JULY_2024, "Completed"), (NOVEMBER_2023, "Planned")]
    earlier = queries.item_page("WP-0041", as_at=NOVEMBER_2023, reader=reader)
    assert [said.title for said in earlier.said] == ["Planned"]
    assert earlier.citation == "ICB Board paper, 8 November 2023, Appendix A Lancashire next steps"
    assert "Cabinet report" in page.citation


@pytest.mark.parametrize(
    ("reference", "day"),
    [
        ("WP-0061", JULY_2024),
        ("WP-0042", NOVEMBER_2023),
        ("wp-0001", JULY_2024),
        ("WP-1", JULY_2024),
        ("1", JULY_2024),
        ("WP-99999999999999999999", JULY_2024),
    ],
)
def test_an_item_that_is_not_there_is_not_found(reader, reference, day):
    with pytest.raises(Http404):
        queries.item_page(reference, as_at=day, reader=reader)


def test_nobody_who_has_not_logged_in_is_shown_any(reader):
    assert Item.objects.visible_to(reader).count() == 60
    assert not Item.objects.visible_to(AnonymousUser()).exists()
    assert queries.workplan_page(as_at=today(), reader=AnonymousUser(), asked={}).count.total == 0
    with pytest.raises(Http404):
        queries.item_page("WP-0001", as_at=today(), reader=AnonymousUser())


def test_changes_tell_what_was_added_and_which_status_moved():
    told = queries.changes(since=NOVEMBER_2023, until=today())
    assert [(one.day, one.place, one.what, one.now, one.was) for one in told] == [
        (JULY_2024, "Lancashire", "Refresh the partnership board: representation and chairing", "Completed", "Planned"),
        (JULY_2024, "Lancashire", "Workplan", "8 items added", None),
    ]
    assert told[0].address == ("workplan:item", "WP-0041")
    assert queries.changes(since=JULY_2024, until=today()) == ()
    first = queries.changes(since=date(2023, 1, 1), until=JULY_2023)
    assert [(one.place, one.now) for one in first] == [(None, "10 items added")]


LINKS = ("teams", "suggested_teams", "functions")


def add_items(number: int) -> None:
    """Items like those there are, statements and links with them."""
    templates = list(Item.objects.prefetch_related(*LINKS, "statements"))
    likes = [templates[position % len(templates)] for position in range(number)]
    added = Item.objects.bulk_create(
        Item(
            number=1000 + position, order=1000 + position, title=like.title, plan=like.plan, place=like.place,
            owner=like.owner, status=like.status, status_on=like.status_on, stated_on=like.stated_on,
        )
        for position, like in enumerate(likes)
    )  # fmt: skip
    pairs = list(zip(added, likes, strict=True))
    for name in LINKS:
        through = getattr(Item, name).through
        target = Item._meta.get_field(name).m2m_reverse_field_name()
        through.objects.bulk_create(
            through(item=one, **{target: linked}) for one, like in pairs for linked in getattr(like, name).all()
        )
    ItemStatement.objects.bulk_create(
        ItemStatement(
            item=one, aspect=said.aspect, status=said.status, owner=said.owner, words=said.words,
            effective_on=said.effective_on,
        )
        for one, like in pairs
        for said in like.statements.all()
    )  # fmt: skip


def test_ten_times_the_items_take_the_same_queries(reader):
    def count(as_at: date) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as of_page:
            queries.workplan_page(as_at=as_at, reader=reader, asked={})
        with CaptureQueriesContext(connection) as of_timeline:
            queries.timeline(as_at=as_at, asked={}, among=queries.visible_items(reader))
        return len(of_page), len(of_timeline)

    days = (today(), JULY_2024)
    for day in days:  # the reader's grants are read once, and nothing is kept before its tables are known
        count(day)

    def change() -> None:
        Item.objects.filter(number=1).update(version=F("version") + 1)  # or what is kept would answer

    change()
    few = [count(day) for day in days]
    again = [count(day)[0] for day in days]
    add_items(540)
    change()
    assert [count(day) for day in days] == few
    assert [count(day)[0] for day in days] == again == [2, 1]
    for day in days:
        assert queries.workplan_page(as_at=day, reader=reader, asked={}).count.total == 600


def test_a_long_plan_has_pages_of_the_size_asked_for_with_the_same_queries(reader, browse):
    add_items(540)
    client, made = browse(reader), {}
    for size, rows, pages in ((50, 50, 12), (100, 100, 6), (500, 500, 2), ("", 500, 2)):
        Item.objects.filter(number=1).update(note=f"Asked for {size}")  # or what is kept would answer
        with CaptureQueriesContext(connection) as asked:
            shown = BeautifulSoup(client.get(f"/workplan/?rows={size}").content, "html.parser")
        made[size] = len(asked)
        assert len(shown.select("tr[data-v]")) == rows
        assert f"Page 1 of {pages}" in shown.select_one(".app-pages").get_text()
    assert made[50] == made[500] <= 15
    last = BeautifulSoup(client.get("/workplan/?rows=500&page=2").content, "html.parser")
    assert len(last.select("tr[data-v]")) == 100
    for query, status in (
        ("rows=7", 400),
        ("page=-1", 400),
        ("page=x", 400),
        ("page=1000000000", 400),
        ("page=99999", 200),
    ):
        assert client.get(f"/workplan/?{query}").status_code == status, query
