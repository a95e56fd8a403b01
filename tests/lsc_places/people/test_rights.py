"""Rights are grants held today, for a place, an organisation or across the ICB, and nothing else."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from lsc_places.kit.dates import PartialDate, today
from lsc_places.organisations.models import Organisation
from lsc_places.people.models import Grant, User
from lsc_places.people.permissions import holds_across_the_icb, holds_here, is_dhci_here, is_programme_manager
from lsc_places.places.models import Place
from tests.accounts import account

pytestmark = pytest.mark.django_db
Right = Grant.Right


def made(slug: str) -> Place:
    return Place.objects.create(slug=slug, name=slug, short_name=slug, order=1, geography=["hills"])


@pytest.fixture
def here() -> Place:
    return made("here")


@pytest.fixture
def elsewhere() -> Place:
    return made("elsewhere")


@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize("scope", ["here", "elsewhere", "icb", "none"])
def test_a_right_holds_for_its_own_place_and_one_of_the_icb_across_it(here, elsewhere, right, scope):
    somebody = {
        "here": lambda: account(right, place=here),
        "elsewhere": lambda: account(right, place=elsewhere),
        "icb": lambda: account(right),
        "none": account,
    }[scope]()
    assert holds_here(right)(somebody, here) == (scope == "here")
    assert holds_across_the_icb(right)(somebody, here) == (scope == "icb")
    assert somebody.holds_anywhere(right) == (scope != "none")
    others = [one for one in Right if one != right]
    assert not somebody.holds_anywhere(*others)
    assert not somebody.holds(*others, place=here)


def test_no_thing_and_no_place_never_mean_yes(here):
    manager, director = account(Right.PROGRAMME_MANAGER), account(Right.DHCI, place=here)
    assert not is_programme_manager(manager, None)
    assert not is_dhci_here(director, None)
    assert not is_dhci_here(director, object())


@pytest.mark.parametrize(
    ("begins", "ends", "held"),
    [(0, None, True), (-10, 1, True), (-10, 0, False), (1, None, False)],
    ids=["from today", "until tonight", "ended yesterday", "from tomorrow"],
)
def test_a_right_is_held_on_its_days_only(here, begins, ends, held):
    now = today()
    days = DateRange(now + timedelta(days=begins), None if ends is None else now + timedelta(days=ends))
    director = account(Right.DHCI, place=here, holds=days)
    assert is_dhci_here(director, here) == held
    assert (director.rights_words != "no rights") == held


def test_a_superuser_has_no_rights_of_the_house(here):
    somebody = account()
    User.objects.filter(pk=somebody.pk).update(is_superuser=True)
    somebody.refresh_from_db()
    assert not is_programme_manager(somebody, here)
    assert not is_dhci_here(somebody, here)


def test_a_deputy_holds_the_right_and_the_grant_says_for_whom(here):
    director = account(Right.DHCI, place=here)
    deputy = account(Right.DHCI, place=here, deputy_for=director)
    assert is_dhci_here(deputy, here)
    assert deputy.rights_words == "Deputy Director of Health and Care Integration, here"


@pytest.mark.parametrize(
    "named",
    [
        {"scope": "place"},
        {"scope": "organisation"},
        {"scope": "icb", "place": True},
        {"scope": "place", "place": True, "organisation": True},
    ],
)
def test_the_database_refuses_a_grant_that_does_not_name_its_scope(here, named):
    council = Organisation.objects.create(slug="council", name="Council", kind="council")
    given = named | {
        "place": here if "place" in named else None,
        "organisation": council if "organisation" in named else None,
    }
    with pytest.raises(IntegrityError, match="grant_names_what_its_scope_says"), transaction.atomic():
        Grant.objects.create(user=account(), right=Right.DHCI, holds=DateRange(today(), None), **given)


def test_the_database_refuses_a_deputy_of_oneself(here):
    director = account(Right.DHCI, place=here)
    with pytest.raises(IntegrityError, match="nobody_is_their_own_deputy"), transaction.atomic():
        Grant.objects.update(deputy_for=director)


def test_the_rights_of_a_request_are_read_once(here, django_assert_num_queries):
    director = account(Right.DHCI, place=here)
    with django_assert_num_queries(1):
        for _ in range(3):
            assert is_dhci_here(director, here)
            assert not is_programme_manager(director, here)


def test_giving_and_ending_a_grant_is_in_the_history(here):
    director = account(Right.DHCI, place=here)
    grant = director.grants.get()
    Grant.objects.update(holds=DateRange(today(), date(2099, 1, 1)), ended=PartialDate(date(2098, 12, 31)))
    events = Grant.pgh_event_model.objects.filter(pgh_obj_id=grant.pk).order_by("pk")
    assert [event.pgh_label for event in events] == ["insert", "update"]
