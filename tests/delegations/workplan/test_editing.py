"""Who may change what of the workplan, what cannot be taken, and what becomes of it."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from delegations.workplan import queries
from delegations.workplan.cells import CELLS
from delegations.workplan.models import ChangeSet, Item, ItemStatement, Party
from lsc_places.kit.dates import today
from lsc_places.people.models import Grant, Person, Team
from lsc_places.places.models import Place
from tests.accounts import account
from tests.delegations.workplan.editing import cell, events

pytestmark = pytest.mark.usefixtures("records")

OF_PLACE, OF_ALL = 42, 10


def item(number: int) -> Item:
    return Item.objects.get(number=number)


def form_of(client, path: str) -> dict[str, str]:
    """What a browser would send back of the form of a page, as it stands."""
    form = BeautifulSoup(client.get(path).content, "html.parser").select_one("main form")
    sent = {one["name"]: one.get("value", "") for one in form.select("input[name]:not([type=radio], [type=checkbox])")}
    sent |= {one["name"]: one.text.removeprefix("\n") for one in form.select("textarea")}
    for one in form.select("select"):
        chosen = one.select_one("option[selected]") or one.select_one("option")
        sent[one["name"]] = chosen["value"]
    return sent


@pytest.mark.parametrize("right", [*Grant.Right.values, ""])
def test_who_may_change_a_row_and_who_only_its_note(right, browse):
    """The matrix: programme managers all, a director the own place's rows, an owner the note, nobody else."""
    place = item(OF_PLACE).place
    scope = {"place": place} if right in ("dhci", "partner") else {}
    user = account(*([right] if right else []), **scope)
    all_rows, own_place = right == "programme_manager", right == "dhci"
    for number, may in ((OF_PLACE, all_rows or own_place), (OF_ALL, all_rows), (52, all_rows)):
        status = 200 if may else 403
        assert cell(user, item(number), "title", "New", base=item(number).title).status_code == status, number
        assert cell(user, item(number), "commentary", "How it goes", base="").status_code == status, number
        assert browse(user).get(f"/workplan/WP-{number:04}/edit/").status_code == status
    assert (Item.objects.filter(title="New").count() > 0) == (all_rows or own_place)


def test_an_owner_writes_the_note_and_nothing_else(browse):
    person = Person.objects.first()
    owner = account("quality_lead")
    owner.person = person
    owner.save()
    party = Party.objects.create(slug="the-owner", words=person.name, person=person)
    Item.objects.filter(number=OF_ALL).update(owner=party)
    assert cell(owner, item(OF_ALL), "commentary", "Going well", base="").status_code == 200
    assert cell(owner, item(OF_ALL), "due_on", "2027-01-01", base="").status_code == 403
    assert cell(owner, item(11), "commentary", "Going well", base="").status_code == 403
    fields = form_of(browse(owner), "/workplan/WP-0010/edit/")
    assert "commentary" in fields
    assert "due_on" not in fields
    forged = fields | {"due_on": "2027-01-01", "base-due_on": ""}
    browse(owner).post("/workplan/WP-0010/edit/", forged)
    assert item(OF_ALL).due_on is None


def test_a_director_moves_no_row_to_another_place_and_takes_none(browse):
    own, other = item(OF_PLACE).place, Place.objects.get(slug="blackpool")
    dhci = account("dhci", place=own)
    assert cell(dhci, item(OF_PLACE), "place", other.slug, base=own.slug).status_code == 403
    assert item(OF_PLACE).place == own


@pytest.mark.seed("J3")
def test_the_form_changes_what_was_changed_and_says_who(programme_manager, browse):
    client = browse(programme_manager)
    sent = form_of(client, "/workplan/WP-0010/edit/")
    assert {
        "version",
        "title",
        "workstream",
        "place",
        "owner",
        "due_on",
        "forecast_on",
        "actual_on",
        "commentary",
    } < set(sent)
    assert all(f"base-{one.name}" in sent for one in CELLS)
    answer = client.post("/workplan/WP-0010/edit/", sent | {"status": "completed", "actual_on": today().isoformat()})
    assert answer.status_code == 303, answer.content.decode()
    now = item(OF_ALL)
    assert (now.status, now.version) == ("completed", 2)
    said = ItemStatement.objects.filter(item=now, aspect="status").latest("recorded_at")
    assert (said.recorded_by, said.effective_on) == (programme_manager, today())
    report = queries.progress_of_the_delivery_group(as_at=today())
    assert "WP-0010" in [row.reference for row in report.completed]
    before = queries.progress_of_the_delivery_group(as_at=date(2023, 11, 8))
    assert "WP-0010" in [row.reference for row in before.in_progress]
    history = client.get("/workplan/WP-0010/history/").content.decode()
    assert programme_manager.name in history
    assert client.post("/workplan/WP-0010/edit/", sent | {"status": "completed"}).status_code in (303, 409)


