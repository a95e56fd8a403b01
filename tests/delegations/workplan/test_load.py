"""What the papers say of the workplan, as the workplan takes it."""

import json
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from delegations.workplan.models import Item, ItemStatement, Party, Workstream
from lsc_places.kit.dates import today

pytestmark = pytest.mark.usefixtures("records")

JULY_2023, NOVEMBER_2023, JULY_2024 = date(2023, 7, 5), date(2023, 11, 8), date(2024, 7, 11)
_BCF = "title: BCF allocation formula, status:"
PLANNED = {f"{_BCF} in_progress": f"{_BCF} planned"}


def load_again(folder: Path) -> dict:
    answer = StringIO()
    call_command("load_records", str(folder), json=True, stdout=answer)
    return json.loads(answer.getvalue())


@pytest.fixture
def said_otherwise(tmp_path, settings):
    """The data file of the workplan with other words: ``said_otherwise({"was": "now"})`` is its folder.

    What the file refers to is loaded already, so that it can be loaded alone.
    """
    source = settings.RECORDS_FOLDER / "workplan.yaml"

    def write(others: dict[str, str]) -> Path:
        words = source.read_text(encoding="utf-8")
        for was, now in others.items():
            assert words.count(was) == 1
            words = words.replace(was, now)
        (tmp_path / source.name).write_text(words, encoding="utf-8")
        return tmp_path

    return write


def item(key: str) -> Item:
    return Item.objects.get(source_key=key)


def said_of(key: str) -> list[tuple[str, date, str]]:
    return [
        (one.aspect, one.effective_on, one.status or str(one.owner or ""))
        for one in ItemStatement.objects.filter(item__source_key=key)
    ]


def test_every_list_is_taken():
    assert Item.objects.count() == 60
    assert [one.name for one in Workstream.objects.all()] == ["Workforce", "Finance", "Performance", "Governance"]


def test_references_follow_the_order_of_the_data():
    assert [one.reference for one in Item.objects.order_by("number")] == [f"WP-{number:04}" for number in range(1, 61)]
    assert (item("wp-c1").reference, item("wp-bpl-1").reference) == ("WP-0001", "WP-0060")


@pytest.mark.seed("J8")
def test_the_plans_are_kept_apart():
    plans = [one.plan for one in Item.objects.all()]
    assert {plan: plans.count(plan) for plan in plans} == {"piddg": 14, "programme": 15, "place": 31}
    assert Item.objects.filter(plan="place", place=None).count() == 0


def test_an_owner_is_a_role_a_person_a_body_or_words():
    kinds = {
        party.slug: "person" if party.person else "role" if party.role else "body" if party.body else "words"
        for party in Party.objects.all()
    }
    assert kinds == {
        "icb-and-local-authorities-jointly": "words",
        "icb-and-place-leads": "words",
        "icb-and-place-colleagues": "words",
        "phm-group": "body",
        "governance-tfg": "body",
        "lancashire-place-partnership": "body",
        "role-dhci": "role",
        "louise-taylor": "person",
    }


@pytest.mark.seed("J16")
def test_an_item_may_have_no_owner_and_suggested_teams_are_apart():
    assert Item.objects.filter(owner=None).count() == 52
    formula = item("wp-p5")
    assert formula.owner is None
    assert list(formula.teams.all()) == []
    assert [team.name for team in formula.suggested_teams.all()] == ["ICB finance"]


def test_dates_are_as_exact_as_the_papers():
    dates = {one.source_key: str(one.due_on) for one in Item.objects.exclude(due_on=None)}
    assert dates["wp-p6"] == "2024-04-01"
    assert dates["wp-n4"] == "2024-03"
    assert dates["wp-n14"] == "2023/24"
    assert all(one.original_due_on == one.due_on for one in Item.objects.all())
    assert item("wp-lan-2").due_on is None
    assert item("wp-lan-2").due_note == "think-tank session planned for January"
    assert item("wp-lan-14").due_basis == "within the month after the report"


def test_bodies_functions_and_conditions_are_linked():
    assert item("wp-p7").overseen_by.slug == "piddg"
    assert item("wp-lan-13").decision_body.slug == "body-lcc-cabinet"
    assert [one.short_name for one in item("wp-lan-11").functions.all()] == ["PHIF", "BCF", "PHM"]
    assert item("wp-bwd-2").condition == "subject to due diligence"
    assert item("wp-p8").owner_note.startswith("joint item")


def test_what_was_said_is_kept_by_day():
    assert said_of("wp-lan-12") == [("status", NOVEMBER_2023, "planned"), ("status", JULY_2024, "completed")]
    assert sorted(said_of("wp-n6")) == [
        ("owner", JULY_2023, "Director of Health and Care Integration"),
        ("status", JULY_2023, "in_progress"),
    ]


