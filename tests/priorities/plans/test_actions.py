"""Saying how far a scheme is."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied

from lsc_places.kit.dates import today
from lsc_places.people.models import Grant, User
from lsc_places.places.models import Place
from priorities.plans import actions
from priorities.plans.models import Scheme
from tests.accounts import account

pytestmark = pytest.mark.usefixtures("records")

Right = Grant.Right
ADDRESS = "/schemes/sch-bpl-toch/status/"
ANSWER = {"status": "underway", "effective_on": "2026-01-05", "reason": "confirmed at the partnership board"}


@pytest.fixture
def scheme() -> Scheme:
    return Scheme.objects.get(slug="sch-bpl-toch")


@pytest.fixture
def dhci() -> User:
    return account(Right.DHCI, place=Place.objects.get(slug="blackpool"))


@pytest.mark.seed("K7", "V12")
def test_the_place_confirms_an_inferred_status(browse, dhci, scheme, page):
    client = browse(dhci)
    before = BeautifulSoup(client.get("/schemes/sch-bpl-toch/").content, "html.parser")
    assert before.find("a", href=ADDRESS).text == "Confirm how far it is"
    response = client.post(ADDRESS, ANSWER)
    assert (response.status_code, response.url) == (303, "/schemes/sch-bpl-toch/")
    after = BeautifulSoup(client.get("/schemes/sch-bpl-toch/").content, "html.parser")
    assert "Transfer of Care Hub: Under way since 5 January 2026" in after.text
    assert after.find("a", href=ADDRESS).text == "Say how far it is"
    assert "Stated (confirmed at the partnership board)" in after.select_one("#said").text
    assert str(dhci) in after.select_one("#said").text
    assert len(after.select("#said li")) == 2
    scheme.refresh_from_db()
    assert (scheme.status, scheme.status_on) == ("underway", date(2026, 1, 5))
    assert "Inferred" in page("/schemes/sch-bpl-toch/", as_at="2026-01-04").select_one("#now").text


def test_the_past_cannot_be_edited(browse, dhci):
    shown = BeautifulSoup(browse(dhci).get("/schemes/sch-bpl-toch/?as-at=2024-07-11").content, "html.parser")
    assert shown.find("a", href=ADDRESS) is None


def test_a_correction_of_the_past_leaves_the_copy_of_today(dhci, scheme):
    actions.state_status(scheme, by=dhci, status="done", effective_on=date(2026, 1, 5), reason="opened")
    actions.state_status(scheme, by=dhci, status="planned", effective_on=date(2024, 1, 5), reason="minutes found")
    scheme.refresh_from_db()
    assert (scheme.status, scheme.status_on) == ("done", date(2026, 1, 5))


def test_of_two_statements_for_one_day_the_later_one_holds(dhci, scheme):
    for status in ("done", "planned"):
        actions.state_status(scheme, by=dhci, status=status, effective_on=date(2026, 1, 5), reason="told")
    scheme.refresh_from_db()
    assert scheme.status == "planned"


@pytest.mark.parametrize(
    "rights",
    [(), (Right.SECRETARY,), (Right.AUDITOR,)],
    ids=["nobody's", "secretary", "auditor"],
)
def test_others_may_not(browse, scheme, rights):
    user = account(*rights)
    client = browse(user)
    assert client.get(ADDRESS).status_code == 403
    assert client.post(ADDRESS, ANSWER).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.state_status(scheme, by=user, status="done", effective_on=today(), reason="told")
    assert scheme.statuses.count() == 1


def test_a_director_may_not_for_another_place(browse):
    other = account(Right.DHCI, place=Place.objects.get(slug="lancashire"))
    assert browse(other).post(ADDRESS, ANSWER).status_code == 403


def test_a_programme_manager_may_everywhere(browse, programme_manager, scheme):
    assert browse(programme_manager).post(ADDRESS, ANSWER).status_code == 303
    assert scheme.statuses.count() == 2


@pytest.mark.parametrize(
    ("field", "given", "words"),
    [
        ("status", "", "Choose how far the scheme is"),
        ("effective_on", "", "Enter a date like 2026-03-31"),
        ("effective_on", "soon", "Enter a date like 2026-03-31"),
        ("effective_on", (today() + timedelta(days=1)).isoformat(), "The date must be today"),
        ("reason", "", "Enter how you know"),
        ("reason", "x" * 161, "160 characters or fewer"),
    ],
)
def test_what_cannot_be_taken_is_said_and_kept(browse, dhci, scheme, field, given, words):
    response = browse(dhci).post(ADDRESS, ANSWER | {field: given})
    assert response.status_code == 422
    shown = BeautifulSoup(response.content, "html.parser")
    assert words in shown.select_one(".nhsuk-error-summary").text
    assert shown.find("input", {"name": "reason"})["value"] == (given if field == "reason" else ANSWER["reason"])
    assert scheme.statuses.count() == 1
