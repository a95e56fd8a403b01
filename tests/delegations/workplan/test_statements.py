"""What was said of items is added to and never changed, and the items keep a copy of it."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction

from delegations.workplan import queries
from delegations.workplan.models import Item, ItemStatement, Party
from lsc_places.kit.dates import PartialDate, today

pytestmark = pytest.mark.usefixtures("records")

Aspect = ItemStatement.Aspect


@pytest.fixture
def formula() -> Item:
    return Item.objects.get(source_key="wp-p5")


def say(item: Item, **said: object) -> ItemStatement:
    statement = ItemStatement.objects.create(item=item, **said)
    Item.objects.filter(pk=item.pk).restate(today())
    return statement


@pytest.mark.parametrize(
    "change",
    [
        lambda: ItemStatement.objects.filter(aspect="status").update(words="Other words"),
        lambda: ItemStatement.objects.filter(aspect="owner").delete(),
        lambda: ItemStatement.objects.first().delete(),
    ],
    ids=["update", "delete many", "delete one"],
)
def test_the_database_refuses_to_change_or_delete_what_was_said(change):
    before = list(ItemStatement.objects.values_list("pk", "words"))
    with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
        change()
    assert list(ItemStatement.objects.values_list("pk", "words")) == before


@pytest.mark.parametrize(
    "said",
    [
        {"aspect": "status"},
        {"aspect": "status", "status": "planned", "forecast_on": PartialDate.parse("2027")},
        {"aspect": "brag", "brag": "on_track"},
        {"aspect": "forecast", "status": "planned"},
    ],
    ids=["status without one", "status and forecast", "brag without a reason", "forecast and status"],
)
def test_a_statement_says_its_own_aspect_and_no_other(formula, said):
    with pytest.raises(IntegrityError, match="statement_says_only_its_own_aspect"), transaction.atomic():
        ItemStatement.objects.create(item=formula, **said)


def test_each_aspect_answers_for_itself(formula, programme_manager):
    say(formula, aspect=Aspect.FORECAST, forecast_on=PartialDate.parse("2027-03"), recorded_by=programme_manager)
    say(formula, aspect=Aspect.OWNER, owner=Party.objects.get(slug="phm-group"))
    say(formula, aspect=Aspect.COMMENTARY, words="The formula is with the finance team.")
    formula.refresh_from_db()
    assert str(formula.forecast_on) == "2027-03"
    assert str(formula.owner) == "PHM group"
    assert (formula.commentary, formula.commentary_on) == ("The formula is with the finance team.", today())
    assert formula.status == "in_progress"


def test_a_later_word_for_an_earlier_day_changes_only_that_day_on(formula):
    say(formula, aspect=Aspect.STATUS, status="completed", effective_on=date(2024, 2, 1))
    say(formula, aspect=Aspect.STATUS, status="planned", effective_on=date(2024, 1, 1))
    status = {
        day: next(row.status for row in queries.items(as_at=day, plan="piddg") if row.reference == formula.reference)
        for day in (date(2023, 12, 31), date(2024, 1, 1), date(2024, 2, 1), today())
    }
    assert list(status.values()) == ["in_progress", "planned", "completed", "completed"]


def test_what_is_said_for_a_coming_day_waits(formula):
    say(formula, aspect=Aspect.STATUS, status="completed", effective_on=today() + timedelta(days=1))
    formula.refresh_from_db()
    assert formula.status == "in_progress"
    assert Item.objects.all().restate(today() + timedelta(days=1)) == 1


def test_the_copies_and_the_statements_give_the_same_rows(formula):
    """Today's rows are read from the copies, and tomorrow the same day's are read from the statements."""
    say(formula, aspect=Aspect.FORECAST, forecast_on=PartialDate.parse("2027-03"))
    say(formula, aspect=Aspect.OWNER, owner=Party.objects.get(slug="phm-group"))
    day = today()
    copied = queries.items(as_at=day)
    with time_machine.travel(datetime.combine(day + timedelta(days=1), time(12)), tick=False):
        assert queries.items(as_at=day) == copied


def test_copies_that_differ_are_put_right(formula):
    right = queries.items(as_at=today())
    Item.objects.update(status="planned", status_on=None, status_basis="", status_words="", owner=None)
    assert queries.items(as_at=today()) != right
    assert Item.objects.all().restate(today()) == 60
    assert queries.items(as_at=today()) == right


def test_each_version_of_an_item_is_in_its_history(formula):
    Item.objects.filter(pk=formula.pk).update(title="Another title")
    assert [event.title for event in formula.events.order_by("pgh_id")] == [formula.title, "Another title"]


def test_a_place_plan_names_its_place(formula):
    with pytest.raises(IntegrityError, match="item_of_a_place_plan_names_the_place"), transaction.atomic():
        Item.objects.filter(pk=formula.pk).update(plan="place")


def test_a_party_is_one_thing():
    party = Party.objects.get(slug="phm-group")
    role = Party.objects.get(slug="role-dhci").role
    with pytest.raises(IntegrityError, match="party_is_one_thing"), transaction.atomic():
        Party.objects.filter(pk=party.pk).update(role=role)
