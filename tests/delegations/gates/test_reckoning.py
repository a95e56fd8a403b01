"""What the records say of delegations, as the gates are told."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from delegations.gates.reckoning import facts
from delegations.gates.rules import answers
from delegations.register import actions
from delegations.register.models import Delegation
from lsc_places.kit.dates import today
from tests.delegations.gates.going import YESTERDAY, decided, people
from tests.delegations.register.moving import add_delegations

pytestmark = pytest.mark.usefixtures("records")


def of(reference, *, as_at=None):
    delegation = Delegation.objects.get(reference=reference)
    return facts([delegation.pk], as_at=as_at or today())[delegation.pk]


def gate(reference, code, *, as_at=None):
    return next(one for one in answers(of(reference, as_at=as_at)) if one.code == code)


def by_function(name):
    return Delegation.objects.filter(function__short_name=name).first()


def test_the_records_leave_every_delegation_with_a_reason_why_it_is_not_live():
    ids = list(Delegation.objects.values_list("pk", flat=True))
    for known in facts(ids, as_at=today()).values():
        unmet = [one for one in answers(known) if not one.is_met]
        assert unmet, known.reference
        assert all(one.why and one.who for one in unmet)


@pytest.mark.seed("I2", "I3")
def test_a_formula_in_progress_stops_its_function_and_an_agreed_one_does_not():
    assert not gate(by_function("BCF").reference, "formula").is_met
    agreed = gate(by_function("PHIF").reference, "formula")
    assert agreed.is_met
    assert "8 November 2023" in agreed.why
    who = people()
    decision = decided(who.secretary)
    assert not gate(by_function("BCF").reference, "formula").is_met, "a decision alone says nothing of a formula"
    actions.record_formula(
        by_function("BCF").function, decision=decision, agreed_across="four places", method=None, by=who.governance
    )
    assert gate(by_function("BCF").reference, "formula").is_met
    assert gate(by_function("PHIF").reference, "formula") == agreed


def test_scheme_and_approval_are_met_by_what_was_decided_and_were_not_before():
    who = people()
    delegation = by_function("PHIF")
    decision = decided(who.secretary)
    actions.record_scheme(delegation, clause="4.2", decision=decision, by=who.governance)
    assert gate(delegation.reference, "scheme").is_met
    assert not gate(delegation.reference, "scheme", as_at=YESTERDAY).is_met
    assert not gate(delegation.reference, "approvals").is_met
    for needed in delegation.needed_approvals.all():
        actions.record_approval(needed, outcome="given", decision=decision, words="", by=who.governance)
    met = gate(delegation.reference, "approvals")
    assert met.is_met
    assert "minute 26/001" in met.why


def test_the_queries_do_not_grow_with_the_delegations():
    def count():
        ids = list(Delegation.objects.values_list("pk", flat=True))
        with CaptureQueriesContext(connection) as asked:
            assert len(facts(ids, as_at=today())) == len(ids)
        return len(asked)

    few = count()
    add_delegations(40)
    assert count() == few <= 14
