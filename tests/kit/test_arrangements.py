"""Spells: one row for as long as something holds, and never two of one kind at once."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from lsc_places.boards.models import Arrangement, Body
from lsc_places.kit.arrangements import holds
from lsc_places.kit.dates import PartialDate

pytestmark = pytest.mark.django_db


@pytest.fixture
def board() -> Body:
    return Body.objects.create(slug="a-board", family=Body.Family.PARTNERSHIP_BOARD, name="A board")


def chaired(board: Body, words: str, first: date, until: date | None, *, aspect: str = "chair_role") -> Arrangement:
    return Arrangement.objects.create(body=board, aspect=aspect, words=words, holds=DateRange(first, until))


@contextmanager
def without_the_constraint():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE boards_arrangement DROP CONSTRAINT one_arrangement_of_an_aspect")
        yield


def test_a_spell_answers_for_its_first_day_and_not_for_the_day_after_its_last(board):
    chaired(board, "First", date(2023, 1, 1), date(2024, 1, 1))
    chaired(board, "Second", date(2024, 7, 11), None)

    def chair_on(day: date) -> list[str]:
        return [one.words for one in Arrangement.objects.as_at(day)]

    assert chair_on(date(2022, 12, 31)) == []
    assert chair_on(date(2023, 1, 1)) == ["First"]
    assert chair_on(date(2023, 12, 31)) == ["First"]
    assert chair_on(date(2024, 1, 1)) == []
    assert chair_on(date(2024, 7, 11)) == ["Second"]
    assert [one.words for one in Arrangement.objects.begun_by(date(2024, 3, 1))] == ["First"]


def test_two_at_once_are_refused_by_the_database(board):
    chaired(board, "First", date(2023, 1, 1), date(2024, 1, 1))
    with pytest.raises(IntegrityError, match="one_arrangement_of_an_aspect"), transaction.atomic():
        chaired(board, "Second", date(2023, 12, 31), None)


def test_without_the_constraint_two_at_once_would_stand(board):
    chaired(board, "First", date(2023, 1, 1), date(2024, 1, 1))
    with without_the_constraint():
        chaired(board, "Second", date(2023, 12, 31), None)
        assert Arrangement.objects.as_at(date(2023, 12, 31)).count() == 2


def test_one_may_begin_on_the_day_another_ends_and_other_aspects_are_apart(board):
    chaired(board, "First", date(2023, 1, 1), date(2024, 1, 1))
    chaired(board, "Second", date(2024, 1, 1), None)
    chaired(board, "Monthly", date(2023, 1, 1), None, aspect="meeting_frequency")
    assert Arrangement.objects.as_at(date(2024, 1, 1)).count() == 2


def test_the_days_run_from_the_stated_beginning_to_the_last_day_the_end_may_mean():
    month = PartialDate.parse("2023-12")
    stated = date(2023, 11, 8)
    assert holds(began=None, ended=None, stated_on=stated) == DateRange(stated, None)
    assert holds(began=PartialDate.parse("2023"), ended=month, stated_on=stated) == DateRange(
        date(2023, 1, 1), date(2024, 1, 1)
    )


def test_a_spell_says_when_it_held_as_it_was_stated():
    stated = Arrangement(holds=DateRange(date(2023, 11, 8), None))
    ended = Arrangement(
        holds=DateRange(date(2023, 1, 1), date(2024, 1, 1)),
        began=PartialDate.parse("2023-01"),
        ended=PartialDate.parse("2023-12"),
    )
    assert (stated.spell_words, stated.is_over) == ("stated at 8 November 2023", False)
    assert (ended.spell_words, ended.is_over) == ("from January 2023 to December 2023", True)
