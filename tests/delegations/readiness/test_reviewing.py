"""From a submission to a result that counts: partners, leads, the panel, the result, its conditions, and the next round."""

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction

from delegations.readiness import queries
from delegations.readiness.actions import autonomy, items, moderation, submissions
from delegations.readiness.models import (
    Autonomy,
    Condition,
    Evidence,
    Message,
    Rating,
    Result,
    Review,
    Round,
    Standing,
)
from delegations.readiness.refusals import Incomplete, Locked, Refused
from delegations.register.models import Function
from delegations.workplan.models import Item
from lsc_places.kit.dates import today
from lsc_places.places.models import Place
from tests.accounts import account
from tests.delegations.readiness.making import (
    LEADS,
    NAME,
    accept,
    assessment_of,
    opened,
    rate,
    submitted,
    user,
    with_panel,
)

pytestmark = pytest.mark.usefixtures("a_round")
REVIEW = "/reviews/phase-1-round-1/icb/finance/"
LANCASHIRE = "/readiness/phase-1-round-1/lancashire/"


@pytest.fixture
def the_round(a_round) -> Round:
    return Round.objects.get(name=NAME)


@pytest.fixture
def icb(the_round):
    """The ICB's own assessment, submitted."""
    submissions.submit_assessment(assessment_of(the_round, "icb"), by=user("accountable-officer"))
    return assessment_of(the_round, "icb")


