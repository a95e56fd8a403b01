"""What the data files say of priorities and schemes, row by row."""

import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.db import DatabaseError, transaction

from lsc_places.kit.dates import today
from lsc_places.kit.loading import run
from lsc_places.kit.management.commands.load_records import all_loads
from lsc_places.kit.records import Unreadable
from priorities.plans.models import (
    Aim,
    CommonPriority,
    FocusItem,
    JourneyColumn,
    JourneyStep,
    PlacePriority,
    PrioritySet,
    Programme,
    Scheme,
    SchemeStatus,
    Vision,
)

pytestmark = pytest.mark.usefixtures("records")

FILE = Path(settings.RECORDS_FOLDER) / "priorities.yaml"
LISTS = yaml.safe_load(FILE.read_text(encoding="utf-8"))
# What becomes of each field; a field that is not here would be dropped unseen.
TAKEN = {
    "common_priorities": {"key", "number", "name", "period", "note", "source"},
    "programme_links": {"key", "programme", "covers", "common_priorities", "source"},
    "aims": {"key", "name", "source"},
    "place_priorities": {"key", "place", "number", "name", "kind", "period", "stage", "source"},
    "place_plan_focus": {"key", "theme", "text", "source"},
    "journey_columns": {"key", "place", "column", "heading", "items", "source"},
    "schemes": {
        "key", "place", "parent", "hwbp", "title", "detail", "status", "status_basis", "common", "place_priorities",
        "life_course", "as_at", "source",
    },
    "visions": {"key", "place", "name", "text", "source"},
}  # fmt: skip
ROWS = {
    "common_priorities": CommonPriority,
    "programme_links": Programme,
    "aims": Aim,
    "place_priorities": PlacePriority,
    "place_plan_focus": FocusItem,
    "journey_columns": JourneyColumn,
    "schemes": Scheme,
    "visions": Vision,
}


@pytest.fixture
def folder(tmp_path) -> Path:
    shutil.copy(FILE, tmp_path)
    return tmp_path


def change(folder: Path, list_name: str, key: str, **values: object) -> None:
    """Change one record of the copied file."""
    lists = yaml.safe_load((folder / FILE.name).read_text(encoding="utf-8"))
    record = next(record for record in lists[list_name] if record["key"] == key)
    record.update(values)
    (folder / FILE.name).write_text(yaml.safe_dump(lists, sort_keys=False), encoding="utf-8")


def headline_sets(slug: str) -> list[tuple[str, date, date | None]]:
    sets = PrioritySet.objects.filter(place__slug=slug, aspect=PrioritySet.HEADLINE).order_by("holds")
    return [(one.kind, one.holds.lower, one.holds.upper) for one in sets]


def test_no_field_is_dropped():
    assert {name: {field for record in records for field in record} for name, records in LISTS.items()} == TAKEN


@pytest.mark.parametrize("list_name", ROWS)
def test_every_record_is_a_row(list_name):
    keys = set(ROWS[list_name].objects.values_list("source_key", flat=True))
    assert keys == {record["key"] for record in LISTS[list_name]}


def test_schemes_are_as_the_file_has_them():
    rows = Scheme.objects.select_related("place", "parent", "partnership").prefetch_related(
        "common_priorities", "place_priorities"
    )
    by_key = {row.source_key: row for row in rows}
    for record in LISTS["schemes"]:
        row = by_key[record["key"]]
        assert (row.title, row.place.slug, row.detail) == (
            record["title"],
            record["place"],
            record.get("detail") or "",
        )
        assert (row.status, row.status_basis, row.status_on) == (
            record["status"],
            record["status_basis"],
            record["as_at"],
        )
        assert {one.source_key for one in row.common_priorities.all()} == set(record["common"])
        assert {one.source_key for one in row.place_priorities.all()} == set(record["place_priorities"])
        assert row.life_course_keys == record["life_course"]
        assert (row.parent.source_key if row.parent else None) == record.get("parent")
        assert (row.partnership.source_key if row.partnership else None) == record.get("hwbp")


