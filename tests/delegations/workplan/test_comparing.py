"""The workplan on two days, side by side."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from delegations.workplan.models import Item, ItemStatement
from delegations.workplan.queries import comparison
from lsc_places.kit.dates import PartialDate, today

pytestmark = pytest.mark.usefixtures("records")
FIRST, SECOND = date(2024, 1, 1), date(2024, 6, 30)


@pytest.mark.seed("J3", "J4")
def test_what_is_added_moved_and_said_between_two_days(page, browse, reader):
    item = Item.objects.get(number=50)
    for day, forecast in ((date(2023, 12, 1), "2024-01-31"), (date(2024, 3, 1), "2024-03-01")):
        aspect = ItemStatement.Aspect.FORECAST
        ItemStatement.objects.create(
            item=item, aspect=aspect, effective_on=day, forecast_on=PartialDate.parse(forecast)
        )
    Item.objects.filter(number=51).update(stated_on=date(2024, 2, 1))
    found = comparison(before=FIRST, after=SECOND, reader=reader)
    told = {(one.reference, one.what): one for one in found.differences}
    forecast = told["WP-0050", "Forecast"]
    assert (forecast.was, forecast.now, forecast.moved) == ("31 January 2024", "1 March 2024", "30 days later")
    assert told["WP-0051", "Status"].kind == "Added"
    back = comparison(before=SECOND, after=FIRST, reader=reader).differences
    assert next(one for one in back if one.reference == "WP-0051").kind == "No longer in the plan"
    assert comparison(before=FIRST, after=FIRST, reader=reader).differences == ()

    moved_on = today()
    Item.objects.filter(pk=item.pk).update(due_on=PartialDate.parse("2023-12-01"))
    with time_machine.travel(datetime.combine(moved_on + timedelta(days=2), time(12), tzinfo=UTC), tick=False):
        found = comparison(before=moved_on - timedelta(days=1), after=moved_on, reader=reader).differences
        (due,) = [one for one in found if one.reference == "WP-0050" and one.what == "Due date"]
        assert (due.was, due.now, due.moved) == ("17 November 2023", "1 December 2023", "14 days later")

    text = page("/workplan/compare/?before=2024-06-30&after=2024-01-01").select_one("main").get_text(" ", strip=True)
    assert "30 days later" in text
    assert "Nothing differs" in page("/workplan/compare/?before=2024-01-01&after=2024-01-01").get_text()
    assert browse(reader).get("/workplan/compare/?before=2999-01-01").status_code == 400
