"""Baselines and what changes them: proposed by one, approved by another; afterwards a date moves only by a request."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import DatabaseError, transaction
from django.utils import timezone

from delegations.workplan import queries
from delegations.workplan.models import Baseline, ChangeRequest, Dependency, Item, ItemStatement
from lsc_places.jobs.models import Notice
from lsc_places.kit.dates import PartialDate, today
from lsc_places.people.models import Grant
from tests.accounts import account
from tests.delegations.workplan.editing import cell
from tests.records import load

pytestmark = pytest.mark.usefixtures("records")
Right = Grant.Right
ITEM, NEEDS_IT = 50, 51
DUE, LATER = "2027-03-31", "2027-04-10"


@pytest.fixture
def item(db) -> Item:
    """An item in the hands of nobody, due on a date that no paper states, and another that needs it later."""
    Item.objects.filter(number__in=(ITEM, NEEDS_IT)).update(loaded={}, removed_at=None)
    for number, due in ((ITEM, DUE), (NEEDS_IT, "2027-04-30")):
        date = PartialDate.parse(due)
        Item.objects.filter(number=number).update(due_on=date, original_due_on=date)
    found = Item.objects.get(number=ITEM)
    Dependency.objects.create(item=Item.objects.get(number=NEEDS_IT), needs=found, is_critical=True)
    return found


def words(response) -> str:
    return BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ", strip=True)


def post(client, path: str, **sent):
    return client.post(path, {"form_key": str(uuid4()), **sent})


def a_baseline(browse, programme_manager, other) -> Baseline:
    """Proposed by one programme manager and approved by another."""
    post(browse(programme_manager), "/workplan/baselines/propose/", name="Plan of April", why="Agreed by the group")
    path = "/workplan/baselines/plan-of-april/decide/"
    assert browse(other).post(path, {"decision": "approved", "words": "Minute 4"}).status_code == 303
    return Baseline.objects.get()


def test_loading_holds_nothing_and_its_author_never_approves_a_baseline(browse, programme_manager, item):
    assert not Item.objects.exclude(baseline=None).exists()
    author, other = browse(programme_manager), account(Right.PROGRAMME_MANAGER)
    sent = {"form_key": str(uuid4()), "name": "Plan of April", "why": "Agreed by the group"}
    for _ in range(2):  # the same form sent twice proposes one
        assert author.post("/workplan/baselines/propose/", sent).status_code == 303
    again = post(author, "/workplan/baselines/propose/", name="Plan of April!", why="Once more")
    assert (again.status_code, "of this name already" in words(again)) == (422, True)
    path = "/workplan/baselines/plan-of-april/decide/"
    assert author.post(path, {"decision": "approved", "words": "I say so"}).status_code == 422
    assert Baseline.objects.get().standing == "proposed"
    assert Notice.objects.filter(user=other, words__contains="approve the baseline").exists()
    assert not Notice.objects.filter(user=programme_manager).exists()
    assert cell(programme_manager, item, "due_on", "2027-03-30", base=DUE).status_code == 200  # proposed holds nothing

    overtaken = browse(other).post(path, {"decision": "approved", "words": "Minute 4"})
    assert (overtaken.status_code, f"since it was proposed, of {item.reference}" in words(overtaken)) == (422, True)
    assert cell(programme_manager, item, "due_on", DUE, base="2027-03-30", version=2).status_code == 200
    assert browse(other).post(path, {"decision": "approved", "words": "Minute 4"}).status_code == 303
    item.refresh_from_db()
    assert str(item.baseline) == "Plan of April"
    assert Baseline.pgh_event_model.objects.count() == 2
    assert Notice.objects.standing().filter(user=programme_manager, words__endswith="proposed: approved").exists()
    row = item.baseline_dates.get()
    for change in (row.delete, row.save):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_held_date_is_refused_everywhere_with_the_way_to_ask_and_nothing_typed_is_lost(
    browse, programme_manager, item
):
    a_baseline(browse, programme_manager, account(Right.PROGRAMME_MANAGER))
    item.refresh_from_db()
    client = browse(programme_manager)

    refused = cell(programme_manager, item, "due_on", LATER, base=DUE)
    text = refused.content.decode()
    assert refused.status_code == 422
    assert "is in an approved baseline" in text
    assert f"You typed: {LATER}" in text
    assert f'href="/workplan/{item.reference}/ask/?wanted_on={LATER}"' in text
    assert cell(programme_manager, item, "title", "Another title", base=item.title).status_code == 200

    path = f"/workplan/{item.reference}/edit/"
    sent = {"version": 2, "due_on": LATER, "base-due_on": DUE, "next_step": "Ring the council", "base-next_step": ""}
    form = client.post(path, sent)
    shown = BeautifulSoup(form.content, "html.parser")
    assert form.status_code == 422
    assert shown.select_one("[name=due_on]")["value"] == LATER
    assert shown.select_one("[name=next_step]").text.strip() == "Ring the council"
    assert shown.find("a", href=f"/workplan/{item.reference}/ask/?wanted_on={LATER}")
    assert client.post(path, sent | {"is_milestone": "perhaps", "due_on": DUE}).status_code == 422
    assert client.post(path, sent | {"is_milestone": "yes", "due_on": DUE}).status_code == 303
    item.refresh_from_db()
    assert (item.is_milestone, item.next_step, str(item.due_on)) == (True, "Ring the council", DUE)

    ticked = {"row": item.reference, "field": "due_on", "value": LATER, "form_key": str(uuid4()), "check": "check"}
    checked = client.post("/workplan/together/", ticked)
    assert "Not saved. The due date of" in words(checked)
    assert f"Ask to change the date of {item.reference}" in words(checked)

    with pytest.raises(DatabaseError, match="moves only by an approved request"), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(due_on=PartialDate.parse(LATER))
    Item.objects.filter(number=52).update(due_on=PartialDate.parse(LATER))  # no baseline held it: it had no date
    load()
    item.refresh_from_db()
    assert str(item.due_on) == DUE


def test_a_date_moves_when_somebody_else_approves_and_the_comparison_shows_it(browse, programme_manager, item):
    other, officer = account(Right.PROGRAMME_MANAGER), account(Right.ACCOUNTABLE_OFFICER)
    director = account(Right.DHCI, place=item.place)
    author, ask = browse(programme_manager), f"/workplan/{item.reference}/ask/"
    why = {"cause": "The venue is taken", "effect": "None"}
    early = post(author, ask, was_on=DUE, wanted_on=LATER, **why)
    assert (early.status_code, "in no approved baseline" in words(early)) == (422, True)
    a_baseline(browse, programme_manager, other)
    assert "Items that wait for it" in words(author.get(ask))
    assert post(author, ask, was_on=DUE, wanted_on="soon", **why).status_code == 422
    assert post(author, ask, was_on=DUE, wanted_on=DUE, **why).status_code == 422
    assert post(author, ask, was_on="2027-01-31", wanted_on=LATER, **why).status_code == 422
    assert post(browse(officer), ask, was_on=DUE, wanted_on=LATER, **why).status_code == 403
    asked = post(author, ask, was_on=DUE, wanted_on=LATER, **why)
    assert asked.status_code == 303
    second = post(author, ask, was_on=DUE, wanted_on="2027-04-11", **why)
    assert "has asked already" in words(second)
    request = ChangeRequest.objects.get()
    assert (request.approver, request.days) == ("manager", 10)
    assert "not more than 14 (local choice)" in words(author.get(asked["Location"]))
    told = Notice.objects.standing().filter(address=asked["Location"])
    asked_of = {notice.user for notice in told}
    assert {other, director} <= asked_of
    assert not {programme_manager, officer} & asked_of

    decide = f"{asked['Location']}decide/"
    yes = {"decision": "approved", "words": "Minute 7"}
    assert author.post(decide, yes).status_code == 422  # the author can only withdraw
    assert browse(officer).get(decide).status_code == 403
    assert browse(other).post(decide, {"decision": "approved"}).status_code == 422
    assert browse(director).post(decide, yes).status_code == 303
    assert browse(other).post(decide, yes).status_code == 422  # decided already
    item.refresh_from_db()
    assert (str(item.due_on), str(item.original_due_on), item.version) == (LATER, DUE, 3)
    assert not told.filter(user=other).exists()
    assert told.get().user == programme_manager

    next_one = post(author, ask, was_on=LATER, wanted_on="2027-04-20", **why)["Location"]
    assert "It moves by 20 days in all since the baseline" in words(author.get(next_one))
    assert author.post(f"{next_one}decide/", {"decision": "withdrawn", "words": "Not now"}).status_code == 303
    page = words(author.get(f"/workplan/{item.reference}/"))
    assert "10 days after the first date Was 31 March 2027" in page
    gone = Item.objects.get(number=NEEDS_IT)
    author.post(f"/workplan/{gone.reference}/remove/", {"version": gone.version})
    compared = words(author.get("/workplan/baselines/plan-of-april/"))
    assert f"{item.title} Moved 31 March 2027 10 April 2027 10 days later" in compared
    assert f"{gone.title} No longer in the plan 30 April 2027 Not in the plan" in compared
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        moved_on = today() - timedelta(days=2)
        before = queries.item_page(item.reference, as_at=moved_on - timedelta(days=1), reader=programme_manager)
        assert (before.row.due, before.baseline, before.requests) == (PartialDate.parse(DUE), None, ())
        then = queries.item_page(item.reference, as_at=moved_on, reader=programme_manager)
        assert (str(then.row.due), str(then.baseline)) == (LATER, "Plan of April")
        assert [one.decided_on for one in then.requests] == [moved_on, moved_on]
    history = words(author.get(f"/workplan/{item.reference}/history/"))
    assert f"{director.name} Due date 31 March 2027 10 April 2027" in history
    assert f"{other.name} Baseline In no baseline Plan of April" in history
    assert f"{programme_manager.name} In the plan Yes Removed" in words(
        author.get(f"/workplan/{gone.reference}/history/")
    )


def test_larger_moves_go_higher_and_what_is_not_approved_moves_nothing(browse, programme_manager, item):
    other, officer = account(Right.PROGRAMME_MANAGER), account(Right.ACCOUNTABLE_OFFICER)
    a_baseline(browse, programme_manager, other)
    author, ask = browse(programme_manager), f"/workplan/{item.reference}/ask/"
    why = {"cause": "The venue is taken", "effect": "It comes after the item that needs it"}
    for wanted, approver, decides, cannot in (
        ("2027-05-01", "officer", officer, other),
        ("2027-04-20", "group", other, officer),
    ):
        path = post(author, ask, was_on=DUE, wanted_on=wanted, **why)["Location"]
        assert ChangeRequest.objects.waiting().get().approver == approver
        assert browse(cannot).post(f"{path}decide/", {"decision": "approved", "words": "Yes"}).status_code == 403
        no = {"decision": "declined", "words": "Hold the date"}
        assert browse(decides).post(f"{path}decide/", no).status_code == 303
    path = post(author, ask, was_on=DUE, wanted_on=LATER, **why)["Location"]
    Item.objects.filter(pk=item.pk).update(removed_at=timezone.now(), removed_by=other)
    yes = {"decision": "approved", "words": "Yes"}
    assert f"{other.name} removed" in words(browse(other).post(f"{path}decide/", yes))
    assert author.post(f"{path}decide/", {"decision": "withdrawn", "words": "Not needed"}).status_code == 303
    item.refresh_from_db()
    assert (str(item.due_on), item.version) == (DUE, 2)
    assert "Hold the date" in words(author.get(ChangeRequest.objects.earliest("asked_at").get_absolute_url()))


def test_worse_is_stated_at_once_and_better_waits_for_the_accountable_officer(browse, programme_manager, item):
    officer, outsider = account(Right.ACCOUNTABLE_OFFICER), account(Right.AUDITOR)
    Item.objects.filter(pk=item.pk).update(due_on=PartialDate(today()), starts_on=None)
    author, path = browse(programme_manager), f"/workplan/{item.reference}/brag/"
    assert browse(outsider).get(path).status_code == 403
    assert post(author, path, brag="off_track", version=1).status_code == 422
    assert post(author, path, brag="complete", reason="Done", version=1).status_code == 422
    assert post(author, path, brag="off_track", reason="Nobody answers", version=1).status_code == 303
    shown = words(author.get(f"/workplan/{item.reference}/"))
    assert "BRAG Off track (R)" in shown
    assert "The rules say" in shown
    assert "Nobody answers It counts until it is taken back." in shown
    assert (
        post(author, path, brag="on_track", reason="Late form", version=1).status_code == 422
    )  # seen before that change
    assert post(author, path, brag="follow", reason="They answered", version=2).status_code == 303

    Item.objects.filter(pk=item.pk).update(due_on=PartialDate.parse("2020-01-31"))
    assert post(author, path, brag="on_track", reason="It was held elsewhere", version=3).status_code == 303
    assert not ItemStatement.objects.filter(item=item, brag="on_track").exists()
    request = ChangeRequest.objects.get()
    decide = f"{request.get_absolute_url()}decide/"
    assert author.post(decide, {"decision": "approved", "words": "I say so"}).status_code == 422
    assert browse(officer).post(decide, {"decision": "approved", "words": "Seen on 3 May"}).status_code == 303
    shown = words(author.get(f"/workplan/{item.reference}/"))
    assert f"approved by {officer.name}: It was held elsewhere It counts until" in shown
    assert "The rules say Off track" in shown