def test_steps_of_the_journey_keep_their_order():
    for record in LISTS["journey_columns"]:
        steps = JourneyStep.objects.filter(column__source_key=record["key"]).order_by("order")
        assert [step.scheme.source_key for step in steps] == record["items"]


def test_a_copy_of_the_last_status_is_on_the_scheme():
    said = {one.scheme_id: one for one in SchemeStatus.objects.as_at(today())}
    copies = {scheme.pk: (scheme.status, scheme.status_basis, scheme.status_on) for scheme in Scheme.objects.all()}
    assert copies == {pk: (one.status, one.basis, one.effective_on) for pk, one in said.items()}
    assert len(copies) == 122


def test_a_second_load_changes_nothing(folder):
    summary = run(folder, all_loads())
    assert not summary.changed
    assert not summary.kept


def test_a_status_corrected_in_the_file_is_said_anew_and_the_old_one_stays(folder):
    change(folder, "schemes", "sch-bpl-toch", status="done", status_basis="stated")
    assert run(folder, all_loads()).created == 1
    scheme = Scheme.objects.get(slug="sch-bpl-toch")
    assert (scheme.status, scheme.status_basis) == ("done", "stated")
    assert sorted(scheme.statuses.values_list("status", flat=True)) == ["done", "underway"]
    assert SchemeStatus.objects.as_at(today()).get(scheme=scheme).status == "done"


def test_a_basis_is_stated_or_inferred(folder):
    change(folder, "schemes", "sch-bpl-toch", status_basis="guessed")
    with pytest.raises(Unreadable, match="status_basis: This must begin with stated or inferred, not 'guessed'"):
        run(folder, all_loads())


def test_a_new_headline_set_ends_the_one_before():
    assert headline_sets("lancashire") == [
        ("delivery ambition", date(2023, 11, 8), date(2024, 7, 11)),
        ("place plan theme", date(2024, 7, 11), None),
    ]


def test_other_kinds_stand_beside_the_headline_and_go_on():
    beside = PrioritySet.objects.get(place__slug="lancashire", kind="work programme with 12 districts")
    assert beside.holds.upper is None


def test_the_order_of_the_file_does_not_matter(folder):
    """The set of an earlier document that comes later in the file still ends where the next begins."""
    lists = yaml.safe_load((folder / FILE.name).read_text(encoding="utf-8"))
    lists["place_priorities"].append(
        {
            "key": "pp-sc-first",
            "place": "south-cumbria",
            "number": 1,
            "name": "Getting started",
            "kind": "delivery ambition",
            "period": None,
            "stage": "current",
            "source": "icb-2023-07-05-item-9 §2.4",
        }
    )
    (folder / FILE.name).write_text(yaml.safe_dump(lists, sort_keys=False), encoding="utf-8")
    run(folder, all_loads())
    assert headline_sets("south-cumbria") == [
        ("delivery ambition", date(2023, 7, 5), date(2023, 11, 8)),
        ("interim priority workstream", date(2023, 11, 8), None),
    ]
    assert not run(folder, all_loads()).changed


def test_a_place_has_one_set_of_an_aspect_at_a_time():
    held = PrioritySet.objects.get(place__slug="south-cumbria", aspect=PrioritySet.HEADLINE)
    with pytest.raises(DatabaseError), transaction.atomic():
        PrioritySet.objects.create(place=held.place, aspect=held.aspect, kind="another", holds=held.holds)


def test_what_was_said_of_a_scheme_is_never_changed():
    said = SchemeStatus.objects.first()
    said.status = "planned"
    with pytest.raises(DatabaseError), transaction.atomic():
        said.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        said.delete()


def test_the_history_of_schemes_and_sets_is_kept():
    Scheme.objects.filter(slug="sch-bpl-toch").update(title="Another title")
    events = Scheme.pgh_event_model.objects.filter(slug="sch-bpl-toch").order_by("pgh_id")
    assert [event.title for event in events][-2:] == ["Transfer of Care Hub", "Another title"]
    assert PrioritySet.pgh_event_model.objects.exists()
