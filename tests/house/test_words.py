"""What the house says, and what it keeps to itself."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from tests.house.tree import FLOORS, ROOT, files, words_of

LOCKS = {"requirements.lock", "requirements-uv.lock", "requirements-deploy.lock", "package-lock.json"}
CODE = {".py", ".jinja", ".html", ".js", ".scss", ".sh", ".sql", ""}
MACHINES = re.compile(
    r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/|\bpypi\.org|\bnpmjs\.|pythonhosted\.org|\bdeb\.debian\.org"
)
ADDRESSES = re.compile(r"[\w.%+-]+@(?!example\.)[\w-]+\.[a-z]{2,}", re.IGNORECASE)
TELEPHONES = re.compile(r"(?<![\w.-])(?:\+44 ?|0)(?:\d{4} ?\d{6}|\d{3} ?\d{3} ?\d{4}|\d{2} ?\d{4} ?\d{4})(?![\w-])")
OURSELVES = Path(__file__).relative_to(ROOT)


def found(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number} {hit[0]}"
        for path in files()
        if path.name not in LOCKS and path.relative_to(ROOT) != OURSELVES
        for number, line in enumerate(words_of(path).splitlines(), start=1)
        if (hit := pattern.search(line))
    ]


@pytest.mark.parametrize(
    ("pattern", "sample"),
    [
        (MACHINES, "see /home/kim/notes or https://pypi.org/simple"),
        (ADDRESSES, "write to kim.shah@icb.nhs.uk"),
        (TELEPHONES, "call 01772 123456"),
        (TELEPHONES, "call +44 20 7946 0000"),
    ],
)
def test_the_patterns_find_what_they_are_for(pattern, sample):
    assert pattern.search(sample)


@pytest.mark.parametrize("pattern", [MACHINES, ADDRESSES, TELEPHONES], ids=["machines", "addresses", "telephones"])
def test_no_file_names_a_machine_an_address_or_a_telephone(pattern):
    assert found(pattern) == []


def test_a_lock_names_no_registry():
    assert [path.name for path in files() if path.name in LOCKS and MACHINES.search(words_of(path))] == []


def proper_names() -> set[str]:
    """The names of places and of what lies in them, as the records spell them."""
    lists = yaml.safe_load((Path(settings.RECORDS_FOLDER) / "places.yaml").read_text(encoding="utf-8"))
    named = [record.get("name") for name in ("places", "districts", "former_areas") for record in lists[name]]
    slugs = [record["key"] for record in lists["places"]]
    return {name for name in [*named, *slugs] if name}


def test_words_and_places_are_data():
    """The settings choose the folder of records; nothing else in code knows whose house it is."""
    names = re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, proper_names()))) + r")\b", re.IGNORECASE)
    assert names.search("class LancashireBoard") is None
    assert names.search('"lancashire"')
    said = [
        f"{path.relative_to(ROOT)}:{number} {hit[0]}"
        for path in files()
        if path.relative_to(ROOT).parts[0] in {*FLOORS, "templates", "script", "bench", "static"}
        and path.suffix in CODE
        and "data" not in path.relative_to(ROOT).parts
        and path != ROOT / "lsc_places" / "settings.py"
        for number, line in enumerate(words_of(path).splitlines(), start=1)
        if (hit := names.search(line))
    ]
    assert said == []
