"""What the papers say of risks, as the register of risks takes it."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction

from delegations.risks.models import Category, EscalationRule, Register, Risk
from lsc_places.kit.records import Unreadable

pytestmark = pytest.mark.usefixtures("records")


def load_again(folder=None) -> dict:
    answer = StringIO()
    call_command("load_records", *([str(folder)] if folder else []), json=True, stdout=answer)
    return json.loads(answer.getvalue())


def test_every_list_is_taken():
    counts = [model.objects.count() for model in (Register, EscalationRule, Category, Risk)]
    assert counts == [3, 5, 6, 17]


def test_the_first_corporate_risk_has_its_parts():
    risk = Risk.objects.get(reference="ICB-016")
    assert risk.register.name == "ICB Corporate Risk Register"
    assert risk.cause.startswith("ICB operating model unclear")
    assert risk.consequence.startswith("Places cannot meet population needs")
    assert risk.mitigation == "Build and implement the Place Integration Deal"
    assert risk.place is None


def test_a_register_is_of_an_organisation_or_of_a_board():
    owners = {register.slug: register.owner.slug for register in Register.objects.all()}
    assert owners == {
        "reg-icb-corporate": "icb",
        "reg-lcc-corporate": "lancashire-county-council",
        "reg-lan-place": "lancashire-place-partnership",
    }


def test_a_rule_goes_from_a_register_to_others():
    rule = EscalationRule.objects.get(source_key="esc-2")
    assert rule.state == EscalationRule.State.PROPOSED
    assert [register.slug for register in rule.to_registers.all()] == ["reg-icb-corporate", "reg-lcc-corporate"]
    assert EscalationRule.objects.get(source_key="esc-5").from_register is None


def test_the_one_owner_that_is_named_is_a_person():
    owned = Risk.objects.exclude(owner_person=None, owner_role=None).get()
    assert (owned.slug, str(owned.owner)) == ("risk-conflict", "Louise Taylor")


def test_who_bears_a_risk_and_that_it_is_implied_are_kept():
    risk = Risk.objects.get(slug="risk-bpl-homecare")
    assert (risk.borne_by.slug, risk.basis) == ("blackpool-council", "implied")


def test_no_score_is_nought():
    assert not Risk.objects.exclude(score=None).exists()
    assert not Risk.objects.exclude(likelihood=None, consequence_score=None).exists()


@pytest.mark.parametrize(
    "scores",
    [
        {"likelihood": 6},
        {"consequence_score": 0},
        {"score": 26},
        {"likelihood": 3, "consequence_score": 4},
        {"likelihood": 3, "consequence_score": 4, "score": 13},
    ],
)
def test_the_database_refuses_a_score_that_is_none(scores):
    with pytest.raises(IntegrityError), transaction.atomic():
        Risk.objects.filter(slug="risk-people").update(**scores)


def test_the_database_takes_a_score_that_is_the_product_of_its_parts():
    assert Risk.objects.filter(slug="risk-people").update(likelihood=3, consequence_score=4, score=12) == 1


def test_a_second_load_changes_nothing_and_keeps_what_a_person_wrote():
    risk = Risk.objects.get(slug="icb-016")
    risk.mitigation = "Build the Deal, and review it each quarter"
    risk.save()
    summary = load_again()
    assert (summary["created"], summary["updated"]) == (0, 0)
    risk.refresh_from_db()
    assert risk.mitigation == "Build the Deal, and review it each quarter"


def test_each_version_of_a_risk_is_in_its_history():
    risk = Risk.objects.get(slug="icb-016")
    Risk.objects.filter(pk=risk.pk).update(mitigation="Something else")
    assert [event.mitigation for event in risk.events.order_by("pgh_id")] == [risk.mitigation, "Something else"]


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("owner: icb,", "owner: icbb,", "reg-icb-corporate, owner: There is no organisation or body"),
        ("owner: louise-taylor", "owner: louise", "risk-conflict, owner: There is no person or role"),
        ("category: rcat-people,", "category: rcat-none,", "risk-people, category: There is no category"),
        ("state: proposed", "state: thought of", "esc-2, state: This must be one of in force"),
    ],
)
def test_a_broken_record_is_named_and_nothing_is_loaded(tmp_path, settings, was, now, told):
    for file in settings.RECORDS_FOLDER.glob("*.yaml"):
        words = file.read_text(encoding="utf-8")
        (tmp_path / file.name).write_text(words.replace(was, now, 1) if file.name == "risks.yaml" else words)
    with pytest.raises(CommandError, match="Nothing was loaded") as stopped:
        load_again(tmp_path)
    assert isinstance(stopped.value.__cause__, Unreadable)
    assert f"risks.yaml, {told}" in str(stopped.value)