@pytest.mark.seed("J10")
def test_a_promise_is_superseded_by_the_paper_that_came_instead():
    promised = item("wp-n5")
    assert (promised.status, promised.status_on) == ("superseded", NOVEMBER_2023)
    assert promised.status_words == "The progress paper in hand is dated 8 November 2023."
    assert promised.status_basis == "inferred from the date of the next paper"
    assert promised.note == "", "what a later paper says is no note on the item itself"
    superseded = ItemStatement.objects.get(item=promised, effective_on=NOVEMBER_2023)
    assert superseded.citation == "ICB Board paper, 8 November 2023"


def test_a_statement_cites_the_paper_of_its_own_day():
    planned, completed = ItemStatement.objects.filter(item__source_key="wp-lan-12")
    assert planned.citation == "ICB Board paper, 8 November 2023, Appendix A Lancashire next steps"
    assert completed.citation.startswith("Lancashire County Council Cabinet report, 11 July 2024")


def test_copies_say_what_the_statements_say_today():
    assert Item.objects.all().restate(today()) == 0
    assert Item.objects.filter(status="completed").count() == 7


def test_a_second_load_changes_nothing_and_keeps_what_a_person_wrote(said_otherwise):
    edited = item("wp-p5")
    edited.title = "BCF allocation formula, second draft"
    edited.save()
    edited.teams.add(edited.suggested_teams.get())
    summary = load_again(said_otherwise({}))
    assert (summary["created"], summary["updated"], summary["kept"]) == (0, 0, [])
    again = item("wp-p5")
    assert again.title == "BCF allocation formula, second draft"
    assert [team.name for team in again.teams.all()] == ["ICB finance"]


def test_what_a_person_edited_stays_when_the_file_says_otherwise(said_otherwise):
    Item.objects.filter(source_key="wp-p5").update(title="Mine")
    summary = load_again(said_otherwise({"title: BCF allocation formula,": "title: Theirs,"}))
    assert summary["kept"] == ["wp-p5: title"]
    assert item("wp-p5").title == "Mine"


def test_what_a_person_said_last_stays_the_answer(said_otherwise, programme_manager):
    done = item("wp-p5")
    ItemStatement.objects.create(item=done, aspect="status", status="completed", recorded_by=programme_manager)
    Item.objects.filter(pk=done.pk).restate(today())
    load_again(said_otherwise(PLANNED))
    assert item("wp-p5").status == "completed"


def test_a_file_that_says_otherwise_adds_a_statement_and_changes_none(said_otherwise):
    folder = said_otherwise(PLANNED)
    summary = load_again(folder)
    assert (summary["created"], summary["updated"]) == (1, 0)
    assert said_of("wp-p5") == [("status", NOVEMBER_2023, "in_progress"), ("status", NOVEMBER_2023, "planned")]
    assert item("wp-p5").status == "planned"
    assert load_again(folder)["created"] == 0


def test_a_file_that_goes_back_to_its_first_words_is_heard_again(said_otherwise):
    load_again(said_otherwise(PLANNED))
    load_again(said_otherwise({}))
    assert [status for _, _, status in said_of("wp-p5")] == ["in_progress", "planned", "in_progress"]
    assert item("wp-p5").status == "in_progress"


def test_an_owner_that_a_file_takes_back_is_owned_by_nobody_again(said_otherwise):
    assert item("wp-p7").owner.slug == "phm-group"
    load_again(said_otherwise({"owner: phm-group": "owner: null"}))
    assert item("wp-p7").owner is None
    assert ("owner", NOVEMBER_2023, "PHM group") in said_of("wp-p7")


def test_numbers_go_on_after_the_items_that_people_added(said_otherwise):
    Item.objects.create(number=61, order=61, title="Added here", plan="programme")
    new = '{key: wp-new, plan: programme, title: New, status: planned, as_at: 2024-07-11, source: "lcc-2024-07-11-place-plan Legal"}'
    load_again(said_otherwise({"workstream_axes:": f"  - {new}\n\nworkstream_axes:"}))
    assert item("wp-new").reference == "WP-0062"


BROKEN = (
    ("owner: phm-group", "owner: phm-grp", "wp-p7, owner: There is no role, person or body called 'phm-grp'"),
    ("key: wp-c1, plan: piddg", "key: wp-c1, plan: nobody", "wp-c1, plan: This must be one of piddg"),
    ("{status: superseded, effective_on: 2023-11-08", "{status: superseded, effective_on: soon", "wp-n5, effective_on"),
    ("[{status: completed, effective_on: 2024-07-11", "[soon, {status: completed, effective_on: 2024-07-11", "wp-lan-12, later"),
    ("teams: [team-chc]", "teams: [team-none]", "wp-lan-3, teams: There is no team called 'team-none'"),
    ('due: "2024-03"', "due: spring", "wp-n4, due: Enter a date like"),
)  # fmt: skip


def test_each_broken_record_is_named_and_nothing_is_loaded(said_otherwise):
    broken = {was: now for was, now, _ in BROKEN} | {"title: Shared vision for the places agreed": "title: Another"}
    with pytest.raises(CommandError, match="Nothing was loaded") as stopped:
        load_again(said_otherwise(broken))
    for _, _, told in BROKEN:
        assert f"workplan.yaml, {told}" in str(stopped.value)
    assert item("wp-c1").title == "Shared vision for the places agreed"
