"""The organisations of the system, with their lifetimes."""

import pytest

from lsc_places.organisations.models import Organisation

pytestmark = pytest.mark.usefixtures("records")


@pytest.mark.seed("B4")
def test_an_organisation_keeps_its_beginning_and_end_as_they_are_stated():
    unitary = Organisation.objects.get(slug="westmorland-and-furness-council")
    assert unitary.established.words == "1 April 2023"
    ended = Organisation.objects.exclude(closed=None)
    assert ended
    assert {str(one.closed) for one in ended if "ccg" in one.slug} <= {"2022-06-30"}


@pytest.mark.seed("B2")
def test_the_statutory_partners_of_a_place_are_the_two_the_papers_name():
    partners = Organisation.objects.filter(is_statutory_partner_of_place=True)
    assert {one.slug for one in partners} == {"icb", "lancashire-county-council"}


def test_what_is_not_stated_is_unknown_and_not_no():
    unknown = Organisation.objects.filter(is_statutory_partner_of_place=None)
    assert unknown.exists()
    assert Organisation.objects.filter(is_statutory_partner_of_place=False).exists()


def test_an_organisation_is_called_by_its_name():
    assert str(Organisation.objects.get(slug="icb")) == Organisation.objects.get(slug="icb").name
