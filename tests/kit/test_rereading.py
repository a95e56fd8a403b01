"""An answer is read again when, and only when, a row it was read from has changed."""

import pytest

from lsc_places.kit import rereading
from lsc_places.kit.rereading import Reread
from lsc_places.people.models import Role, Team


@pytest.fixture
def teams(db):
    """Names of teams, and a list of how often they were read: once more than usual, to learn from which table."""
    Team.objects.create(slug="a", name="A")
    reads = []

    def read(*, beginning: str) -> tuple[str, ...]:
        reads.append(beginning)
        return tuple(Team.objects.filter(name__startswith=beginning).values_list("name", flat=True))

    reread = Reread(read, most=2)

    def ask(beginning: str = "") -> tuple[str, ...]:
        return reread(beginning, beginning=beginning)

    assert ask() == ask() == ("A",)
    return ask, reads


def test_what_stands_as_it_stood_is_not_read_again(teams):
    ask, reads = teams
    Role.objects.create(slug="r", name="R")
    assert (ask(), len(reads)) == (("A",), 2)


@pytest.mark.parametrize(
    ("change", "after"),
    [
        (lambda: Team.objects.update(name="B"), ("B",)),
        (lambda: Team.objects.create(slug="b", name="B"), ("A", "B")),
        (lambda: Team.objects.all().delete(), ()),
        (lambda: (Team.objects.all().delete(), Team.objects.create(slug="a", name="C")), ("C",)),
    ],
    ids=["changed", "added", "gone", "another in its place"],
)
def test_whatever_happens_to_a_row_is_seen(teams, change, after):
    ask, _ = teams
    change()
    assert ask() == ask() == after


def test_without_looking_how_tables_stand_a_change_is_missed(teams, monkeypatch):
    """The control."""
    ask, _ = teams
    monkeypatch.setattr(rereading, "how_they_stand", lambda tables: ())
    assert ask() == ("A",)
    Team.objects.update(name="B")
    assert ask() == ("A",)


def test_each_question_has_its_own_answer_and_the_least_used_is_let_go(teams):
    ask, reads = teams
    assert (ask("A"), ask("X"), ask("A"), ask("X")) == (("A",), (), ("A",), ())
    assert reads[2:] == ["A", "X"]
    ask()
    assert reads[4:] == [""]
