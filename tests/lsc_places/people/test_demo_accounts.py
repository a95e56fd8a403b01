"""The accounts to try the service with."""

import pytest
from django.core.management import CommandError, call_command

from lsc_places.people.actions import make_demo_accounts
from lsc_places.people.models import Grant, Post, User

pytestmark = pytest.mark.usefixtures("records")


def test_there_are_twenty_of_them_each_with_one_right_and_no_post():
    users = User.objects.filter(is_demo=True)
    assert users.count() == 20
    assert {user.grants.count() for user in users} == {1}
    assert all(user.name.startswith("Demo: ") and user.person is None for user in users)
    assert not Post.objects.filter(person__user__in=users).exists()
    assert {grant.right for grant in Grant.objects.all()} == set(Grant.Right)


def test_each_is_of_its_place_and_the_deputy_stands_in_for_the_director():
    deputy = Grant.objects.get(user__username="deputy-blackpool")
    assert (deputy.right, deputy.place.slug, deputy.deputy_for.username) == ("dhci", "blackpool", "dhci-blackpool")
    for slug in ("blackpool", "lancashire"):
        assert Grant.objects.get(user__username=f"partner-{slug}").place.slug == slug
    council = Grant.objects.get(user__username="council-secretary")
    assert council.organisation.slug == "lancashire-county-council"


def test_making_them_again_makes_none_and_gives_all_the_new_password():
    before = User.objects.count()
    make_demo_accounts(password="a new one for all of them")
    assert User.objects.count() == before
    assert {user.check_password("a new one for all of them") for user in User.objects.filter(is_demo=True)[:3]} == {
        True
    }
    assert Grant.objects.count() == 20


def test_they_are_not_made_without_a_password_nor_in_production(settings):
    settings.DEMO_PASSWORD = ""
    with pytest.raises(CommandError, match="DEMO_PASSWORD"):
        call_command("demo_accounts")
    settings.DEMO_PASSWORD, settings.IS_PRODUCTION = "given", True
    with pytest.raises(CommandError, match="Production"):
        call_command("demo_accounts")
