"""Many people in one assessment at the same moment, each on a connection of their own."""

from collections import Counter
from threading import Barrier

import pytest
from django.db import IntegrityError

from delegations.readiness.actions import answers, items, reviews, submissions
from delegations.readiness.models import Answer, Assessment, Condition, Rating, Review, Round, Standing, Submission
from delegations.readiness.models.rounds import AssessmentQuerySet
from delegations.readiness.refusals import Locked, Refused
from delegations.readiness.steps import State
from delegations.workplan.models import Item
from lsc_places.jobs.models import Job
from lsc_places.kit.merge import merge
from lsc_places.people.models import User
from lsc_places.places.models import Place
from tests.accounts import account
from tests.delegations.gates.test_at_once import at_once
from tests.delegations.readiness.making import NAME, assessment_of, change, rate, user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("transactional_db", "a_round")]
PEOPLE, WORDS_EACH = 20, 2


@pytest.fixture
def the_round(a_round) -> Round:
    return Round.objects.get(name=NAME)


class TestTwentyPeopleSaving:
    """Each adds words of their own to one and the same text, as its page does: from what it began, and again on top of
    what somebody else wrote meanwhile. Every word that was answered with "saved" must be there, once."""

    @pytest.fixture
    def assessment(self, the_round) -> Assessment:
        return assessment_of(the_round, "blackpool")

    @pytest.fixture
    def people(self, assessment) -> list[User]:
        place = Place.objects.get(slug="blackpool")
        return [account("dhci", place=place, name=f"Writer {number}") for number in range(PEOPLE)]

    def written(self, assessment: Assessment) -> Counter[str]:
        return Counter(Answer.objects.get(assessment=assessment, line__code="4.1").reason.split())

    def writes(self, assessment: Assessment, by: User, number: int) -> list[str]:
        section = assessment.round.framework.sections.get(slug="finance")
        acknowledged, base = [], ""
        for turn in range(WORDS_EACH):
            word = f"word-{number}-{turn}"
            while True:
                text = f"{base} {word}".strip()
                try:
                    saved = answers.save_answers(
                        assessment, section=section, changes=[change("4.1", "reason", text, base)], by=by
                    )
                except Refused:  # many at once: the page tries again too
                    continue
                if not saved.conflicts:
                    break
                base = saved.conflicts[0].conflict.theirs
            acknowledged.append(word)
            base = text
        return acknowledged

    def test_not_a_word_is_lost(self, assessment, people):
        came = at_once(
            *(lambda by=by, number=number: self.writes(assessment, by, number) for number, by in enumerate(people))
        )
        acknowledged = [word for one in came for word in one]
        assert len(acknowledged) == PEOPLE * WORDS_EACH
        assert self.written(assessment) == Counter(acknowledged)
        answer = Answer.objects.get(assessment=assessment, line__code="4.1")
        assert answer.version == 1 + len(acknowledged) == answer.events.count()

    def test_without_the_guard_words_are_lost(self, assessment, people, monkeypatch):
        """The control: everybody reads before anybody writes, and no version is compared."""
        everybody_has_read = Barrier(PEOPLE)

        def unguarded(answer, changes, *, by, at):
            merged = merge(answer.written, changes)
            everybody_has_read.wait(timeout=30)
            Answer.objects.filter(pk=answer.pk).update(**Answer.columns(merged.accepted), saved_at=at, saved_by=by)
            return merged

        monkeypatch.setattr(answers, "_save", unguarded)
        section = assessment.round.framework.sections.get(slug="finance")
        at_once(
            *(
                lambda by=by, number=number: answers.save_answers(
                    assessment, section=section, changes=[change("4.1", "reason", f"word-{number}")], by=by
                )
                for number, by in enumerate(people)
            )
        )
        assert sum(self.written(assessment).values()) == 1


def test_two_submissions_at_once_make_one_and_both_get_its_receipt(the_round, browse):
    """C07."""
    Job.objects.all().delete()
    assessment, by = assessment_of(the_round, "icb"), user("accountable-officer")
    browsers = [browse(by) for _ in range(4)]
    path = f"/readiness/{the_round.slug}/icb/submit/"
    came = at_once(*(lambda one=one: one.post(path, {"declared": "on"}) for one in browsers))
    assert {(one.status_code, one.get("Location")) for one in came} == {(303, path.replace("submit", "submitted"))}
    assert Submission.objects.filter(assessment=assessment).count() == 1
    assert Job.objects.count() == 1
    assert browse(by).get(path)["Location"].endswith("/submitted/")