def test_what_was_not_asked_is_never_stored(programme_manager, browse):
    """B01: every field of the model in the form of an item."""
    client = browse(programme_manager)
    before = Item.objects.filter(number=OF_ALL).values().get()
    own = {one.name for one in CELLS}
    sent = form_of(client, "/workplan/WP-0010/edit/")
    extra = {field.name: "1" for field in Item._meta.get_fields() if field.name not in {*own, "version"}}
    client.post("/workplan/WP-0010/edit/", sent | extra)
    assert Item.objects.filter(number=OF_ALL).values().get() == before


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("due_on", "31 February", "You entered “31 February”"),
        ("due_on", "2027-02-29", "Due date must be a date"),
        ("due_on", "0027-01-01", "a year from 2000 to 2099"),
        ("due_on", "20270", "Due date must be a date"),
        ("due_on", "3/4/27", "You entered “3/4/27”"),
        ("actual_on", "2099-01-01", "or in the past"),
        ("title", "", "Enter title"),
        ("title", "x" * 301, "300 characters or fewer. You entered 301"),
        ("title", "nul\0", "a character that is not text"),
        ("owner", "Somebody unheard of", "is not known"),
        ("status", "late", "must be one of: Completed, In progress, Planned"),
    ],
)
def test_what_cannot_be_taken_is_said_and_changes_nothing(programme_manager, field, value, told):
    before = events(item(OF_ALL))
    base = queries.opened("WP-0010", by=programme_manager).texts[field]
    answer = cell(programme_manager, item(OF_ALL), field, value, base=base)
    assert answer.status_code == 422
    assert told in BeautifulSoup(answer.content, "html.parser").text
    assert events(item(OF_ALL)) == before


def test_words_of_people_stay_words_in_every_field_and_every_page(programme_manager, browse):
    """B03."""
    client, hostile = browse(programme_manager), "<script>x</script>\"'><img onerror=x>{{7*7}}{% load %}"
    for field in ("title", "commentary", "next_step", "deliverable"):
        base = queries.opened("WP-0010", by=programme_manager).texts[field]
        assert cell(programme_manager, item(OF_ALL), field, hostile, base=base).status_code == 200
        assert getattr(item(OF_ALL), field) == hostile
    columns = "&".join(f"columns={column.name}" for column in queries.COLUMNS)
    for path in (
        f"/workplan/?{columns}",
        "/workplan/WP-0010/",
        "/workplan/WP-0010/edit/",
        "/workplan/WP-0010/history/",
        "/workplan/moved/",
    ):
        page = BeautifulSoup(client.get(path).content, "html.parser")
        assert hostile in page.text or any(hostile in one.get("value", "") for one in page.select("input")), path
        assert page.main.find_all("img") == []


@pytest.mark.seed("J5")
def test_place_and_icb_propose_and_the_programme_manager_records_the_answer(programme_manager, browse):
    place = Place.objects.first()
    proposers = [account("dhci", place=place), account("partner", place=place), account("finance_lead")]
    for number, user in enumerate(proposers):
        sent = form_of(browse(user), "/workplan/add/")
        sent |= {"plan": "programme", "title": f"Proposed {number}"}
        assert browse(user).post("/workplan/add/", sent).status_code == 303
        assert browse(user).post("/workplan/add/", sent).status_code == 303, "sent twice is added once"
    waiting = Item.objects.filter(standing="proposed")
    assert waiting.count() == 3
    assert queries.workplan_page(as_at=today(), reader=programme_manager, asked={}).count.total == 60
    yes, no = waiting[0], waiting[1]
    answer = {"standing": "accepted", "accepted_on": today().isoformat(), "acceptance": "Minute 4"}
    assert browse(proposers[0]).post(f"/workplan/{yes.reference}/answer/", answer).status_code == 403
    assert browse(programme_manager).post(f"/workplan/{yes.reference}/answer/", answer).status_code == 303
    assert (
        browse(programme_manager)
        .post(f"/workplan/{no.reference}/answer/", answer | {"standing": "declined"})
        .status_code
        == 303
    )
    assert browse(programme_manager).post(f"/workplan/{yes.reference}/answer/", answer).status_code == 422
    page = queries.workplan_page(as_at=today(), reader=programme_manager, asked={})
    assert (page.count.total, page.proposed) == (61, 1)
    said = browse(programme_manager).get(f"/workplan/{yes.reference}/").content.decode()
    assert "Minute 4" in said


@pytest.mark.seed("J10")
def test_an_item_is_closed_with_a_day_a_paper_or_a_reason(programme_manager, browse):
    client = browse(programme_manager)
    for number, sent, told in (
        (10, {"status": "completed"}, "Enter the actual date"),
        (11, {"status": "superseded"}, "Choose the paper that replaced it"),
        (12, {"status": "not_delivered"}, "Enter why it was not delivered"),
    ):
        path = f"/workplan/WP-{number:04}/close/"
        answer = client.post(path, sent | {"version": 1})
        assert answer.status_code == 422
        assert told in answer.content.decode()
        full = {"actual_on": "2026-01-31", "replaced_by": "icb-2023-11-08-item-12", "words": "No longer wanted"}
        assert client.post(path, sent | full | {"version": 1}).status_code == 303
        assert client.post(path, sent | full | {"version": 1}).status_code == 422, (
            "an older version is not closed again"
        )
    assert [item(number).status for number in (10, 11, 12)] == ["completed", "superseded", "not_delivered"]
    assert str(item(11).replaced_by) == "ICB Board paper, 8 November 2023"
    assert "ICB Board paper, 8 November 2023" in client.get("/workplan/WP-0011/").content.decode()


