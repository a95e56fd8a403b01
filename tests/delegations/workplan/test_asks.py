"""What is asked of a place, beside what its team can take."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError, transaction

from delegations.workplan.models import Ask, Capacity
from lsc_places.kit.dates import today
from lsc_places.places.models import Place
from tests.accounts import account

pytestmark = pytest.mark.usefixtures("records")


def words(response) -> str:
    return BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ", strip=True)


@pytest.mark.seed("J15")
def test_requests_are_logged_and_the_open_count_stands_beside_the_capacity(browse, reader):
    place, elsewhere = Place.objects.first(), Place.objects.last()
    director, partner = browse(account("dhci", place=place)), browse(account("partner", place=place))
    assert f"{place.name} 0 open, capacity not stated" in words(browse(reader).get("/workplan/asks/"))
    sent = {"place": place.slug, "title": "A return by Friday", "requester": "Finance", "form_key": str(uuid4())}
    assert partner.post("/workplan/asks/log/", sent).status_code == 422
    for _ in range(2):  # the same form sent twice logs one
        assert partner.post("/workplan/asks/log/", sent | {"priority": "low"}).status_code == 303
    urgent = {"title": "A visit", "requester": "The regulator", "priority": "high", "form_key": str(uuid4())}
    assert partner.post("/workplan/asks/log/", sent | urgent).status_code == 303
    assert browse(reader).post("/workplan/asks/log/", sent).status_code == 403

    assert director.post(f"/workplan/asks/{place.slug}/capacity/", {"most_open": "-1", "words": "?"}).status_code == 422
    room = {"most_open": "1", "words": "One post is filled"}
    assert director.post(f"/workplan/asks/{place.slug}/capacity/", room).status_code == 303
    assert director.post(f"/workplan/asks/{elsewhere.slug}/capacity/", room).status_code == 403
    with pytest.raises(DatabaseError), transaction.atomic():
        Capacity.objects.update(most_open=9)
    shown = words(director.get("/workplan/asks/"))
    assert f"{place.name} 2 open, room for 1" in shown
    assert "More is asked than the team can take. Room for 1 open request: One post is filled" in shown
    assert shown.index("A visit The regulator") < shown.index("A return by Friday Finance")
    yesterday = today() - timedelta(days=1)
    assert "A visit" not in words(director.get(f"/workplan/asks/?as-at={yesterday}"))

    path = f"/workplan/asks/{Ask.objects.get(title='A visit').pk}/close/"
    assert partner.get(path).status_code == 403
    assert director.post(path, {"outcome": "Held on Monday"}).status_code == 303
    again = director.post(path, {"outcome": "Twice"})
    assert (again.status_code, "has closed it already: Held on Monday" in words(again)) == (422, True)
    shown = words(director.get("/workplan/asks/"))
    assert f"{place.name} 1 open, room for 1" in shown
    assert "More is asked" not in shown