def test_without_the_lock_the_second_submission_meets_the_first_or_is_another(the_round, monkeypatch):
    """The control of C07: everybody finds a draft before anybody has signed it."""
    assessment, by = assessment_of(the_round, "icb"), user("accountable-officer")
    everybody_has_looked = Barrier(2)

    def unguarded(assessments, pk):
        found = assessments.with_lock_words().get(pk=pk)
        everybody_has_looked.wait(timeout=30)
        return found

    monkeypatch.setattr(AssessmentQuerySet, "locked", unguarded)
    came = at_once(*(lambda: submissions.submit_assessment(assessment, by=by) for _ in range(2)))
    refused = [type(one) for one in came if isinstance(one, Exception)]
    assert refused == [IntegrityError] or Submission.objects.filter(assessment=assessment).count() == 2


def test_a_save_beside_a_submission_is_in_it_or_is_refused(the_round):
    """C08, from both sides, until each has happened or enough was tried."""
    by = user("accountable-officer")
    section = the_round.framework.sections.get(slug="finance")
    for turn in range(8):
        assessment = assessment_of(the_round, "icb")
        base = Answer.objects.get(assessment=assessment, line__code="4.1").reason
        saved, submission = at_once(
            lambda assessment=assessment, base=base, turn=turn: answers.save_answers(
                assessment, section=section, changes=[change("4.1", "reason", f"Written in turn {turn}", base)], by=by
            ),
            lambda assessment=assessment: submissions.submit_assessment(assessment, by=by),
        )
        lines = [line for one in submission.answers["sections"] for line in one["lines"] if line["code"] == "4.1"]
        if isinstance(saved, Locked):
            assert "This assessment was submitted at" in str(saved)
            assert lines[0]["reason"] == base
        else:
            assert lines[0]["reason"] == f"Written in turn {turn}"
        answer = Answer.objects.get(assessment=assessment, line__code="4.1")
        assert answer.reason == lines[0]["reason"]
        submissions.withdraw_assessment(assessment, submission=submission.number, by=by)


def test_a_rating_beside_a_withdrawal_has_one_winner(the_round):
    """C09: whoever comes second is told, and no rating stands on what was withdrawn."""
    director, lead = user("dhci-blackburn-with-darwen"), user("finance-lead")
    section = the_round.framework.sections.get(slug="finance")
    for _ in range(6):
        assessment = assessment_of(the_round, "blackburn-with-darwen")
        number = assessment.submission.number
        rated, withdrawn = at_once(
            lambda assessment=assessment, number=number: reviews.save_ratings(
                assessment,
                submission=number,
                section=section,
                standing=Standing.LEAD,
                changes=[change("4.1", "rating", "2")],
                by=lead,
            ),
            lambda assessment=assessment, number=number: submissions.withdraw_assessment(
                assessment, submission=number, by=director
            ),
        )
        now = assessment_of(the_round, "blackburn-with-darwen")
        if isinstance(withdrawn, Refused):
            assert "The review has started" in str(withdrawn)
            assert now.state == State.IN_REVIEW
            assert Rating.objects.filter(review__submission=now.submission, level=2).count() == 1
            break
        assert isinstance(rated, Locked)
        assert "withdrawn or returned" in str(rated)
        assert not Review.objects.filter(submission__assessment=assessment).exists()
        submissions.submit_assessment(now, by=director)


def test_what_comes_second_is_told_whichever_it_is(the_round):
    director, lead = user("dhci-blackburn-with-darwen"), user("finance-lead")
    assessment = assessment_of(the_round, "blackburn-with-darwen")
    submissions.withdraw_assessment(assessment, submission=1, by=director)
    with pytest.raises(Locked, match="withdrawn or returned"):
        rate(assessment, lead, standing=Standing.LEAD)
    submissions.submit_assessment(assessment, by=director)
    again = assessment_of(the_round, "blackburn-with-darwen")
    assert again.submission.number == 2
    rate(again, lead, standing=Standing.LEAD, give=False)
    with pytest.raises(Refused, match="The review has started"):
        submissions.withdraw_assessment(again, submission=2, by=director)


def test_a_condition_put_into_the_workplan_by_many_at_once_is_one_item(the_round):
    condition, by = Condition.objects.get(), user("programme-manager")
    before = Item.objects.count()
    came = at_once(*(lambda: items.make_condition_item(condition, by=by) for _ in range(4)))
    assert {getattr(one, "pk", one) for one in came} == {Condition.objects.get().item_id}
    assert Item.objects.count() == before + 1
