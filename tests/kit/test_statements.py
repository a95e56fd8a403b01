"""Statements: rows that are added and never changed; the last with effect by a day answers for it."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import isolate_apps

from lsc_places.kit.dates import PartialDate
from lsc_places.kit.statements import Statement
from lsc_places.sources.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def saying() -> Iterator[type[Statement]]:
    """A kind of statement with its table, for the time of a test: what the kit gives every family."""
    with isolate_apps("lsc_places.kit", "lsc_places.sources", "lsc_places.people"):

        class Saying(Statement):
            subject_field = "document"
            document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="+")
            recorded_by = None  # type: ignore[assignment]
            words = models.TextField()

            class Meta(Statement.Meta):
                app_label = "kit"

        with connection.schema_editor() as editor:
            editor.create_model(Saying)
        for trigger in Saying._meta.triggers:
            trigger.install(Saying)
        yield Saying


@pytest.fixture
def document() -> Document:
    return Document.objects.create(slug="a", title="A paper", citation="A paper", published=PartialDate.parse("2023"))


def test_the_last_with_effect_by_a_day_answers_and_a_later_word_on_one_day_wins(saying, document):
    other = Document.objects.create(slug="b", title="Another", citation="Another", published=PartialDate.parse("2023"))
    for subject, day, words in [
        (document, date(2023, 7, 5), "proposed"),
        (document, date(2023, 11, 8), "assessed"),
        (document, date(2023, 11, 8), "assessed, corrected"),
        (other, date(2024, 1, 1), "begun"),
    ]:
        saying.objects.create(document=subject, effective_on=day, words=words)

    def said_on(day: date) -> list[str]:
        return [one.words for one in saying.objects.as_at(day)]

    assert said_on(date(2023, 7, 4)) == []
    assert said_on(date(2023, 11, 7)) == ["proposed"]
    assert said_on(date(2023, 11, 8)) == ["assessed, corrected"]
    assert sorted(said_on(date(2024, 1, 1))) == ["assessed, corrected", "begun"]


def test_the_database_refuses_to_change_or_remove_one(saying, document):
    saying.objects.create(document=document, words="said")
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        saying.objects.update(words="never said")
    with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
        saying.objects.all()._raw_delete(using="default")
    assert [one.words for one in saying.objects.all()] == ["said"]


def test_without_the_trigger_it_would_change(saying, document):
    saying.objects.create(document=document, words="said")
    for trigger in saying._meta.triggers:
        trigger.uninstall(saying)
    saying.objects.update(words="never said")
    assert [one.words for one in saying.objects.all()] == ["never said"]
