"""The day a page speaks of."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.http import HttpResponse
from django.test import RequestFactory

from lsc_places.kit.as_at import ASKED_FOR, dated, parse
from lsc_places.kit.dates import today

SUMMER_NIGHT = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # half past midnight on 1 July in London
WINTER_NIGHT = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)  # still 31 January in London


@pytest.mark.parametrize(
    "nonsense",
    ["yesterday", "2023-11-31", "2023-11-8", "8/11/2023", "2023", "2023-11", "20231108", "2023-11-08T00:00", "\u0662\u0660\u0662\u0663-\u0661\u0661-\u0660\u0668", "0000-01-01", "2023-11-08\x00", "'; --"],
)  # fmt: skip
def test_nonsense_is_refused_with_what_to_enter(nonsense):
    with pytest.raises(ValueError, match=ASKED_FOR):
        parse(nonsense)


@pytest.mark.parametrize("nothing", [None, ""])
def test_no_date_means_today(nothing):
    asked = parse(nothing)
    assert asked.day == asked.today == today()
    assert not asked.is_past


def test_a_past_day_is_past_and_the_first_of_all_days_is_a_day():
    assert parse("2023-11-08").is_past
    assert parse("0001-01-01").day == date(1, 1, 1)


@time_machine.travel(SUMMER_NIGHT, tick=False)
def test_the_day_ends_at_midnight_in_london_in_summer():
    assert today() == date(2026, 7, 1)
    assert not parse("2026-07-01").is_past
    with pytest.raises(ValueError, match=ASKED_FOR):
        parse("2026-07-02")


@time_machine.travel(WINTER_NIGHT, tick=False)
def test_the_day_ends_at_midnight_in_london_in_winter():
    assert today() == date(2026, 1, 31)
    with pytest.raises(ValueError, match=ASKED_FOR):
        parse("2026-02-01")


@time_machine.travel(datetime(2026, 7, 1, 12, tzinfo=UTC), tick=False)
def test_the_day_is_handed_to_the_view_and_kept_on_the_request(rf: RequestFactory):
    @dated
    def view(request, slug: str, *, as_at: date) -> HttpResponse:
        assert request.as_at.day == as_at
        return HttpResponse(f"{slug} {as_at}")

    assert view(rf.get("/", {"as-at": " 2023-11-08 "}), "here").content == b"here 2023-11-08"
    assert view(rf.get("/"), "here").content == b"here 2026-07-01"
    assert view(rf.post("/", {"as-at": "2023-11-08"}), "here").status_code == 405
