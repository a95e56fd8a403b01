"""Every address answers everybody as the table of doors says, and there is no address beside the table."""

from collections import Counter
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, resolve

from lsc_places.kit.as_at import ASKED_FOR
from lsc_places.kit.dates import today
from lsc_places.people.models import Grant, User
from tests.house.doors import DATED, DOORS, LOG_IN, METHODS, Door, addresses

FIRST, WITHOUT_A_RIGHT_TO_CHANGE = "programme-manager", "board-member"
SESSION_COOKIE = settings.SESSION_COOKIE_NAME
ONE_OF_EACH_RIGHT = (
    FIRST, "dhci-lancashire", "partner-lancashire", "finance-lead", "workforce-lead", "performance-lead",
    "governance-lead", "quality-lead", "panel-chair", "accountable-officer", "secretary", "board-member", "auditor",
    "administrator",
)  # fmt: skip
ACCOUNTS = tuple(
    dict.fromkeys([*ONE_OF_EACH_RIGHT, *(who for door in DOORS for who in door.exceptions if who != "nobody")])
)
HTMX, READ_AND_SEND = {"HX-Request": "true"}, ("GET", "POST")
FIRST_DAY_OF_ALL = "0001-01-01"
MOST_OF_A_KIND = 5
UNDATED = ("/exports/", "/notices/", "/static/")


def test_every_address_is_in_the_table_and_every_door_leads_somewhere():
    named = [name for name, _ in addresses()]
    assert [pattern for name, pattern in addresses() if not name] == []
    assert sorted(named) == sorted(door.name for door in DOORS)


def test_every_address_with_arguments_is_tried_with_some_that_lead_nowhere():
    assert [door.name for door in DOORS if bool(door.arguments) != bool(door.nowhere)] == []


@pytest.mark.usefixtures("records")
def test_every_right_is_tried_by_a_demo_account():
    tried = Grant.objects.filter(user__username__in=ACCOUNTS)
    assert {grant.right for grant in tried} == set(Grant.Right)
    assert {grant.user.username for grant in tried.select_related("user")} == set(ACCOUNTS)


def wrong_answers(client: Client, who: str, door: Door, *, methods: tuple[str, ...], htmx: bool) -> list[str]:
    """Where a door does not answer as the table says."""
    wrong = []
    for method in methods:
        expected = door.answer(who, method)
        response = client.generic(method, door.path, headers=HTMX if htmx else {})
        answered: int | str = response.status_code
        if expected == LOG_IN and response.status_code == 302 and response.url == f"/log-in/?next={door.path}":
            answered = LOG_IN
        if answered != expected:
            wrong.append(f"{method} {door.path}{' by htmx' if htmx else ''} for {who}: {answered} and not {expected}")
    return wrong


@pytest.mark.usefixtures("things")
@pytest.mark.parametrize("htmx", [False, True], ids=["by browser", "by htmx"])
def test_doors_for_nobody(htmx):
    assert [
        line for door in DOORS for line in wrong_answers(Client(), "nobody", door, methods=METHODS, htmx=htmx)
    ] == []


@pytest.mark.usefixtures("things")
@pytest.mark.parametrize("username", ACCOUNTS)
def test_doors_for_an_account(username):
    """The first tries every door by every method, and by htmx; the others read and send where not all get the same.

    Somebody without a right tries those that are open to all, too.
    """
    user, client = User.objects.get(username=username), Client()
    client.force_login(user)
    wrong = []
    for door in DOORS:
        if door.is_open and username not in (FIRST, WITHOUT_A_RIGHT_TO_CHANGE):
            continue
        for htmx, methods in (
            ((False, METHODS), (True, READ_AND_SEND)) if username == FIRST else ((False, READ_AND_SEND),)
        ):
            if not client.cookies[SESSION_COOKIE].value:  # the last door led out
                client.force_login(user)
            wrong += wrong_answers(client, username, door, methods=methods, htmx=htmx)
    assert wrong == []


@pytest.fixture
def client(a_round) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=FIRST))
    return client


def test_what_is_unknown_is_not_found(client):
    for door in (door for door in DOORS if door.arguments):
        response = client.generic("POST" if door.answer("somebody", "GET") == 405 else "GET", door.path_to_nowhere)
        assert response.status_code == 404, door.name
        assert BeautifulSoup(response.content, "html.parser").find("h1"), door.name


def test_a_date_that_cannot_be_shown_is_asked_for_again(client):
    for door in DATED:
        for given in ("nonsense", "2023-02-30", (today() + timedelta(days=1)).isoformat()):
            response = client.get(door.path, {"as-at": given})
            assert response.status_code == 400, (door.name, given)
            page = BeautifulSoup(response.content, "html.parser")
            assert ASKED_FOR in page.text, door.name
            assert page.find("input", {"name": "as-at"})["value"] == given


@pytest.mark.parametrize("day", ["2024-03-01", "2023-11-08", FIRST_DAY_OF_ALL])
def test_a_dated_page_says_its_day_and_keeps_it_in_its_links(client, day):
    for door in DATED:
        response = client.get(door.path, {"as-at": day})
        assert response.status_code in ({200, 404} if door.arguments else {200}), door.name
        if response.status_code == 200:
            page = without_bar(response)
            assert " as at " in page.title.text, door.name
            hrefs = [link["href"].partition("#")[0] for link in page.select('a[href^="/"]')]
            strayed = [href for href in hrefs if f"as-at={day}" not in href and not href.startswith(UNDATED)]
            assert strayed == [], door.name


def without_bar(response) -> BeautifulSoup:
    """A page without the bar whose links lead to other days."""
    page = BeautifulSoup(response.content, "html.parser")
    for bar in page.select(".app-as-at"):
        bar.extract()
    return page


@pytest.mark.usefixtures("records")
def test_nobody_learns_from_a_bad_date_what_they_may_not_see():
    for door in DATED:
        assert Client().get(door.path, {"as-at": "nonsense"}).status_code == 302


def test_a_place_where_nothing_is_says_so_to_anybody(client):
    for browser in (client, Client()):
        for path in ("/nowhere/", "/.git/config", "/settings.py", "/admin/", "/metrics-of-nobody/", "/static/"):
            assert browser.get(path).status_code == 404, path
    assert get_resolver().urlconf_name == "lsc_places.urls"


@pytest.mark.parametrize("query", ["", "?as-at=2023-11-08"], ids=["today", "as at 8 November 2023"])
def test_every_link_leads_to_a_page(client, query):
    """Walk from the home page through the links inside the house, to no more than a few pages of one kind."""
    to_see, seen, dead = [f"/{query}"], set(), []
    of_a_kind: Counter[str] = Counter()
    while to_see:
        path = to_see.pop(0)
        if path in seen or path.startswith("/static/"):
            continue
        seen.add(path)
        kind = resolve(urlsplit(path).path).view_name
        of_a_kind[kind] += 1
        if of_a_kind[kind] > MOST_OF_A_KIND:
            continue
        response = client.get(path)
        if response.status_code != 200:
            dead.append(f"{path}: {response.status_code}")
        elif response.headers["Content-Type"].startswith("text/html"):
            to_see += [link["href"].partition("#")[0] for link in without_bar(response).select('a[href^="/"]')]
    assert dead == []
    assert set(of_a_kind) >= {door.name for door in DATED if not door.arguments}
