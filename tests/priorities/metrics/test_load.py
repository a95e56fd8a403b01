"""What the data files say of metrics, row by row."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from lsc_places.kit.loading import run
from lsc_places.kit.management.commands.load_records import all_loads
from lsc_places.kit.records import Unreadable
from priorities.metrics.models import (
    Indicator,
    Measurement,
    OutcomeMeasure,
    PlaceFact,
    ReportingFramework,
    Target,
)

pytestmark = pytest.mark.usefixtures("records")

FILE = Path(settings.RECORDS_FOLDER) / "metrics.yaml"
PLACES = Path(settings.RECORDS_FOLDER) / "places.yaml"
LISTS = yaml.safe_load(FILE.read_text(encoding="utf-8"))
FACTS = yaml.safe_load(PLACES.read_text(encoding="utf-8"))["facts"]
# What becomes of each field; a field that is not here would be dropped unseen.
TAKEN = {
    "indicators": {
        "key", "name", "value", "value_text", "value_qualifier", "value_basis", "unit", "period", "geography",
        "comparator", "comparator_value", "comparison", "kind", "source",
    },
    "targets": {
        "key", "name", "target_value", "comparison", "unit", "baseline_low", "baseline_high", "baseline_note",
        "period", "geography", "priority", "by", "by_basis", "source",
    },
    "engagement_counts": {"key", "name", "value", "value_qualifier", "unit", "place", "source"},
    "reporting_framework": {"key", "name", "state", "for", "source"},
    "outcome_measures": {
        "key", "strategy_measure", "name", "direction_wanted", "term", "value", "unit", "period", "geography", "source",
    },
}  # fmt: skip


@pytest.fixture
def folder(tmp_path) -> Path:
    shutil.copy(FILE, tmp_path)
    return tmp_path


def change(folder: Path, list_name: str, key: str, **values: object) -> None:
    """Change one record of the copied file."""
    lists = yaml.safe_load((folder / FILE.name).read_text(encoding="utf-8"))
    record = next(record for record in lists[list_name] if record["key"] == key)
    record.update(values)
    (folder / FILE.name).write_text(yaml.safe_dump(lists), encoding="utf-8")


def test_no_field_is_dropped():
    assert {name: {field for record in records for field in record} for name, records in LISTS.items()} == TAKEN
    assert {field for fact in FACTS for field in fact} == {
        "key", "place", "indicator", "value", "unit", "year", "metric", "source",
    }  # fmt: skip


def test_every_record_is_a_row():
    assert Measurement.objects.count() == len(LISTS["indicators"]) + len(LISTS["engagement_counts"]) == 72
    assert Target.objects.count() == len(LISTS["targets"]) == 8
    assert OutcomeMeasure.objects.count() == len(LISTS["outcome_measures"]) == 43
    assert ReportingFramework.objects.count() == len(LISTS["reporting_framework"]) == 5
    assert PlaceFact.objects.count() == len(FACTS) == 43


def test_values_are_as_the_file_has_them():
    rows = {row.source_key: row for row in Measurement.objects.select_related("indicator", "place")}
    for record in LISTS["indicators"]:
        row = rows[record["key"]]
        assert (row.indicator.name, row.unit, row.area) == (record["name"], record["unit"], record["geography"])
        assert row.value == (None if record["value"] is None else Decimal(str(record["value"])))
        assert row.value_text == (record.get("value_text") or "")
        assert row.qualifier == (record.get("value_qualifier") or "")
        assert row.period == (record["period"] or "")
        assert row.comparator == (record["comparator"] or "")
        assert row.comparison == (record.get("comparison") or "")


def test_records_of_one_name_are_values_of_one_indicator():
    indicator = Indicator.objects.get(slug="healthy-life-expectancy-women")
    assert sorted(str(row.place.slug) for row in indicator.measurements.all()) == [
        "blackburn-with-darwen",
        "blackpool",
        "blackpool",
    ]


def test_an_area_belongs_to_a_place_where_its_words_say_so():
    place_of = {row.area: row.place.slug if row.place else None for row in Measurement.objects.select_related("place")}
    assert place_of["Barrow and Millom"] == "south-cumbria"
    assert place_of["Westmorland and Furness"] == "south-cumbria"
    assert place_of["most deprived parts of BwD"] == "blackburn-with-darwen"
    assert place_of["Pennine Lancashire"] is None
    assert place_of["Cumbria"] is None
    preston = Target.objects.get(slug="t-lan-preston-access")
    assert (preston.place.slug, preston.district.name) == ("lancashire", "Preston")


def test_a_second_load_changes_nothing(folder):
    shutil.copy(PLACES, folder)
    assert not run(folder, all_loads()).changed


def test_a_correction_of_the_file_is_taken(folder):
    change(folder, "indicators", "m-bpl-suicide", value=17.5)
    assert run(folder, all_loads()).updated == 1
    assert Measurement.objects.get(source_key="m-bpl-suicide").value == Decimal("17.5")


@pytest.mark.seed("O1")
@pytest.mark.parametrize("field", ["unit", "source"])
def test_a_value_without_unit_or_source_is_refused(folder, field):
    change(folder, "indicators", "m-bpl-suicide", **{field: None})
    with pytest.raises(Unreadable) as refused:
        run(folder, all_loads())
    assert [(one.record, one.field) for one in refused.value.problems] == [("m-bpl-suicide", field)]


def test_a_fact_that_disagrees_with_its_metric_is_refused(folder):
    places = yaml.safe_load(PLACES.read_text(encoding="utf-8"))
    next(fact for fact in places["facts"] if fact["key"] == "fact-lan-2")["value"] = 27
    (folder / PLACES.name).write_text(yaml.safe_dump(places), encoding="utf-8")
    with pytest.raises(Unreadable) as refused:
        run(folder, all_loads())
    assert [str(problem) for problem in refused.value.problems] == [
        "places.yaml, fact-lan-2, value: This must be the same as in the metric, which has 28, not 27"
    ]


def test_an_outcome_measure_that_gets_a_value_is_measured(folder):
    change(folder, "outcome_measures", "om-sw-2-m1", value=51.5, unit="%")
    assert run(folder, all_loads()).created == 1
    assert Measurement.objects.get(source_key="om-sw-2-m1").indicator.name == "Breastfeeding rates"
