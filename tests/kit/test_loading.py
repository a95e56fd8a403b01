"""Taking records from data files: all or nothing, once, and never over what a person edited."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from lsc_places.kit.loading import Load, in_order
from lsc_places.organisations.models import Organisation
from lsc_places.places.models import Place
from lsc_places.sources.models import Document

pytestmark = pytest.mark.django_db

DOCUMENTS = """
documents:
  - {key: a-paper, title: A paper, citation: "Board paper, 8 November 2023", published: 2023-11-08, aliases: ["001"]}
"""
ORGANISATIONS = """
organisations:
  - {key: a-council, name: A council, kind: county_council, source: 001 §2}
"""
PLACES = """
places:
  - {key: riverside, name: Riverside, short_name: River, geography: [Council area], population: 1000, source: a-paper}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in {"documents": DOCUMENTS, "organisations": ORGANISATIONS, "places": PLACES}.items():
        (tmp_path / f"{name}.yaml").write_text(content)
    return tmp_path


@pytest.fixture
def load(folder: Path) -> Callable[..., str]:
    """Load the folder, after writing other content into one of its files: ``load(places="places: ...")``."""

    def run(**changed: str) -> str:
        for name, content in changed.items():
            (folder / f"{name}.yaml").write_text(content)
        said = StringIO()
        call_command("load_records", folder, stdout=said)
        return said.getvalue().strip()

    return run


def test_every_record_is_loaded_with_its_source(load):
    assert load() == "Loaded 3 new records, updated 0, left 0."
    council = Organisation.objects.get()
    assert council.sources == ["a-paper §2"]
    assert council.citation == "Board paper, 8 November 2023, section 2"
    assert str(council.stated_on) == str(council.last_stated_on) == "2023-11-08"


def test_the_second_run_changes_nothing_and_says_so(load):
    load()
    assert load() == "Nothing to do: all 3 records are loaded already."


def test_what_the_file_says_anew_is_taken(load):
    load()
    assert load(places=PLACES.replace("1000", "1200")) == "Loaded 0 new records, updated 1, left 2."
    assert Place.objects.get().population == 1200


def test_what_a_person_edited_stays_and_is_told(load):
    load()
    Place.objects.update(population=1100)
    assert load() == "Nothing to do: all 3 records are loaded already."
    said = load(places=PLACES.replace("1000", "1200").replace("River,", "Riverbank,"))
    assert "Kept what was edited here: riverside: population" in said
    place = Place.objects.get()
    assert (place.population, place.short_name) == (1100, "Riverbank")


def test_a_record_taken_out_of_the_file_stays_in_the_database(load):
    load()
    load(places="places: []")
    assert Place.objects.filter(slug="riverside").exists()


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("places", "places: [", "places.yaml: "),
        ("places", "- a list", "places.yaml: This must hold named lists of records"),
        ("places", "places: {key: a}", "places.yaml, places: This must be a list of records"),
        ("places", "places: [{name: No key}]", "places.yaml, places number 1, key: This must be given"),
        ("places", PLACES.replace("name: Riverside, ", ""), "places.yaml, riverside, name: This must be given"),
        ("places", PLACES.replace("1000", "many"), "places.yaml, riverside, population: This must be a whole number, not 'many'"),
        ("places", PLACES.replace("1000", "-1"), "places.yaml, riverside, population: "),
        ("places", PLACES.replace("source: a-paper", "source: another"), "places.yaml, riverside, source: There is no document called 'another'"),
        ("places", PLACES.replace(", source: a-paper", ""), "places.yaml, riverside, source: This must be given"),
        ("places", PLACES.replace("Riverside", "R" * 81), "places.yaml, riverside, name: "),
        ("organisations", ORGANISATIONS + "  - {key: riverside, name: Twice, kind: trust, source: a-paper}", "places.yaml, riverside, key: This is also the key of a record of organisations.yaml"),
        ("organisations", ORGANISATIONS.replace("source", "established: soon, source"), "organisations.yaml, a-council, established: Enter a date like"),
        ("documents", DOCUMENTS.replace("published: 2023-11-08, ", ""), "documents.yaml, a-paper, published: This must be given"),
    ],
)  # fmt: skip
def test_a_broken_file_is_told_by_file_record_and_field_and_nothing_is_loaded(load, file, content, told):
    with pytest.raises(CommandError, match=r"^Nothing was loaded\.\n") as refused:
        load(**{file: content})
    assert told in str(refused.value)
    assert not Document.objects.exists()
    assert not Organisation.objects.exists()
    assert not Place.objects.exists()


