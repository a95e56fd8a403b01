"""Who is to agree to an item of a plan, who has, and how many are outstanding."""

import pytest
from bs4 import BeautifulSoup

from delegations.workplan.models import Item, Signature
from lsc_places.boards.models import Body
from lsc_places.kit.dates import today
from lsc_places.organisations.models import Organisation

pytestmark = pytest.mark.usefixtures("records")
PATH = "/workplan/WP-0042/signatures/"


def words(response) -> str:
    return BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ", strip=True)


@pytest.mark.seed("J13")
def test_the_plan_shows_who_has_signed_and_how_many_are_outstanding(browse, programme_manager, reader):
    client, other = browse(programme_manager), Organisation.objects.first()
    council, board = Organisation.objects.last(), Body.objects.exclude(name="").first()
    keys = [f"organisation-{other.pk}", f"organisation-{council.pk}", f"body-{board.pk}"]
    for key in (*keys, keys[0]):  # asked for twice is asked for once
        assert client.post(PATH, {"who": key}).status_code == 303
    assert "0 of 3 have agreed, 3 outstanding" in words(browse(reader).get("/workplan/WP-0042/"))

    day = today().isoformat()
    for sent, told in (
        ({"who": "organisation-0"}, "Choose who is to agree from the list"),
        ({"who": keys[2], "signed_on": "2999-01-01", "words": "Minute 3"}, "must be today or in the past"),
        ({"who": keys[2], "signed_on": day}, "Enter where it is recorded"),
    ):
        refused = client.post(PATH, sent)
        assert (refused.status_code, told in words(refused)) == (422, True)
    assert client.post(PATH, {"who": keys[2], "signed_on": day, "words": "Minute 3"}).status_code == 303
    again = client.post(PATH, {"who": keys[2], "signed_on": "2026-01-31", "words": "Minute 9"})
    assert (again.status_code, "on another day already" in words(again)) == (422, True)
    shown = words(browse(reader).get("/workplan/WP-0042/"))
    assert "1 of 3 have agreed, 2 outstanding" in shown
    assert f"{board} " in shown
    assert "Minute 3" in shown
    assert "outstanding" not in words(browse(reader).get("/workplan/WP-0042/?as-at=2024-07-11"))
    assert browse(reader).post(PATH, {"who": keys[0]}).status_code == 403
    assert Signature.pgh_event_model.objects.count() == 4
    assert not Signature.objects.exclude(item=Item.objects.get(number=42)).exists()
