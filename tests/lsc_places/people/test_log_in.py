"""The way in and the way out."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from lsc_places.kit.http import address_of
from lsc_places.people.models import FailedLogIn, User
from tests.accounts import PASSWORD, account

pytestmark = pytest.mark.django_db
RIGHT_PASSWORD = "correct horse battery staple"
NOT_RIGHT = "The user name or password is not right"


@pytest.fixture
def kim() -> User:
    return account(name="Kim Shah", password=RIGHT_PASSWORD)


def logged_in(client: Client, user: User, *, password: str = RIGHT_PASSWORD, **also: str):
    return client.post("/log-in/", {"username": user.username, "password": password, **also})


def words_of(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def test_the_form_asks_for_two_things_and_has_one_button(client):
    page = words_of(client.get("/log-in/"))
    form = page.find("main").find("form")
    assert [field["name"] for field in form.select("input:not([type=hidden])")] == ["username", "password"]
    assert [button.text.strip() for button in form.select("button[type=submit]")] == ["Log in"]


@pytest.mark.usefixtures("records")
def test_the_right_password_opens_the_home_page_or_the_one_asked_for(client):
    manager = User.objects.get(username="programme-manager")
    assert logged_in(client, manager, password=PASSWORD).url == "/"
    assert (
        logged_in(Client(), manager, password=PASSWORD, next="/places/?as-at=2023-11-08").url
        == "/places/?as-at=2023-11-08"
    )
    assert client.get("/places/").status_code == 200


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", "http:///example.org"]
)
def test_nobody_is_sent_out_of_the_house(client, kim, elsewhere):
    assert logged_in(client, kim, next=elsewhere).url == "/"


def test_a_wrong_name_a_wrong_password_and_a_closed_account_are_told_the_same(kim):
    closed = account(password=RIGHT_PASSWORD)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    nobody = User(username="nobody")
    answers = [
        logged_in(Client(), nobody),
        logged_in(Client(), kim, password="wrong"),
        logged_in(Client(), closed),
    ]
    assert {answer.status_code for answer in answers} == {422}
    for answer in answers:
        page = words_of(answer)
        assert NOT_RIGHT in page.find(class_="nhsuk-error-summary").text
        assert page.title.text.strip().startswith("Error: ")
        assert not page.find("input", {"name": "password"}).get("value")


def test_guessing_is_slow_for_a_name_from_an_address_and_for_nobody_else(kim, caplog):
    """Ten of a name, a hundred of an address; what is forwarded counts only where a proxy stands before us."""
    thief = Client(REMOTE_ADDR="192.0.2.7")
    for turn in range(10):
        guess = thief.post(
            "/log-in/",
            {"username": f"{' ' * turn}{kim.username.upper()}", "password": f"guess {turn}"},
            headers={"X-Forwarded-For": f"192.0.2.{turn}"},
        )
        assert guess.status_code == 422
    refused = logged_in(thief, kim)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "300")
    assert "There were too many tries. Wait 5 minutes, then try again" in refused.content.decode()
    assert kim.username in refused.content.decode()
    assert logged_in(Client(REMOTE_ADDR="192.0.2.8"), kim).status_code == 302, "nobody is locked out from elsewhere"
    assert "guess" not in caplog.text

    other = account(password=RIGHT_PASSWORD)
    assert logged_in(thief, other).status_code == 302
    FailedLogIn.objects.bulk_create(FailedLogIn(username=f"name {n}", address="192.0.2.7") for n in range(90))
    thief = Client(REMOTE_ADDR="192.0.2.7")
    assert logged_in(thief, other).status_code == 429, "one password over many names"
    FailedLogIn.objects.update(failed_at=timezone.now() - FailedLogIn.WITHIN)
    assert logged_in(thief, kim).status_code == 302
    assert not FailedLogIn.objects.exists(), "nothing is kept that no longer counts"


def test_all_addresses_of_a_subscriber_count_as_one(kim):
    for turn in range(10):
        logged_in(Client(REMOTE_ADDR=f"2001:db8::{turn:x}"), kim, password="guess")
    assert logged_in(Client(REMOTE_ADDR="2001:db8::ff"), kim).status_code == 429
    assert logged_in(Client(REMOTE_ADDR="2001:db8:0:1::ff"), kim).status_code == 302


def test_an_address_is_what_the_proxy_says_and_not_what_it_was_told(rf, settings):
    request = rf.get("/", REMOTE_ADDR="198.51.100.1", headers={"X-Forwarded-For": "203.0.113.9, 192.0.2.7"})
    assert address_of(request) == "198.51.100.1"
    settings.IS_PRODUCTION = True
    assert address_of(request) == "192.0.2.7"


def test_the_log_tells_who_came_and_who_did_not(client, kim, caplog):
    with caplog.at_level("INFO"):
        logged_in(client, kim, password="never to be written down")
        logged_in(client, kim)
    assert f"Log in failed for account {kim.pk} from 127.0.0.1" in caplog.text
    assert f"Account {kim.pk} logged in from 127.0.0.1" in caplog.text
    assert "written down" not in caplog.text


def test_an_empty_form_says_what_to_enter_at_each_field(client):
    page = words_of(client.post("/log-in/", {"username": "", "password": ""}))
    links = {link["href"]: link.text.strip() for link in page.select(".nhsuk-error-summary a")}
    assert links == {"#id_username": "Enter your user name", "#id_password": "Enter your password"}
    assert all(page.find(id=href[1:]) for href in links)


def test_the_session_before_is_not_the_session_after(client, kim):
    client.get("/log-in/")
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    logged_in(client, kim)
    assert client.session.session_key != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_a_session_is_dead_after_logging_out(client, kim):
    logged_in(client, kim)
    kept = client.cookies["sessionid"].value
    assert client.post("/log-out/").url == "/log-in/"
    thief = Client()
    thief.cookies["sessionid"] = kept
    assert thief.get("/places/").url == "/log-in/?next=/places/"


def test_a_changed_password_or_a_closed_account_ends_every_session_and_no_other(client, kim):
    other_account, other = account(password=RIGHT_PASSWORD), Client()
    logged_in(other, other_account)
    for change in ({"password": "another"}, {"is_active": False}):
        User.objects.filter(pk=kim.pk).update(is_active=True)
        client.force_login(User.objects.get(pk=kim.pk))
        User.objects.filter(pk=kim.pk).update(**change)
        assert client.post("/log-out/").url.startswith("/log-in/?next="), change
    assert other.post("/log-out/").url == "/log-in/"


def test_a_form_from_another_site_is_refused_with_our_own_page(kim):
    client = Client(enforce_csrf_checks=True)
    answer = logged_in(client, kim)
    assert answer.status_code == 403
    assert words_of(answer).find("h1")
    assert "sessionid" not in client.cookies


def test_demo_accounts_are_nobodies_in_production(client, settings):
    demo = account(password=RIGHT_PASSWORD)
    User.objects.filter(pk=demo.pk).update(is_demo=True)
    settings.IS_PRODUCTION = True
    assert logged_in(client, demo).status_code == 422
    settings.IS_PRODUCTION = False
    assert logged_in(client, demo).status_code == 302
    settings.IS_PRODUCTION = True
    assert client.post("/log-out/").url.startswith("/log-in/?next="), "a session from before must not go on"