def text(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").text.split())


def finance(rating: str, reason: str, **more: str) -> dict[str, str]:
    """A form that rates every line of the section alike."""
    sent = {"submission": "1"} | more
    for line in ("4.1", "4.2", "4.3", "4.4"):
        sent |= {f"rating-{line}": rating, f"reason-{line}": reason}
    return sent


def test_nobody_sees_the_ratings_of_others_before_giving_their_own_and_leads_rate_only_their_field(browse, icb):
    partner, lead = browse(user("partner-blackpool")), browse(user("finance-lead"))
    assert partner.post(REVIEW, finance("1", "The partner doubts it", do="give")).status_code == 303
    assert "The partner doubts it" not in text(lead.get(REVIEW))
    different = lead.post(REVIEW, finance("2", "", do="give"))
    assert different.status_code == 422
    assert "Enter why your rating is different from the place's rating" in text(different)
    assert lead.post(REVIEW, finance("2", "The lead wants more", do="give")).status_code == 303
    assert "The partner doubts it" in text(lead.get(REVIEW))
    assert "You rated this 1 level lower than the ICB." in text(lead.get(REVIEW))
    assert "The lead wants more" in text(partner.get(REVIEW))
    other = browse(user("partner-lancashire"))
    assert "The lead wants more" not in text(other.get(REVIEW))
    for name in (
        "quality-lead",
        "workforce-lead",
        "governance-lead",
        "performance-lead",
        "auditor",
        "programme-manager",
    ):
        assert browse(user(name)).post(REVIEW, finance("4", "Not mine")).status_code == 403, name
    given = lead.post(f"{REVIEW}save/", {"submission": "1", "rating-4.1": "4", "was-rating-4.1": "2"})
    assert given.status_code == 409
    assert set(Rating.objects.filter(review__by__username="finance-lead").values_list("level", flat=True)) == {3, 2}


def test_nobody_reviews_their_own_work_whatever_rights_they_hold(browse, icb, the_round):
    both = account("accountable_officer", "finance_lead", "panel_chair")
    writer_elsewhere = user("accountable-officer")
    for by in (both, writer_elsewhere):
        assert browse(by).post(REVIEW, finance("4", "Very good")).status_code == 403
    assert browse(both).post("/reviews/phase-1-round-1/icb/publish/", {"submission": "1"}).status_code == 403
    with pytest.raises(IntegrityError, match="own work"), transaction.atomic():
        Review.objects.create(
            submission=icb.submission,
            section=the_round.framework.sections.get(slug="finance"),
            standing=Standing.LEAD,
            by=writer_elsewhere,
            started_at=icb.submission.submitted_at,
        )


def test_questions_and_answers_stay_with_the_line(browse, icb):
    lead, officer = browse(user("finance-lead")), browse(user("accountable-officer"))
    thread = "/readiness/phase-1-round-1/icb/questions/4.1/"
    assert officer.post(thread, {"text": "Nobody asked"}).status_code == 403
    assert lead.post(thread, {"text": "Which year is this?"}).status_code == 303
    assert officer.post(thread, {"text": "2026/27"}).status_code == 303
    for client, path in ((lead, REVIEW), (officer, "/readiness/phase-1-round-1/icb/questions/")):
        assert "Which year is this?" in text(client.get(path))
        assert "2026/27" in text(client.get(path))
    assert Message.objects.count() == 2


def test_the_panel_talks_over_wide_differences_and_keeps_the_lower_level_when_they_stay(icb):
    rate(icb, user("partner-blackpool"), standing=Standing.PARTNER, levels={"4.1": 1})
    for lead in LEADS:
        rate(icb, user(lead), standing=Standing.LEAD)
    chair = user("panel-chair")
    with pytest.raises(Refused, match="Name the panel first"):
        moderation.publish_result(icb, submission=1, by=chair)
    too_few = {"members": [user("finance-lead")]}
    with pytest.raises(Refused, match="at least 3 people"):
        with_panel(icb, **too_few)
    with pytest.raises(Refused, match="Nobody who wrote"):
        with_panel(icb, members=[user("finance-lead"), user("quality-lead"), user("accountable-officer")])
    with_panel(icb)
    with pytest.raises(Incomplete) as wide:
        rate(icb, chair, standing=Standing.PANEL, only=["D4"], reason="", evidence="yes")
    assert {(gap.line, gap.cause) for gap in wide.value.gaps} == {("4.1", "reason for range")} or len(
        wide.value.gaps
    ) == 1
    rate(icb, chair, standing=Standing.PANEL, evidence="yes", unresolved="yes")
    kept = Rating.objects.get(review__standing=Standing.PANEL, review__submission=icb.submission, line__code="4.1")
    assert (kept.level, kept.lowest, kept.highest) == (1, 1, 3)
    result = moderation.publish_result(icb, submission=1, by=chair)
    assert {one.function.slug: one.outcome for one in result.outcomes.all()}["fn-bcf"] == "not yet ready"
    with pytest.raises(Locked, match="published"):
        rate(icb, user("finance-lead"), standing=Standing.LEAD)
    sets = Review.objects.filter(submission=icb.submission).values_list("standing", flat=True)
    assert set(sets) == {Standing.PARTNER, Standing.LEAD, Standing.PANEL}


def test_too_little_evidence_sends_it_back_without_a_result(icb):
    rate(icb, user("partner-blackpool"), standing=Standing.PARTNER)
    for lead in LEADS:
        rate(icb, user(lead), standing=Standing.LEAD)
    rate(icb, user("panel-chair"), standing=Standing.PANEL, evidence="no")
    with_panel(icb)
    assert moderation.publish_result(icb, submission=1, by=user("panel-chair")) is None
    again = assessment_of(icb.round, "icb")
    assert (again.state, again.submission) == ("draft", None)
    assert not Result.objects.filter(submission__assessment=icb).exists()
    assert "no acceptable evidence" in again.verdicts.get().reason


@pytest.mark.seed("H9")
def test_a_condition_and_a_gap_become_workplan_items_in_one_step_with_a_link_back(browse):
    condition, manager = Condition.objects.get(), browse(user("programme-manager"))
    path = f"{LANCASHIRE}conditions/{condition.pk}/item/"
    assert manager.post(path).status_code == 303
    assert manager.post(path).status_code == 303
    condition.refresh_from_db()
    item = condition.item
    assert (item.title, item.place.slug, item.due_on.first) == (condition.text, "lancashire", condition.due_on)
    assert f"RC-{condition.pk:04}" in item.note
    assert manager.post(f"{LANCASHIRE}gaps/4.2/item/").status_code == 303
    assert manager.post(f"{LANCASHIRE}gaps/4.2/item/").status_code == 303
    assert Item.objects.filter(place=item.place, note__contains="Gap on 4.2").count() == 1
    page = BeautifulSoup(manager.get(f"{LANCASHIRE}result/").content, "html.parser")
    links = {link["href"] for link in page.select("a[href^='/workplan/']")}
    made = {link for link in links if "WP-" in link}
    assert len(made) == 2
    for link in made:
        assert BeautifulSoup(manager.get(link).content, "html.parser").select(f'main a[href="{LANCASHIRE}result/"]')
    assert browse(user("finance-lead")).post(path).status_code == 403
    assert items.make_condition_item(condition, by=user("dhci-lancashire")) == item


@pytest.mark.seed("H13", "H2", "G6")
def test_a_result_that_is_accepted_sets_how_far_a_place_may_decide_and_nothing_else_raises_it(browse, the_round):
    place, bcf = Place.objects.get(slug="lancashire"), Function.objects.get(slug="fn-bcf")

    def level(function: str = "fn-bcf") -> int:
        held = Autonomy.objects.as_at(today()).filter(place=place, function__slug=function).first()
        return held.level if held else 0

    assert (level(), queries.accepted_outcomes(as_at=today())) == (0, {})
    gates = text(browse(user("auditor")).get("/delegations/DEL-01/"))
    assert "Readiness of the place accepted" in gates
    assert "Readiness of the ICB accepted" in gates
    accept(the_round, "lancashire")
    assert level() == 2
    (accepted,) = [
        one for key, one in queries.accepted_outcomes(as_at=today()).items() if key == ("lancashire", "fn-bcf")
    ]
    assert accepted.outcome == "ready with conditions"
    (open_one,) = queries.of_place(queries.open_conditions(as_at=today()), place="lancashire", function="fn-bcf")
    assert open_one.is_before_activation
    manager = user("programme-manager")
    with pytest.raises(Refused, match="raised by an accepted result"):
        autonomy.lower_autonomy(place, function=bcf, level=3, reason="We like them", by=manager)
    lower = "/readiness/autonomy/lancashire/fn-bcf/"
    assert lower in browse(manager).get("/readiness/").content.decode()
    assert browse(manager).post(lower, {"level": "3", "reason": "Up"}).status_code == 422
    assert browse(user("dhci-lancashire")).post(lower, {"level": "1", "reason": "Why not"}).status_code == 403
    assert browse(manager).post(lower, {"level": "1", "reason": "The director left"}).status_code == 303
    assert level() == 1

    condition = Condition.objects.get()
    discharge = f"{LANCASHIRE}conditions/{condition.pk}/discharge/"
    assert browse(user("dhci-lancashire")).post(discharge, {"words": "Done it"}).status_code == 403
    assert browse(user("finance-lead")).post(discharge, {"words": ""}).status_code == 422
    assert browse(user("finance-lead")).post(discharge, {"words": "Signed schedule seen"}).status_code == 303
    assert queries.open_conditions(as_at=today()) == ()
    assert (level("fn-phif"), level()) == (3, 1)  # what was lowered waits for another result
    page = text(browse(user("auditor")).get("/readiness/"))
    assert "The place decides" in page


def test_the_delegation_of_the_place_waits_for_its_condition(browse, the_round):
    """Conditions are gates: the page of the delegation names the condition until somebody else discharges it."""
    from delegations.register.models import Delegation

    delegation = Delegation.objects.get(function__slug="fn-bcf", place__slug="lancashire")
    client = browse(user("auditor"))
    page = text(client.get(f"/delegations/{delegation.reference}/"))
    assert "1 before activation not discharged: RC-1000000 Limits and risk share signed into the schedule" in page
    browse(user("finance-lead")).post(f"{LANCASHIRE}conditions/1000000/discharge/", {"words": "Seen"})
    accept(the_round, "lancashire")
    page = text(client.get(f"/delegations/{delegation.reference}/"))
    assert "before activation not discharged" not in page
    assert "Every condition before activation is discharged" in page


def test_places_are_compared_only_where_ratings_differ(browse):
    client = browse(user("performance-lead"))
    page = BeautifulSoup(client.get("/reviews/phase-1-round-1/compare/").content, "html.parser")
    assert "32 questions" in page.text
    page = BeautifulSoup(client.get("/reviews/phase-1-round-1/compare/?differ=on").content, "html.parser")
    codes = [row.th.get_text(strip=True)[:3] for row in page.select("tbody tr") if row.th and row.td]
    assert codes == ["4.2"]


@pytest.mark.seed("H10")
def test_the_next_round_stands_beside_the_last_and_shows_what_changed(browse):
    second = opened(name="Phase 1 round 2")
    director = browse(user("dhci-lancashire"))
    page = text(director.get("/readiness/phase-1-round-2/lancashire/finance/"))
    assert "Because of limits and risk share." in page
    assert "2 Developing" in page
    submitted(second, "lancashire")
    review = text(browse(user("finance-lead")).get("/reviews/phase-1-round-2/lancashire/finance/"))
    assert "2 Developing" in review
    assert Evidence.objects.of_subject(assessment_of(second, "lancashire")).count() == 4
