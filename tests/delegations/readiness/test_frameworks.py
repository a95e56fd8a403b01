"""Frameworks come from data files, a record a version, and stay as they are once a round uses them."""

import pytest
import yaml
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from delegations.readiness.load import LOADS, frameworks
from delegations.readiness.models import Framework, Line, Section
from lsc_places.kit.loading import Load, run
from lsc_places.kit.records import Unreadable

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("records")]

TWO_LINES = {
    "key": "outstanding-care-1",
    "name": "outstanding-care",
    "version": 1,
    "title": "Getting to outstanding",
    "origin": "Chosen by a partner of the place",
    "levels": [
        {"number": 1, "name": "Not yet", "meaning": "People do not feel it", "evidence": "None"},
        {"number": 2, "name": "Outstanding", "meaning": "People say so", "evidence": "What people say"},
    ],
    "sections": [
        {
            "code": "C",
            "slug": "care",
            "title": "Care",
            "lead": "quality_lead",
            "lines": [
                {"code": "C1", "short": "Dignity", "question": "Are people treated with dignity?"},
                {"code": "C2", "short": "Choice", "question": "Do people choose where they are cared for?"},
            ],
        }
    ],
}


def load(folder, *records: dict):
    """Load these records, where everything else is loaded already."""
    folder.joinpath("readiness_frameworks.yaml").write_text(yaml.safe_dump({"frameworks": list(records)}))
    return run(folder, [Load("readiness_frameworks.frameworks", frameworks)])


def framework_of_the_files() -> dict:
    return yaml.safe_load((settings.RECORDS_FOLDER / "readiness_frameworks.yaml").read_text())["frameworks"][0]


@pytest.mark.seed("H5")
def test_the_criteria_are_records_that_say_they_are_a_local_choice():
    framework = Framework.objects.get()
    assert framework.sections.count() == 9
    assert Line.objects.filter(section__kind=Section.Kind.RATED).count() == 32
    assert framework.origin.startswith("Local choice")
    assert "official" in framework.origin
    statements = Section.objects.get(kind=Section.Kind.STATEMENTS)
    assert statements.title == "Safety, risk and reward"
    assert statements.lines.count() == 2


@pytest.mark.seed("H12")
def test_another_framework_with_its_own_criteria_can_be_held(tmp_path):
    load(tmp_path, framework_of_the_files(), TWO_LINES)
    other = Framework.objects.get(name="outstanding-care")
    assert [line.code for line in Line.objects.filter(section__framework=other)] == ["C1", "C2"]
    assert [level["name"] for level in other.levels] == ["Not yet", "Outstanding"]


def test_a_version_not_yet_used_may_still_change(tmp_path):
    changed = framework_of_the_files()
    changed["sections"][0]["lines"][0]["question"] = "Is it clear?"
    assert load(tmp_path, changed).updated == 1
    assert Line.objects.get(code="1.1").question == "Is it clear?"


@pytest.mark.parametrize("part", ["framework", "section", "line"])
def test_a_version_a_round_uses_is_frozen_and_the_file_says_so(tmp_path, part):
    Framework.objects.update(frozen_at=timezone.now())
    changed = framework_of_the_files()
    of = {"framework": changed, "section": changed["sections"][0], "line": changed["sections"][0]["lines"][0]}[part]
    of["short" if part == "line" else "title"] = "Another title"
    with pytest.raises(
        Unreadable, match=r"readiness_frameworks\.yaml, place-readiness-1: .*give the change the next version"
    ):
        load(tmp_path, changed)
    assert not Framework.objects.filter(title="Another title").exists()


def test_the_next_version_stands_beside_the_frozen_one(tmp_path):
    Framework.objects.update(frozen_at=timezone.now())
    first, second = framework_of_the_files(), framework_of_the_files()
    second |= {"key": "place-readiness-2", "version": 2, "title": "A better title"}
    load(tmp_path, first, second)
    assert [framework.version for framework in Framework.objects.all()] == [1, 2]


def test_the_database_itself_keeps_a_frozen_version():
    Framework.objects.update(frozen_at=timezone.now())
    line = Line.objects.first()
    for change in (
        lambda: Framework.objects.update(title="Other"),
        lambda: Section.objects.update(title="Other"),
        lambda: Line.objects.update(question="Other"),
        lambda: line.delete(),
        lambda: Line.objects.create(section=line.section, order=9, code="9.9", short="More", question="More?"),
    ):
        with pytest.raises(IntegrityError, match="give the change the next version"), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (lambda f: f["sections"][0].update(slug="evidence"), "A section cannot have the address 'evidence'"),
        (lambda f: f["sections"][0].update(lead="somebody"), "There is no right called 'somebody'"),
        (lambda f: f["sections"][0].pop("title"), "Section 'D1' must give its title"),
        (lambda f: f["tiers"][0]["functions"].append("fn-none"), "fn-none"),
        (lambda f: f["tiers"][0]["minimums"].update(D77=3), "There is no section or line called D77"),
        (lambda f: f["sections"][0]["lines"][0].update(live=["weather"]), "nothing live is called weather"),
        (lambda f: f.update(sections=None), "This must be a list of records"),
    ],
)
def test_a_broken_framework_is_told_by_file_record_and_field(tmp_path, break_it, words):
    broken = framework_of_the_files()
    break_it(broken)
    with pytest.raises(Unreadable, match=words) as unreadable:
        load(tmp_path, broken)
    assert "readiness_frameworks.yaml, place-readiness-1, " in str(unreadable.value)


def test_the_app_takes_one_list_from_the_files():
    assert [load.list_name for load in LOADS] == ["readiness_frameworks.frameworks"]
