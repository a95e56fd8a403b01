"""Two people at one request or baseline at the same moment, on real connections: it is decided once, and what is held holds."""

import contextlib
from threading import Barrier, BrokenBarrierError
from uuid import uuid4

import pytest
from django.db.models import QuerySet

from delegations.workplan import actions
from delegations.workplan.actions import requests
from delegations.workplan.models import Baseline, ChangeRequest, Item
from delegations.workplan.refusals import Overtaken
from lsc_places.kit.dates import PartialDate
from tests.accounts import account
from tests.delegations.workplan.editing import at_once, cell, events

pytestmark = pytest.mark.usefixtures("transactional_db", "records")
DUE, LATER = PartialDate.parse("2027-03-31"), PartialDate.parse("2027-04-07")


@pytest.fixture
def people():
    """Who asks, and two who may decide."""
    return [account("programme_manager", name=name) for name in ("Sam Ali", "Kim Shah", "Jo Patel")]


@pytest.fixture
def item() -> Item:
    Item.objects.filter(number=10).update(due_on=DUE, original_due_on=DUE)
    return Item.objects.get(number=10)


def proposed(by) -> Baseline:
    return actions.propose_baseline("Plan", place=None, why="Agreed", form_key=uuid4(), by=by)


@pytest.fixture
def asked(people, item) -> ChangeRequest:
    sam, kim, _ = people
    actions.decide_baseline(proposed(sam).pk, standing="approved", words="Minute 1", by=kim)
    why = {"cause": "The venue is taken", "effect": "None"}
    return actions.ask(item.number, was_on=str(DUE), wanted_on=LATER, form_key=uuid4(), by=sam, **why)


@pytest.fixture
def both_decide_together(monkeypatch):
    """Whoever may carry it out waits for the other, as long as there is nothing that keeps them apart."""
    met, carry_out = Barrier(2), requests._carry_out

    def wait_and_carry_out(item, request, *, by):
        with contextlib.suppress(BrokenBarrierError):
            met.wait(timeout=2)
        carry_out(item, request, by=by)

    monkeypatch.setattr(requests, "_carry_out", wait_and_carry_out)


def decide_twice(asked, people):
    _, kim, jo = people
    return at_once(
        lambda: actions.decide(asked.pk, decision="approved", words="Minute 2", by=kim),
        lambda: actions.decide(asked.pk, decision="approved", words="Minute 3", by=jo),
    )


def test_a_request_is_decided_once(asked, item, people, both_decide_together):
    before = events(item)
    came = decide_twice(asked, people)
    assert sorted(type(one).__name__ for one in came) == ["ChangeRequest", "Overtaken"]
    assert (Item.objects.get(pk=item.pk).due_on, events(item)) == (LATER, before + 1)


def test_without_locks_both_would_have_decided(asked, item, people, both_decide_together, monkeypatch):
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **_: self)
    assert [type(one) for one in decide_twice(asked, people)] == [ChangeRequest, ChangeRequest]


def test_a_date_is_changed_before_a_baseline_holds_it_or_not_at_all(item, people):
    sam, kim, jo = people
    baseline = proposed(sam)
    approved, edited = at_once(
        lambda: actions.decide_baseline(baseline.pk, standing="approved", words="Minute 1", by=kim),
        lambda: cell(jo, item, "due_on", str(LATER), base=str(DUE)),
    )
    item.refresh_from_db()
    if isinstance(approved, Overtaken):
        assert (edited.status_code, item.due_on, item.baseline) == (200, LATER, None)
    else:
        assert (edited.status_code, item.due_on, item.baseline) == (422, DUE, baseline)