@pytest.mark.seed("J6")
def test_a_team_is_given_an_item_and_lists_it(programme_manager, browse):
    client, team = browse(programme_manager), Team.objects.first()
    assert client.post("/workplan/WP-0010/links/", {"version": 1, "teams": [team.pk]}).status_code == 303
    page = queries.workplan_page(as_at=today(), reader=programme_manager, asked={"team": team.slug})
    assert "WP-0010" in [row.reference for group in page.groups for row in group.rows]


def test_pasted_rows_are_checked_saved_once_and_undone(programme_manager, browse):
    client = browse(programme_manager)
    assert cell(programme_manager, item(12), "next_step", "Changed since", base="").status_code == 200
    table = [
        ("Reference", "Colour", "Next step", "Owner", "Due date", "Version"),
        ("WP-0010", "red", "Pasted", "phm-group", "2027-03-31", "1"),
        ("WP-0011", "red", "", "", "31/02/2027", "1"),
        ("WP-0012", "red", "Pasted", "", "", "1"),
        ("WP-9999", "red", "Pasted", "", "", ""),
    ]
    rows = "\n".join("\t".join(line) for line in table)
    sent = form_of(client, "/workplan/paste/") | {"rows": rows, "otherwise": "others"}
    said = BeautifulSoup(client.post("/workplan/paste/", sent).content, "html.parser").main.text
    for part in ("left out: Colour", "31/02/2027", "changed Next step to Changed since", "There is no item WP-9999"):
        assert part in said
    assert item(10).version == 1
    for _ in range(2):
        assert client.post("/workplan/paste/", sent | {"save": "save"}).status_code == 303
    assert (item(10).next_step, str(item(10).due_on), item(10).version) == ("Pasted", "2027-03-31", 2)
    assert item(12).next_step == "Changed since"
    made = ChangeSet.objects.get()
    told = BeautifulSoup(client.get(f"/workplan/together/{made.pk}/").content, "html.parser").main.text
    assert "31 March 2027" in told
    assert "PHM group" in told
    assert client.post(f"/workplan/together/{made.pk}/undo/").status_code == 303
    assert (item(10).next_step, item(10).due_on, item(10).version) == ("", None, 3)
    new = "Title\tPlace\nA new row\t\n"
    assert (
        client.post("/workplan/paste/", form_of(client, "/workplan/paste/") | {"rows": new, "save": "1"}).status_code
        == 303
    )
    assert Item.objects.get(title="A new row").standing == "accepted"


def test_ticked_rows_are_changed_with_the_rights_of_a_single_save(browse):
    place = item(OF_PLACE).place
    client = browse(account("dhci", place=place))
    sent = {"row": ["WP-0042", "WP-0010"], "field": "forecast_on", "value": "2027-03-31", "version-WP-0042": "1",
            "base-WP-0042": "", "version-WP-0010": "1", "base-WP-0010": ""}  # fmt: skip
    begun = BeautifulSoup(client.post("/workplan/together/", {"row": sent["row"]}).content, "html.parser")
    assert begun.select(".nhsuk-error-message") == [], "nothing is wrong before anything was asked"
    again = client.post("/workplan/together/", {"row": sent["row"], "check": "check"}).content.decode()
    assert "Choose what to change" in again
    shown = client.post("/workplan/together/", sent)
    said = BeautifulSoup(shown.content, "html.parser").main.text
    assert shown.status_code == 200
    assert "You may not change it" in said
    key = BeautifulSoup(shown.content, "html.parser").select_one("[name=form_key]")["value"]
    assert item(OF_PLACE).forecast_on is None
    assert (
        client.post("/workplan/together/", sent | {"form_key": key, "save": "1", "otherwise": "none"}).status_code
        == 409
    )
    assert client.post("/workplan/together/", sent | {"form_key": key, "save": "1"}).status_code == 303
    assert (str(item(OF_PLACE).forecast_on), item(OF_ALL).forecast_on) == ("2027-03-31", None)
    reader = browse(account())
    assert reader.post("/workplan/together/", sent | {"save": "1"}).status_code == 409
    assert reader.get(f"/workplan/together/{ChangeSet.objects.get().pk}/").status_code == 404


def test_what_moved_since_a_day_and_since_the_last_meeting(programme_manager, page):
    assert "Nobody has changed an item" in page(f"/workplan/moved/?since={today()}").main.text
    assert cell(programme_manager, item(10), "next_step", "Ask", base="").status_code == 200
    shown = page(f"/workplan/moved/?since={today()}").main.text
    for part in ("WP-0010", "Next step", "Not stated", "Ask", programme_manager.name):
        assert part in shown
    assert "WP-0010" in page("/workplan/moved/").main.text
    assert "WP-0010" not in page("/workplan/moved/?of=mine").main.text
    assert "1 item" in page(f"/workplan/?changed={today()}").select_one(".app-chosen p").text
