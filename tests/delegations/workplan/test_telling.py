"""Owners are told what is due and overdue, once, by the real task; what no longer holds is taken back."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.conf import settings

from delegations.workplan.models import Item, Party
from delegations.workplan.tasks import tell_owners
from lsc_places.jobs.models import Notice
from lsc_places.kit.dates import PartialDate
from lsc_places.people.models import Person
from tests.accounts import account

LONDON = ZoneInfo("Europe/London")
pytestmark = pytest.mark.usefixtures("records")


def at(*when: int):
    return time_machine.travel(datetime(*when, tzinfo=LONDON), tick=False)


def words(client, path: str) -> str:
    return BeautifulSoup(client.get(path).content, "html.parser").select_one("main").get_text(" ", strip=True)


def hands(name: str):
    """Somebody with an account, and the party that this is."""
    person = Person.objects.create(slug=name.lower(), name=name)
    user = account(name=name)
    user.person = person
    user.save()
    return user, Party.objects.create(slug=f"party-{name.lower()}", words=name, person=person)


@pytest.mark.seed("J11")
def test_an_owner_is_told_once_and_a_notice_goes_with_the_item(browse):
    Item.objects.exclude(number=50).update(due_on=None)
    ann, ann_party = hands("Ann")
    bob, bob_party = hands("Bob")
    item = Item.objects.get(number=50)
    item.owner, item.due_on = ann_party, PartialDate.parse("2027-03-31")
    item.save()

    with at(2027, 3, 23, 12, 0):
        assert tell_owners() == 0
    with at(
        2027, 3, 24, 0, 30
    ):  # still the day before by UTC would be too early in summer; it is London's day that counts
        assert (tell_owners(), tell_owners()) == (1, 0)
        assert "WP-0050 Launch neighbourhood review next steps at a partnership event is due: 31 March 2027" in words(
            browse(ann), "/notices/"
        )
    with at(2027, 3, 31, 23, 59):  # half an hour after eleven by UTC
        assert tell_owners() == 0
    with at(2027, 4, 1, 0, 1):  # a minute past midnight in London is still the day before by UTC
        assert (tell_owners(), tell_owners()) == (1, 0)
        assert "is past its date, 31 March 2027" in words(browse(ann), "/")
        assert Notice.objects.standing().filter(user=ann).count() == 1

        item.owner = bob_party
        item.save()
        assert tell_owners() == 1
        assert "You have no notices." in words(browse(ann), "/notices/")
        client = browse(bob)
        assert "Notices, 1 new" in client.get("/notices/").content.decode()
        assert client.post("/notices/read/").status_code == 303
        assert "1 new" not in client.get("/notices/").content.decode()

        item.owner = ann_party
        item.save()
        assert tell_owners() == 1
        assert Notice.objects.filter(user=ann, key__contains="overdue").count() == 1
        Item.objects.filter(pk=item.pk).update(status=Item.Status.COMPLETED)
        assert tell_owners() == 0
        assert not Notice.objects.standing().exists()


def test_beat_asks_for_it_at_every_hour():
    entry = settings.CELERY_BEAT_SCHEDULE["workplan.tell_owners"]
    assert entry["task"] == tell_owners.name
    assert entry["schedule"] <= 3600
    assert settings.CELERY_TIMEZONE == "UTC"