def test_every_problem_is_told_at_once(load):
    with pytest.raises(CommandError) as refused:
        load(places=PLACES.replace("1000", "many"), organisations=ORGANISATIONS.replace("001", "002"))
    told = str(refused.value).splitlines()
    assert len(told) == 3
    assert told[1].startswith("organisations.yaml, a-council, source")
    assert told[2].startswith("places.yaml, riverside, population")


def test_what_only_follows_from_another_problem_is_not_told(load):
    districts = "districts:\n  - {key: north, name: North, place: riverside, source: a-paper}\n"
    with pytest.raises(CommandError) as refused:
        load(places=PLACES.replace("1000", "many") + districts)
    assert "district" not in str(refused.value)
    assert "north" not in str(refused.value)


def test_a_link_to_nothing_is_told(load):
    coverage = "place_local_authority_coverage:\n  - {key: c, place: riverside, local_authority: nobody, coverage: whole, source: a-paper}\n"
    with pytest.raises(
        CommandError, match=r"places.yaml, c, local_authority: There is no organisation called 'nobody'"
    ):
        load(places=PLACES + coverage)


def test_a_choice_that_does_not_exist_is_told_with_those_that_do(load):
    coverage = "place_local_authority_coverage:\n  - {key: c, place: riverside, local_authority: a-council, coverage: half, source: a-paper}\n"
    with pytest.raises(CommandError, match="coverage: This must be one of whole, part, not 'half'"):
        load(places=PLACES + coverage)


def test_an_empty_folder_is_told(tmp_path):
    with pytest.raises(CommandError, match=r"There are no \.yaml files here"):
        call_command("load_records", tmp_path)


def test_machines_are_told_the_same_as_json(folder):
    said = StringIO()
    call_command("load_records", folder, "--json", stdout=said)
    done = json.loads(said.getvalue())
    assert (done["created"], done["updated"], done["unchanged"], done["kept"]) == (3, 0, 0, [])

    (folder / "places.yaml").write_text(PLACES.replace("1000", "many"))
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("load_records", folder, "--json", stdout=said)
    [problem] = json.loads(said.getvalue())["problems"]
    assert (problem["file"], problem["record"], problem["field"]) == ("places.yaml", "riverside", "population")


@pytest.mark.usefixtures("records")
def test_the_real_records_loaded_again_change_nothing():
    said = StringIO()
    call_command("load_records", "--json", stdout=said)
    done = json.loads(said.getvalue())
    assert (done["created"], done["updated"], done["kept"]) == (0, 0, [])
    assert done["unchanged"] > 300


def test_the_files_of_the_project_hold_no_address_or_number_of_a_person():
    for path in sorted(settings.RECORDS_FOLDER.glob("*.yaml")):
        assert "@" not in path.read_text(), path.name


def test_a_load_comes_after_those_it_needs_and_circles_are_refused():
    loads = [Load("c", rows, needs=("b",)), Load("a", rows), Load("b", rows, needs=("a",))]
    assert [load.list_name for load in in_order(loads)] == ["a", "b", "c"]
    with pytest.raises(RuntimeError, match="no order"):
        in_order([Load("a", rows, needs=("b",)), Load("b", rows, needs=("a",))])
    with pytest.raises(RuntimeError, match="no order"):
        in_order([Load("a", rows, needs=("nothing",))])


def rows(record):
    yield from ()


def test_a_database_older_than_the_code_is_named_and_not_the_data(folder):
    latest = MigrationRecorder.Migration.objects.filter(app="places").latest("pk")
    MigrationRecorder(connection).record_unapplied("places", latest.name)
    with pytest.raises(CommandError, match="The database is older than this code"):
        call_command("load_records", folder)
