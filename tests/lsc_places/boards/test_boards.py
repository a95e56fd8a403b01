"""Boards as the papers state them, on any day."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from lsc_places.boards import queries
from lsc_places.boards.models import Arrangement, AssuranceContact, Body

pytestmark = pytest.mark.usefixtures("records")

NOVEMBER_2023, MARCH_2024, JULY_2024 = date(2023, 11, 8), date(2024, 3, 1), date(2024, 7, 11)


def lancashire(day: date) -> queries.BoardShown:
    return next(board for board in queries.partnership_boards(as_at=day) if board.place.slug == "lancashire")


@pytest.mark.seed("C7")
def test_the_independent_chair_holds_to_december_2023():
    chair = lancashire(NOVEMBER_2023).chair
    assert chair.words == "Independent chair"
    assert chair.sub == "stated at 8 November 2023 to December 2023"


def test_between_two_chairs_the_chair_is_not_stated():
    chair = lancashire(MARCH_2024).chair
    assert chair.words is None
    assert "Not stated since December 2023" in chair.sub


@pytest.mark.seed("D8")
def test_the_cabinet_member_takes_the_chair_with_a_deputy_by_july_2024():
    board = lancashire(JULY_2024)
    assert board.chair.words == "Cabinet Member for Health and Wellbeing"
    assert board.deputy_chair.words == "ICB Chief Nurse"
    assert lancashire(NOVEMBER_2023).deputy_chair.words is None


@pytest.mark.seed("D2")
def test_boards_were_established_as_precisely_as_the_table_says():
    established = {board.place.slug: board.established for board in queries.partnership_boards(as_at=NOVEMBER_2023)}
    assert established == {
        "blackburn-with-darwen": "April 2023",
        "blackpool": "November 2022",
        "lancashire": "January 2023",
        "south-cumbria": "2023",
    }


def test_before_the_table_was_printed_no_board_is_known():
    assert queries.partnership_boards(as_at=date(2023, 7, 5)) == ()


@pytest.mark.seed("F1")
def test_each_board_reports_to_those_the_table_names():
    modes = {line.to: (line.mode, line.trigger) for line in lancashire(NOVEMBER_2023).lines}
    assert modes["Lancashire Health and Wellbeing Board"] == ("update", "as required")
    assert "Lancashire County Council Cabinet" not in modes
    later = {line.to for line in lancashire(JULY_2024).lines}
    assert "Lancashire County Council Cabinet" in later


@pytest.mark.seed("E8")
def test_twelve_districts_map_to_ten_partnerships():
    partnerships = Body.objects.filter(family=Body.Family.DISTRICT_PARTNERSHIP).prefetch_related("districts")
    assert len(partnerships) == 10
    assert sum(len(partnership.districts.all()) for partnership in partnerships) == 12


def test_a_board_has_one_chair_at_a_time():
    sitting = Arrangement.objects.get(body__slug="blackpool-pbp-board", aspect=Arrangement.Aspect.CHAIR)
    another = {"body": sitting.body, "aspect": sitting.aspect, "words": "Another"}
    with pytest.raises(DatabaseError), transaction.atomic():
        Arrangement.objects.create(**another, holds=DateRange(date(2024, 1, 1), None))
    Arrangement.objects.create(**another, holds=DateRange(date(2022, 1, 1), sitting.holds.lower))


def test_what_changed_names_what_was():
    found = {
        (change.what, change.now, change.was)
        for change in queries.changes(since=NOVEMBER_2023, until=JULY_2024)
        if change.place == "Lancashire"
    }
    assert ("Chair", "Cabinet Member for Health and Wellbeing", "Independent chair") in found
    assert ("Deputy chair", "ICB Chief Nurse", "not stated") in found


def test_the_list_asks_the_database_the_same_however_many_boards(page, django_assert_num_queries):
    def asked() -> int:
        connection.queries_log.clear()
        connection.force_debug_cursor = True
        page("/boards/")
        connection.force_debug_cursor = False
        return len(connection.queries_log)

    before = asked()
    for number in range(30):
        Body.objects.create(slug=f"group-{number}", family=Body.Family.GROUP, name=f"Group {number}", kind="group")
    assert asked() == before


@pytest.mark.seed("D12")
def test_a_board_page_shows_the_joint_meetings_of_its_day(page):
    words = page("/boards/lancashire-place-partnership/", as_at="2024-07-11").get_text(" ", strip=True)
    assert "Quarterly joint meeting with the county HWB" in words
    earlier = page("/boards/lancashire-place-partnership/", as_at="2023-11-08").get_text(" ", strip=True)
    assert "Quarterly joint meeting" not in earlier


def test_a_board_is_offered_as_at_no_day_before_it_was_on_record_and_says_so_when_asked(page, browse, reader):
    today = page("/boards/lancashire-place-partnership/")
    offered = [link.text for link in today.select(".app-as-at__dates a")]
    assert offered == ["11 July 2024", "8 November 2023"]

    before = browse(reader).get("/boards/lancashire-place-partnership/?as-at=2023-07-05")
    assert before.status_code == 404
    assert "No document published by 5 July 2023 says anything of this" in before.content.decode()
    unknown = browse(reader).get("/boards/nothing/?as-at=2023-07-05")
    assert unknown.status_code == 404
    assert "Not on record on this day" not in unknown.content.decode()


def test_the_agenda_of_a_meeting_leads_to_its_papers(page):
    board = page("/boards/body-icb-board/")
    papers = {link["href"] for link in board.select('a[href^="/papers/icb-"]')}
    assert papers == {"/papers/icb-2023-11-08-item-12/", "/papers/icb-2023-07-05-item-9/"}


@pytest.mark.seed("D11")
def test_a_chair_may_be_under_review_and_still_hold_the_chair(page):
    chair = words_of_row(page("/boards/"), "Chair")
    assert "Director of Health and Care Integration" in chair[-1]
    assert "Future options being explored with the local authorities." in chair[-1]
    assert "explored" not in chair[0]


def words_of_row(page, head: str) -> list[str]:
    row = next(row for row in page.select("tbody tr") if row.th and row.th.get_text(strip=True) == head)
    return [" ".join(cell.stripped_strings) for cell in row.find_all("td")]


@pytest.mark.seed("U4", "U5")
def test_the_partnership_of_2021_is_told_as_history_and_never_as_current(page):
    boards = page("/boards/").main
    [history] = [table for table in boards.select("table") if table.caption.get_text(strip=True) == "Before 2022"]
    row = next(row for row in history.select("tr") if "Population Health Board" in row.text)
    assert "remit still being developed" in row.text
    history.extract()
    rest = boards.get_text() + page("/places/").main.get_text() + page("/delegations/").main.get_text()
    assert "Pennine" not in rest
    assert "Population Health Board" not in rest


def test_who_gives_assurance_between_meetings_is_listed_from_the_day_it_was_stated(page):
    def listed(day: str) -> list[str]:
        return [row.find("th").text for row in page("/boards/", as_at=day).select("#contacts ~ tbody tr")]

    assert len(listed("2024-07-11")) == AssuranceContact.objects.count() > 0
    assert listed("2023-11-08") == []
