"""What the data files say of agreements and engagement, row by row."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from lsc_places.kit.dates import PartialDate
from lsc_places.kit.loading import run
from lsc_places.kit.management.commands.load_records import all_loads
from lsc_places.kit.records import Unreadable
from lsc_places.registers.models import Activity, Agreement, Feedback, Theme

pytestmark = pytest.mark.usefixtures("records")

FOLDER = Path(settings.RECORDS_FOLDER)
FILES = ("agreements.yaml", "engagement.yaml")
LISTS = {
    name: records
    for file in FILES
    for name, records in yaml.safe_load((FOLDER / file).read_text(encoding="utf-8")).items()
}
# What becomes of each field; a field that is not here would be dropped unseen.
TAKEN = {
    "agreements": {
        "key", "name", "kind", "parties", "parties_basis", "places", "purpose", "status", "start", "start_basis", "end",
        "end_basis", "term_years", "horizon", "deadline", "value", "value_unit", "value_note", "review", "condition",
        "approvals", "source",
    },
    "activities": {
        "key", "place", "title", "led_by", "method", "date", "reached", "reached_qualifier", "reached_unit", "outcome",
        "source",
    },
    "themes": {"key", "activity", "theme", "note", "source"},
    "resident_feedback": {"key", "place", "tone", "topic", "source"},
}  # fmt: skip


@pytest.fixture
def folder(tmp_path) -> Path:
    for file in FILES:
        shutil.copy(FOLDER / file, tmp_path)
    return tmp_path


def change(folder: Path, file: str, list_name: str, key: str, **values: object) -> None:
    """Change one record of a copied file."""
    lists = yaml.safe_load((folder / file).read_text(encoding="utf-8"))
    next(record for record in lists[list_name] if record["key"] == key).update(values)
    (folder / file).write_text(yaml.safe_dump(lists, sort_keys=False), encoding="utf-8")


def test_no_field_is_dropped():
    assert {name: {field for record in records for field in record} for name, records in LISTS.items()} == TAKEN


@pytest.mark.parametrize(
    ("list_name", "model"),
    [("agreements", Agreement), ("activities", Activity), ("themes", Theme), ("resident_feedback", Feedback)],
)
def test_every_record_is_a_row(list_name, model):
    keys = set(model.objects.values_list("source_key", flat=True))
    assert keys == {record["key"] for record in LISTS[list_name]}


def test_agreements_are_as_the_file_has_them():
    rows = {row.slug: row for row in Agreement.objects.prefetch_related("places", "parties__organisation")}
    for record in LISTS["agreements"]:
        row = rows[record["key"]]
        assert (row.name, row.kind, row.status) == (record["name"], record["kind"], record["status"])
        assert {place.slug for place in row.places.all()} == set(record["places"])
        assert row.parties.count() == len(record["parties"] or [])
        assert row.began == (PartialDate.parse(record["start"]) if record["start"] else None)
        assert row.ended == (PartialDate.parse(record["end"]) if record["end"] else None)
        assert row.value == (None if record["value"] is None else Decimal(record["value"]))
        assert (row.review, row.purpose) == (record["review"] or "", record["purpose"])


def test_a_party_is_an_organisation_or_the_words_of_the_source():
    parties = {party.words: party.organisation for party in Agreement.objects.get(slug="ag-12-cex").parties.all()}
    assert parties == {"12 district councils": None}
    south = Agreement.objects.get(slug="ag-sc-s75").parties.select_related("organisation")
    assert [party.organisation.slug for party in south] == [
        "icb", "westmorland-and-furness-council", "cumberland-council", "north-yorkshire-council",
    ]  # fmt: skip


def test_a_spell_lasts_to_the_end_of_its_last_month():
    secondment = Agreement.objects.get(slug="ag-secondment")
    assert (secondment.holds.lower, secondment.holds.upper) == (date(2023, 1, 1), date(2026, 1, 1))


def test_an_activity_is_led_by_organisations_and_bodies():
    leads = {row.slug: [str(lead) for lead in row.leads.all()] for row in Activity.objects.all()}
    assert leads["en-bpl-doors"] == ["Healthwatch Blackpool", "Revolution"]
    assert leads["en-sc-poverty"] == ["Poverty Truth Commission (Barrow)", "Poverty Truth Commission (South Lakes)"]
    assert leads["en-bpl-autumn"] == []


def test_a_theme_belongs_to_the_place_its_slide_is_named_after():
    theme = Theme.objects.select_related("place").get(source_key="et-sc-copd")
    assert (theme.place.slug, theme.activity, theme.basis) == (
        "south-cumbria",
        None,
        "the place is read from the name of the slide",
    )
    assert Theme.objects.get(source_key="et-bpl-cost").basis == ""


def test_a_second_load_changes_nothing(folder):
    summary = run(folder, all_loads())
    assert not summary.changed
    assert not summary.kept


def test_a_corrected_value_is_taken(folder):
    change(folder, "agreements.yaml", "agreements", "ag-care-at-home", value=4_200_000_000)
    assert run(folder, all_loads()).updated == 1
    assert Agreement.objects.get(slug="ag-care-at-home").value == 4_200_000_000


@pytest.mark.parametrize(
    ("file", "list_name", "key", "values", "problem"),
    [
        ("agreements.yaml", "agreements", "ag-care-at-home", {"value_unit": None}, "value_unit: A value must have a unit"),
        ("agreements.yaml", "agreements", "ag-pid", {"kind": "treaty"}, "kind: This must be one of"),
        ("agreements.yaml", "agreements", "ag-pid", {"places": ["atlantis"]}, "places: There is no place called 'atlantis'"),
        ("engagement.yaml", "activities", "en-bpl-doors", {"led_by": ["x"]}, "led_by: There is no organisation or body"),
        ("engagement.yaml", "activities", "en-pid-2023", {"date": "spring to June"}, "date: Enter a date like"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_by_its_field(folder, file, list_name, key, values, problem):
    change(folder, file, list_name, key, **values)
    with pytest.raises(Unreadable) as refused:
        run(folder, all_loads())
    assert f"{file}, {key}, {problem}" in str(refused.value)


def test_the_history_of_agreements_is_kept():
    Agreement.objects.filter(slug="ag-pid").update(status="renewed")
    events = Agreement.pgh_event_model.objects.filter(slug="ag-pid").order_by("pgh_id")
    assert [event.status for event in events][-2:] == ["approved", "renewed"]
