"""The template environment."""

from datetime import UTC, date, datetime

import pytest
from django.template import engines
from django.test import RequestFactory
from jinja2 import UndefinedError

from lsc_places.kit import as_at
from lsc_places.kit.dates import PartialDate


def drawn(source: str, **context: object) -> str:
    return engines["jinja2"].env.from_string(source).render(context)


@pytest.mark.parametrize(
    "template", ["{{ misspelt }}", "{{ misspelt.deeper }}", "{{ page.misspelt }}", "a{{ misspelt ~ '' }}"]
)
def test_a_missing_name_is_an_error_when_printed(template):
    with pytest.raises(UndefinedError):
        drawn(template, page={})


def test_a_missing_name_may_be_tested_and_chained():
    assert drawn("{% if misspelt.deeper %}a{% else %}b{% endif %}") == "b"
    assert drawn("{{ misspelt | default('c') }}") == "c"


def asking(rf: RequestFactory, given: str = ""):
    request = rf.get("/")
    request.as_at = as_at.parse(given)
    return request


def test_an_address_keeps_the_past_day_of_the_page(rf):
    template = "{{ url('people:log-in') }} {{ url('people:log-in', q='a b', none=none, empty='') }}"
    assert drawn(template, request=asking(rf)) == "/log-in/ /log-in/?q=a+b"
    assert (
        drawn("{{ url('people:log-in', q='x') }}", request=asking(rf, "2023-11-08"))
        == "/log-in/?q=x&amp;as-at=2023-11-08"
    )
    assert drawn("{{ url('people:log-in', **{'as-at': '2024-07-11'}) }}", request=asking(rf, "2023-11-08")) == (
        "/log-in/?as-at=2024-07-11"
    )


def test_an_address_on_a_page_without_a_day_is_plain(rf):
    assert drawn("{{ url('people:log-in') }}", request=rf.get("/")) == "/log-in/"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ 1200000 | number }}", "1,200,000"),
        ("{{ 0.5 | number }}", "0.5"),
        ("{{ 1 | plural('place') }}, {{ 0 | plural('place') }}, {{ 2 | plural('body', 'bodies') }}", "1 place, 0 places, 2 bodies"),
        ("{{ none | stated }}", '<span class="app-quiet">Not stated</span>'),
        ("{{ '' | stated('No score') }}", '<span class="app-quiet">No score</span>'),
        ("{{ 0 | stated }}", "0"),
        ("{{ '<b>' | stated }}", "&lt;b&gt;"),
        ("{{ none | stated('<b>') }}", '<span class="app-quiet">&lt;b&gt;</span>'),
    ],
)  # fmt: skip
def test_filters(source, words):
    assert drawn(source) == words


def test_dates_and_moments_are_words():
    assert drawn("{{ day | day }}", day=date(2023, 11, 8)) == "8 November 2023"
    assert drawn("{{ day | partial }}", day=PartialDate.parse("2021/22")) == "2021 to 2022"
    assert "No date stated" in drawn("{{ none | partial }}")
    night = datetime(2026, 6, 30, 23, 0, tzinfo=UTC)
    assert drawn("{{ at | moment }}", at=night) == "12am on 1 July 2026"
    assert drawn("{{ at | moment }}", at=night.replace(hour=13, minute=41)) == "2:41pm on 30 June 2026"


def test_what_a_person_wrote_is_escaped():
    assert drawn("{{ words }}", words="<script>") == "&lt;script&gt;"
