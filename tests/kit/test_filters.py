"""The filter of a list: what can be taken narrows it, what cannot says so, and each choice can be taken away."""

import pytest
from django import forms

from lsc_places.kit.filters import Chosen, FilterForm


class Colours(FilterForm):
    words = forms.CharField(required=False, max_length=5)
    colour = forms.ChoiceField(required=False, choices=[("", "Any colour"), ("r", "Red"), ("b", "Blue")])


def test_what_was_asked_for_is_there_by_name_and_what_was_not_is_absent():
    assert Colours({"words": " sky ", "colour": "b", "other": "x"}).asked == {"words": "sky", "colour": "b"}
    assert Colours({"colour": ""}).asked == {}
    assert Colours({}).asked == {}


def test_each_choice_is_in_words_with_the_query_that_leaves_it_out():
    assert Colours({"words": "sky", "colour": "b"}).chosen == (
        Chosen("“sky”", {"colour": "b"}),
        Chosen("Blue", {"words": "sky"}),
    )


@pytest.mark.parametrize(("given", "status"), [({}, 200), ({"colour": "r"}, 200), ({"colour": "green"}, 400)])
def test_what_cannot_be_taken_narrows_nothing_and_answers_400(given, status):
    form = Colours(given | {"words": "sky"})
    assert form.answer_status == status
    assert form.asked == {"words": "sky"} | ({"colour": "r"} if given.get("colour") == "r" else {})
