"""Dates that are known to a day, month, quarter, year or financial year."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from hypothesis import given
from hypothesis import strategies as st

from lsc_places.kit.dates import ASKED_FOR, PartialDate, PartialDateField, Precision, day_words
from lsc_places.sources.models import Document

DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9998, 1, 1))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day, precision = draw(DAYS), draw(st.sampled_from(Precision))
    first = {
        Precision.DAY: day,
        Precision.MONTH: day.replace(day=1),
        Precision.QUARTER: date(day.year, (day.month - 1) // 3 * 3 + 1, 1),
        Precision.YEAR: date(day.year, 1, 1),
        Precision.FINANCIAL_YEAR: date(day.year, 4, 1),
    }[precision]
    return PartialDate(first, precision)


@given(partial_dates())
def test_what_is_printed_is_read_back_as_the_same(partial):
    assert PartialDate.parse(str(partial)) == partial


@given(partial_dates())
def test_the_days_it_may_mean_tell_its_precision(partial):
    assert PartialDate.from_range(DateRange(partial.first, partial.until)) == partial
    assert partial.first <= partial.last < partial.until


@given(partial_dates(), partial_dates())
def test_it_sorts_by_its_first_day(one, other):
    if one.first != other.first:
        assert (one < other) == (one.first < other.first)


@pytest.mark.parametrize(
    ("given", "first", "last", "words"),
    [
        ("2023-11-08", date(2023, 11, 8), date(2023, 11, 8), "8 November 2023"),
        ("08/11/2023", date(2023, 11, 8), date(2023, 11, 8), "8 November 2023"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        ("2023-Q4", date(2023, 10, 1), date(2023, 12, 31), "October to December 2023"),
        ("2023", date(2023, 1, 1), date(2023, 12, 31), "2023"),
        ("2021/22", date(2021, 4, 1), date(2022, 3, 31), "2021 to 2022"),
        ("1999/00", date(1999, 4, 1), date(2000, 3, 31), "1999 to 2000"),
    ],
)
def test_each_precision_means_its_days_and_prints_in_words(given, first, last, words):
    partial = PartialDate.parse(given)
    assert (partial.first, partial.last, partial.words) == (first, last, words)


@pytest.mark.parametrize(
    "nonsense",
    ["", "soon", "2023-13", "2023-02-30", "2023-11-8", "08/13/2023", "8/11/23", "2023-Q5", "2021/23", "2021/2022", "\u0662\u0660\u0662\u0663", "0000", "20231108"],
)  # fmt: skip
def test_nonsense_is_refused_with_what_to_enter(nonsense):
    with pytest.raises(ValueError, match=ASKED_FOR):
        PartialDate.parse(nonsense)


@pytest.mark.parametrize("last_of_all", ["9999", "9999-12-31", "9999-12", "9999-Q4", "9999/00"])
def test_a_date_with_no_day_after_it_is_nonsense_too(last_of_all):
    with pytest.raises(ValueError, match=ASKED_FOR):
        PartialDate.parse(last_of_all)


def test_days_in_words_have_no_leading_zero():
    assert day_words(date(2024, 7, 1)) == "1 July 2024"


@pytest.mark.django_db
def test_postgresql_gives_back_what_it_was_given_and_sorts_it():
    stated = ["2023-11-08", "2023-11", "2023-Q4", "2023", "2022/23", "2021-12-31"]
    for slug, published in enumerate(stated):
        Document.objects.create(
            slug=str(slug), title="A paper", citation="A paper", published=PartialDate.parse(published)
        )
    kept = [str(document.published) for document in Document.objects.order_by("published", "slug")]
    assert sorted(kept) == sorted(stated)
    assert kept[:3] == ["2021-12-31", "2022/23", "2023"]


@pytest.mark.django_db
def test_postgresql_and_python_agree_which_is_earlier():
    published = [PartialDate.parse(given) for given in ("2023-11-08", "2024", "2021/22", "2023-Q1", "2022-07")]
    for partial in published:
        Document.objects.create(slug=str(partial), title="A paper", citation="A paper", published=partial)
    in_sql = [document.published for document in Document.objects.order_by("published")]
    assert in_sql == sorted(published)


@pytest.mark.django_db
def test_a_span_that_is_no_month_or_year_is_refused_when_read():
    document = Document.objects.create(
        slug="a", title="A paper", citation="A paper", published=PartialDate.parse("2023")
    )
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sources_document SET published = '[2023-01-01,2023-01-20)'")
    with pytest.raises(ValueError, match="not a day, month, quarter"):
        document.refresh_from_db()


def test_a_form_of_the_field_refuses_nonsense():
    with pytest.raises(ValidationError, match=ASKED_FOR):
        PartialDateField().to_python("next year")


def test_a_plain_day_is_a_partial_date_to_the_day():
    assert PartialDateField().to_python(date(2023, 11, 8)) == PartialDate(date(2023, 11, 8))


@given(DAYS)
def test_a_day_lasts_one_day(day):
    assert PartialDate(day).until - day == timedelta(days=1)
