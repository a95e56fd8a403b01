"""Where facts come from, and how far a page as at a day may cite them."""

from datetime import date

import pytest

from lsc_places.kit.loading import Loaded
from lsc_places.sources import queries
from lsc_places.sources.citing import cite
from lsc_places.sources.models import Document, Sourced

NOVEMBER, JULY_2024, JULY_2023 = date(2023, 11, 8), date(2024, 7, 11), date(2023, 7, 5)


@pytest.mark.usefixtures("records")
def test_the_documents_dated_to_the_day_are_days_to_look_at_newest_first():
    assert [one.words for one in queries.document_days()] == [
        "11 July 2024",
        "8 November 2023",
        "5 July 2023",
        "20 February 2023",
    ]
    assert Document.objects.count() == 5


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("", "A paper, 8 November 2023"),
        ("§3.1 table", "A paper, 8 November 2023, section 3.1 table"),
        ("§ 2.4", "A paper, 8 November 2023, section 2.4"),
        ("App A slides", "A paper, 8 November 2023, Appendix A slides"),
    ],
)
def test_a_place_in_a_document_is_cited_in_words(where, words):
    assert cite("A paper, 8 November 2023", where) == words


@pytest.mark.usefixtures("records")
def test_a_row_is_cited_only_as_far_as_papers_were_published():
    sources = ["icb-2023-11-08-item-12 §2.1", "lcc-2024-07-11-place-plan Assurance"]
    assert "2024" not in queries.citing(NOVEMBER)(sources)
    assert "section 2.1" in queries.citing(NOVEMBER)(sources)
    assert queries.citing(JULY_2024)(sources).count(";") == 1


@pytest.mark.usefixtures("records")
def test_what_only_a_later_paper_states_is_cited_by_that_paper():
    assert "11 July 2024" in queries.citing(JULY_2023)(["lcc-2024-07-11-place-plan Assurance"])


@pytest.mark.seed("V1")
@pytest.mark.usefixtures("records")
@pytest.mark.parametrize(
    "model",
    [model for model in Sourced.__subclasses__() + Loaded.__subclasses__() if not model._meta.abstract],
    ids=str,
)
def test_every_loaded_row_names_a_document_and_its_day(model):
    """A row that came from a file names at least one document that exists, and the days they were published."""
    if not issubclass(model, Sourced):
        return
    published = dict(Document.objects.values_list("slug", "published"))
    for row in model.objects.exclude(source_key=None):
        slugs = [source.partition(" ")[0] for source in row.sources]
        assert slugs, row
        assert set(slugs) <= set(published), row
        days = sorted(published[slug].first for slug in slugs)
        assert (row.stated_on, row.last_stated_on) == (days[0], days[-1]), row
        assert row.citation, row


@pytest.mark.django_db
def test_a_fact_of_nobodys_paper_was_stated_by_whoever_entered_it_today():
    from lsc_places.kit.dates import today
    from lsc_places.organisations.models import Organisation

    entered = Organisation.objects.create(slug="new", name="New", kind="trust")
    assert (entered.stated_on, entered.last_stated_on, entered.sources) == (today(), today(), [])
    assert entered in Organisation.objects.as_at(today())
    assert entered not in Organisation.objects.as_at(NOVEMBER)
