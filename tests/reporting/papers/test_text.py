"""The text of papers: everything is shown as it was typed, except a very few elements."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from reporting.papers.sourcing import NO_SOURCE, merged
from reporting.papers.text import ALLOWED, MARK, MISSING_REFERENCE, references, rich, visible


@pytest.mark.parametrize(
    "typed",
    [
        '<img src="file:///etc/passwd">',
        '<link rel="attachment" href="file:///etc/passwd">',
        "<style>@import url(http://127.0.0.1:1/x.css)</style>",
        '<div style="background:url(http://127.0.0.1:1/x.png)">text</div>',
        "<img src=\"data:image/svg+xml,<svg><image href='file:///etc/passwd'/></svg>\">",
        "<table><td colspan=65534>",
        '<p style="font-size:1000000000px">',
        '<strong style="color:red">no attributes</strong>',
        "<script>alert(1)</script>",
        "a < b & c > d",
    ],
)
def test_what_is_not_allowed_is_shown_as_it_was_typed(typed):
    found = BeautifulSoup(rich(typed, named={}), "html.parser")

    assert not [one.name for one in found.find_all() if one.name not in ALLOWED or one.attrs]
    assert found.get_text() == typed.removesuffix("</strong>")


def test_strong_and_emphatic_words_are_allowed_and_always_closed():
    assert rich("<strong>one <em>two", named={}) == "<strong>one <em>two</em></strong>"
    assert rich("one</strong> two", named={}) == "one two"


def test_a_reference_prints_the_number_it_has_now():
    named = {"live-boards": ("Table 2", "live-boards")}
    assert rich("See [[live-boards]].", named=named) == 'See <a href="#live-boards">Table 2</a>.'
    assert rich("See [[gone]].", named=named) == f"See {MISSING_REFERENCE}."
    assert references(["[[a]] and [[b-c]]", "[[a]]"]) == {"a", "b-c"}


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x1b", "\x7f", "\ud800", "\u202e", "\u2066", "\uffff"])
def test_what_cannot_be_printed_or_would_turn_the_line_about_is_marked(character):
    assert visible(f"a{character}b") == f"a{MARK}b"


@given(st.text(max_size=300))
def test_nothing_typed_becomes_any_other_element(typed):
    elements = {one.name for one in BeautifulSoup(rich(typed, named={}), "html.parser").find_all()}
    assert elements <= set(ALLOWED)


def test_a_source_line_names_each_document_once_with_every_place_in_it():
    documents = ["Board paper, 8 November 2023", "Cabinet report, 11 July 2024"]
    citations = [
        "Board paper, 8 November 2023, section 3.1; section 3.3",
        "Cabinet report, 11 July 2024, Legal",
        "Board paper, 8 November 2023, section 3.1; Cabinet report, 11 July 2024, Legal",
        "",
    ]
    assert merged(citations, documents=documents) == (
        "Source: Board paper, 8 November 2023, section 3.1, section 3.3; Cabinet report, 11 July 2024, Legal."
    )
    assert merged(["", ""], documents=documents) == NO_SOURCE
