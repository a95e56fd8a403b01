"""Django forms drawn with NHS.UK components."""

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.utils.datastructures import MultiValueDict

from lsc_places.kit.nhsuk import NHSForm

PLACES = [("", "Choose a place"), ("n", "North"), ("s", "South")]


class EverythingForm(NHSForm):
    name = forms.CharField(
        label="Full name", help_text="As in the paper", widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.CharField(label="Address", widget=forms.EmailInput)
    number = forms.IntegerField(label="How many", min_value=1, error_messages={"required": "Enter how many"})
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    words = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 7}))
    place = forms.ChoiceField(label="Place", choices=PLACES)
    one = forms.ChoiceField(label="One place", choices=PLACES, widget=forms.RadioSelect)
    several = forms.MultipleChoiceField(label="Places", choices=PLACES[1:], widget=forms.CheckboxSelectMultiple)
    agreed = forms.BooleanField(label="It is agreed")
    evidence = forms.FileField(label="Evidence", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self):
        if self.data.get("name") == "nobody":
            raise forms.ValidationError("There is nobody of this name")


def drawn(form: NHSForm, name: str) -> BeautifulSoup:
    return BeautifulSoup(form[name].as_field_group(), "html.parser")


@pytest.mark.parametrize("name", list(EverythingForm.base_fields))
def test_every_control_has_one_label_that_points_at_it(name):
    soup = drawn(EverythingForm(), name)
    controls = soup.select("input:not([type=hidden]), select, textarea")
    assert bool(controls) == (name != "version")
    for control in controls:
        assert len(soup.select(f'label[for="{control["id"]}"]')) == 1
        assert len(soup.select(f'[id="{control["id"]}"]')) == 1
        assert control["name"] == name


def test_hint_and_error_describe_the_control():
    field = drawn(EverythingForm(MultiValueDict({"number": ["none"]})), "number").find("input")
    assert field["aria-describedby"] == "id_number-error"
    field = drawn(EverythingForm(), "name")
    assert field.find("input")["aria-describedby"] == "id_name-hint"
    assert field.find(id="id_name-hint").text.strip() == "As in the paper"
    assert field.find("input")["autocomplete"] == "name"


def test_what_was_typed_is_kept_and_never_a_password():
    form = EverythingForm(
        MultiValueDict(
            {"name": ["<b>Kim</b>"], "words": ["Because"], "place": ["s"], "one": ["n"], "several": ["n", "s"], "agreed": ["on"], "version": ["3"], "password": ["secret"]}
        )
    )  # fmt: skip
    assert drawn(form, "name").find("input")["value"] == "<b>Kim</b>"
    assert drawn(form, "words").find("textarea").text == "Because"
    assert drawn(form, "words").find("textarea")["rows"] == "7"
    assert [option["value"] for option in drawn(form, "place").select("option[selected]")] == ["s"]
    assert [radio["value"] for radio in drawn(form, "one").select("input[checked]")] == ["n"]
    assert [box["value"] for box in drawn(form, "several").select("input[checked]")] == ["n", "s"]
    assert drawn(form, "agreed").find("input").has_attr("checked")
    assert drawn(form, "version").find("input")["value"] == "3"
    assert "secret" not in str(drawn(form, "password"))


def test_a_radio_offers_no_empty_choice_and_a_select_does():
    assert [radio["value"] for radio in drawn(EverythingForm(), "one").select("input")] == ["n", "s"]
    assert [option["value"] for option in drawn(EverythingForm(), "place").select("option")] == ["", "n", "s"]


def test_the_summary_lists_each_error_with_the_control_to_go_to():
    form = EverythingForm(MultiValueDict({"name": ["nobody"], "number": [""]}))
    summary = form.error_summary
    assert summary[0] == {"text": "There is nobody of this name"}
    assert {"text": "Enter how many", "href": "#id_number"} in summary
    for error in summary[1:]:
        soup = drawn(form, error["href"].removeprefix("#id_"))
        assert soup.find(id=error["href"].removeprefix("#")), error


def test_an_empty_form_has_no_errors_and_no_required_attributes():
    form = EverythingForm()
    assert form.error_summary == []
    assert not any(drawn(form, name).select("[required]") for name in form.fields)
