"""What the database itself keeps of a round, each with the fault that follows when the guard is at rest."""

import pgtrigger
import pytest
from django.db import IntegrityError, transaction

from delegations.readiness.models import Answer, Rating
from delegations.readiness.models.answers import LOCKED
from delegations.readiness.models.reviews import OVER

pytestmark = pytest.mark.usefixtures("a_round")
GUARDS = [
    ("readiness.Answer:only_while_draft", Answer, {"assessment__place__slug": "blackburn-with-darwen"}, LOCKED),
    (
        "readiness.Rating:only_while_in_review",
        Rating,
        {"review__submission__assessment__place__slug": "lancashire"},
        OVER,
    ),
]


@pytest.mark.parametrize(("guard", "model", "kept", "words"), GUARDS, ids=["C08 signed", "C09 over"])
def test_nobody_writes_into_what_is_signed_or_over_but_where_the_guard_rests(guard, model, kept, words):
    rows = model.objects.filter(**kept)
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        rows.update(reason="Written afterwards")
    assert not rows.filter(reason="Written afterwards").exists()
    with pgtrigger.ignore(guard):
        assert rows.update(reason="Written afterwards") > 0
    assert rows.filter(reason="Written afterwards").exists()
