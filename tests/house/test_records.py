"""The fixture of the real records: there for who asks, gone for who does not."""

import pytest

from lsc_places.places.models import Place
from lsc_places.sources.models import Document


@pytest.mark.parametrize("run", ["first", "again"])
def test_the_records_are_those_of_a_first_start(records, run):
    assert Place.objects.count() == 4
    assert Document.objects.count() == 5


@pytest.mark.parametrize("run", ["first", "again"])
def test_a_transactional_test_has_them_committed_and_leaves_nothing(transactional_db, records, run):
    assert Place.objects.count() == 4


def test_who_does_not_ask_has_an_empty_database(transactional_db):
    assert not Place.objects.exists()


@pytest.mark.usefixtures("records")
def test_history_is_copied_and_not_written_twice():
    from lsc_places.boards.models import Body

    event = Body.pgh_event_model
    assert event.objects.count() == Body.objects.count()
