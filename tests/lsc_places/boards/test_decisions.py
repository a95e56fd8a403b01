"""Decisions as the secretary records them."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from lsc_places.boards import actions
from lsc_places.boards.models import Body, Decision
from lsc_places.kit.dates import today

pytestmark = pytest.mark.usefixtures("records")

ANSWER = {
    "body": "",
    "decided_on": "2026-03-31",
    "outcome": "agreed",
    "wording": "The Board <b>approved</b> the delegation.",
    "authority": "Scheme of reservation and delegation, 4.2",
    "minute": "26/031",
    "effects": "",
}


@pytest.fixture
def body() -> Body:
    return Body.objects.exclude(name="").first()


def said(response) -> str:
    return BeautifulSoup(response.content, "html.parser").text


def test_the_secretary_records_a_decision_and_everybody_reads_it(browse, secretary, body, page):
    answer = browse(secretary).post("/decisions/record/", ANSWER | {"body": body.slug})
    assert (answer.status_code, answer.url) == (303, "/decisions/")
    decision = Decision.objects.get()
    assert (decision.body, decision.recorded_by, decision.minute) == (body, secretary, "26/031")
    shown = page("/decisions/")
    assert "The Board <b>approved</b> the delegation." in shown.text
    assert shown.find("b", string="approved") is None
    assert shown.find("a", href="/decisions/record/") is None
    assert "DEC-" not in page("/decisions/", as_at="2026-03-30").main.text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"decided_on": "2026-02-31"}, "Enter a date like 2026-03-31"),
        ({"decided_on": str(today() + timedelta(days=1))}, "or in the past"),
        ({"minute": ""}, "Enter the reference of the minute"),
        ({"outcome": "perhaps"}, "Select a valid choice"),
        ({"wording": "x" * 5001}, "5,000 characters or fewer"),
    ],
)
def test_what_cannot_be_recorded_says_why_and_keeps_what_was_typed(browse, secretary, body, wrong, words):
    answer = browse(secretary).post("/decisions/record/", ANSWER | {"body": body.slug} | wrong)
    assert answer.status_code == 422
    assert words in said(answer)
    assert ANSWER["authority"] in answer.content.decode()
    assert not Decision.objects.exists()


def test_a_minute_is_recorded_once(browse, secretary, body):
    client = browse(secretary)
    client.post("/decisions/record/", ANSWER | {"body": body.slug})
    again = client.post("/decisions/record/", ANSWER | {"body": body.slug})
    assert again.status_code == 422
    assert "recorded already, as DEC-" in said(again)
    assert Decision.objects.count() == 1


def test_nobody_else_records_one(browse, programme_manager, body):
    assert browse(programme_manager).post("/decisions/record/", ANSWER | {"body": body.slug}).status_code == 403
    given = {name: value for name, value in ANSWER.items() if name not in {"body", "decided_on"}}
    with pytest.raises(PermissionDenied):
        actions.record_decision(body, decided_on=today(), by=programme_manager, **given)


def test_the_database_keeps_a_decision_as_it_is(secretary, body):
    given = {name: value for name, value in ANSWER.items() if name not in {"body", "decided_on"}}
    decision = actions.record_decision(body, decided_on=today(), by=secretary, **given)
    for change in (lambda: Decision.objects.update(wording="otherwise"), decision.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    decision.refresh_from_db()
    assert decision.wording == ANSWER["wording"]
