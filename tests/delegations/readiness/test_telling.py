"""Everybody is told what readiness waits for from them, on the page and as a notice, until it is done."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from delegations.readiness.actions import reviews, submissions
from delegations.readiness.models import Round, Standing
from delegations.readiness.tasks import tell_those_asked
from lsc_places.jobs.models import Notice
from tests.delegations.readiness.making import LEADS, NAME, accept, assessment_of, rate, user

pytestmark = pytest.mark.usefixtures("a_round")
ICB = "/readiness/phase-1-round-1/icb/"


@pytest.fixture
def waits(browse):
    """What waits for an account: the words by the address of its page."""

    def read(name: str) -> dict[str, str]:
        page = BeautifulSoup(browse(user(name)).get("/readiness/").content, "html.parser")
        return {link["href"]: link.text for link in page.select(".app-worklist__what a")}

    return read


def notices(name: str) -> set[str]:
    return set(Notice.objects.standing().filter(user__username=name).values_list("words", flat=True))


def test_what_waits_goes_from_hand_to_hand_until_it_is_done(waits):
    """Of the ICB's own assessment: to be written, rated, answered and moderated."""
    round = Round.objects.get(name=NAME)
    assert waits("accountable-officer")[ICB].startswith("Write the readiness assessment of the ICB by 5pm on ")
    assert tell_those_asked() > 0
    with CaptureQueriesContext(connection) as made:
        assert tell_those_asked() == 0
    assert len(made) <= 20, "as many as there are kinds of things to read, not as there are people"
    assert any(told.startswith("Write the readiness assessment of the ICB") for told in notices("accountable-officer"))
    assert not any("of the ICB" in told for told in notices("dhci-blackpool") | notices("finance-lead"))

    submissions.submit_assessment(assessment_of(round, "icb"), by=user("accountable-officer"))
    icb = assessment_of(round, "icb")
    assert ICB not in waits("accountable-officer")
    to_rate = "/reviews/phase-1-round-1/icb/finance/"
    assert waits("finance-lead")[to_rate] == "Rate the readiness of the ICB"
    assert "/reviews/phase-1-round-1/icb/purpose/" in waits("partner-blackpool")
    line = round.framework.sections.get(slug="finance").lines.get(code="4.1")
    reviews.ask_place(icb, line=line, text="Which year?", by=user("finance-lead"))
    assert waits("accountable-officer")[f"{ICB}questions/4.1/"].startswith("Answer what reviewers asked the ICB")
    reviews.answer_question(icb, line=line, text="This one", by=user("accountable-officer"))
    assert f"{ICB}questions/4.1/" not in waits("accountable-officer")

    tell_those_asked()
    assert "Rate the readiness of the ICB" in notices("finance-lead")
    moderate = "/reviews/phase-1-round-1/icb/"
    assert moderate not in waits("panel-chair")
    for lead in LEADS:
        rate(icb, user(lead), standing=Standing.LEAD)
    assert to_rate not in waits("finance-lead")
    assert moderate in waits("panel-chair")
    tell_those_asked()
    assert "Rate the readiness of the ICB" not in notices("finance-lead")
    assert "Moderate the readiness assessment of the ICB" in notices("panel-chair")


def test_a_result_waits_to_be_accepted_and_its_condition_for_its_owner_and_for_another(waits):
    result = "/readiness/phase-1-round-1/lancashire/result/"
    verdict = "/readiness/phase-1-round-1/lancashire/verdict/"
    assert verdict in waits("programme-manager")
    assert waits("dhci-lancashire")[result].startswith("Meet RC-1000000 of Lancashire by ")
    assert waits("finance-lead")[result] == "Discharge RC-1000000 of Lancashire once its proof is there"
    assert result not in waits("deputy-blackpool") | waits("dhci-blackpool") | waits("quality-lead")
    accept(Round.objects.get(name=NAME), "lancashire")
    assert verdict not in waits("programme-manager")


def test_only_what_somebody_may_open_is_a_link(browse):
    def links(name: str) -> set[str]:
        page = BeautifulSoup(browse(user(name)).get("/readiness/phase-1-round-1/").content, "html.parser")
        return {link["href"].split("/")[3] for link in page.select("tbody th a")}

    assert links("dhci-blackpool") == {"blackpool", "lancashire"}  # their own, and a result
    assert links("finance-lead") == {"blackburn-with-darwen", "lancashire"}
    assert links("board-member") == {"lancashire"}


def test_reviews_are_below_readiness_in_the_menu(browse):
    page = BeautifulSoup(browse(user("finance-lead")).get("/reviews/").content, "html.parser")
    assert [link.get_text(strip=True) for link in page.select("nav [aria-current]")] == ["Readiness"]


def test_beat_tells_every_minute():
    assert settings.CELERY_BEAT_SCHEDULE["readiness.tell_those_asked"]["task"] == tell_those_asked.name
