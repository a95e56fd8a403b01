"""Writing an assessment through its pages: saved while it is typed, given back when it cannot be saved, and submitted once."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from delegations.readiness.models import Answer, Assessment, Round, Submission
from lsc_places.kit.dates import today
from lsc_places.people.models import User
from lsc_places.places.models import Place
from tests.accounts import account
from tests.delegations.readiness.making import NAME, assessment_of, user

pytestmark = pytest.mark.usefixtures("a_round")
ROUND = "phase-1-round-1"
FINANCE = f"/readiness/{ROUND}/blackpool/finance/"
SAVE = f"{FINANCE}save/"
ICB = f"/readiness/{ROUND}/icb/"
HOSTILE = """<script>alert(1)</script> "><img src=x onerror=alert(1)> {{7*7}} {% load x %} javascript:alert(1)"""


@pytest.fixture
def the_round(a_round) -> Round:
    return Round.objects.get(name=NAME)


@pytest.fixture
def director(a_round) -> User:
    return user("dhci-blackpool")


def answer(line: str = "4.1", place: str = "blackpool") -> Answer:
    return Answer.objects.get(assessment__round__slug=ROUND, assessment__place__slug=place, line__code=line)


def let_the_deadline_pass() -> None:
    now = timezone.now()
    Round.objects.update(opened_at=now - timedelta(days=9), deadline_at=now - timedelta(minutes=1))


def soup(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def strict(by: User) -> Client:
    """A browser that is asked for what proves that a form is ours."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(by)
    return client


class TestSavingWhileTyping:
    def test_each_field_is_saved_by_itself_and_two_people_are_told_of_each_other(self, director, browse):
        other = account("dhci", place=Place.objects.get(slug="blackpool"), name="Kim Shah")
        since = timezone.now().isoformat()
        first = browse(director).post(SAVE, {"reason-4.1": "Signed by the CFO", "was-reason-4.1": "", "since": since})
        assert first.json()["conflicts"] == {}
        second = browse(other).post(SAVE, {"next-step-4.1": "Print it", "was-next-step-4.1": "", "since": since}).json()
        assert (answer().reason, answer().next_step, answer().version) == ("Signed by the CFO", "Print it", 3)
        assert {(one["name"], one["value"]) for one in second["others"]} >= {("reason-4.1", "Signed by the CFO")}
        assert "Kim Shah is also editing this section" in browse(director).get(FINANCE).content.decode()

        third = browse(other).post(SAVE, {"reason-4.1": "Not signed", "was-reason-4.1": ""}).json()
        conflict = third["conflicts"]["reason-4.1"]
        assert (conflict["theirs"], conflict["by"]) == ("Signed by the CFO", str(director))
        assert answer().reason == "Signed by the CFO"

        without_script = browse(other).post(FINANCE, {"reason-4.1": "Not signed", "was-reason-4.1": ""})
        page = soup(without_script)
        assert without_script.status_code == 409
        assert page.select_one("#reason-4\\.1").text.strip() == "Not signed"
        assert "Signed by the CFO" in page.select_one(".app-conflict").text

    def test_what_nobody_asked_for_is_not_taken(self, director, browse):
        """B01 and B02: other fields of the row, lines of other sections, and somebody else's assessment."""
        more = {"place": "lancashire", "version": "99", "state": "moderated", "saved_by": "1", "submission": "1"}
        elsewhere = {"reason-1.1": "Of another section", "was-reason-1.1": "", "reason-9.9": "Of none"}
        assert (
            browse(director).post(SAVE, {"reason-4.1": "Mine", "was-reason-4.1": ""} | more | elsewhere).status_code
            == 200
        )
        assert (answer().reason, answer().version, answer("1.1").reason) == ("Mine", 2, "")
        assert assessment_of(Round.objects.get(), "blackpool").state == "draft"
        for path in (SAVE, FINANCE):
            theirs = path.replace("blackpool", "south-cumbria")
            assert browse(director).post(theirs, {"reason-4.1": "Not mine", "was-reason-4.1": ""}).status_code == 404
        assert answer(place="south-cumbria").reason == ""

    @pytest.mark.parametrize(
        "sent", [{"reason-4.1": "nul \0"}, {"rating-4.1": "5"}, {"rating-4.1": "-1"}, {"rating-4.1": "n/a"}], ids=str
    )
    def test_what_no_page_of_ours_sends_is_a_bad_request(self, director, browse, sent):
        assert browse(director).post(SAVE, sent).status_code == 400
        assert answer().version == 1

    @pytest.mark.parametrize("body", [b"reason-4.1=%ff%fe", b"reason-4.1=%ed%a0%80", b"reason-4.1=\xff"], ids=str)
    def test_bytes_that_are_no_text_break_nothing(self, director, browse, body):
        """B12."""
        kind = "application/x-www-form-urlencoded"
        assert browse(director).post(SAVE, body, content_type=kind).status_code in (200, 400)
        assert "\ud800" not in answer().reason

    def test_two_megabytes_are_refused_with_both_numbers_and_stay_in_the_box(self, director, browse):
        """B10."""
        far_too_long = "a" * 2_000_000
        told = browse(director).post(SAVE, {"reason-4.1": far_too_long, "was-reason-4.1": ""}).json()["too_long"]
        assert told["reason-4.1"].startswith("Your answer has 2,000,000 characters, and 20,000 can be kept")
        sent = {"reason-4.1": far_too_long, "was-reason-4.1": "", "next-step-4.1": "Kept", "was-next-step-4.1": ""}
        response = browse(director).post(FINANCE, sent)
        assert response.status_code == 422
        assert len(soup(response).select_one("#reason-4\\.1").text.strip()) == 2_000_000
        assert (answer().reason, answer().next_step) == ("", "Kept")

    def test_line_ends_and_signs_of_many_bytes_count_as_people_see_them(self, director, browse):
        """B11: what a browser sends with \\r\\n is the text the page began from."""
        text = "One\nTwo \N{WAVING HAND SIGN}\N{EMOJI MODIFIER FITZPATRICK TYPE-4}"
        browse(director).post(SAVE, {"reason-4.1": text.replace("\n", "\r\n"), "was-reason-4.1": ""})
        assert answer().reason == text
        again = {"reason-4.1": f"{text}!", "was-reason-4.1": text.replace("\n", "\r\n")}
        assert browse(director).post(SAVE, again).json()["conflicts"] == {}

    def test_hostile_words_are_words_on_every_page(self, browse):
        """B03."""
        officer = user("accountable-officer")
        was = Answer.objects.get(assessment__place=None, line__code="4.1").reason
        browse(officer).post(f"{ICB}finance/save/", {"reason-4.1": HOSTILE, "was-reason-4.1": was})
        pages = [f"{ICB}finance/", f"{ICB}check/"]
        browse(officer).post(f"{ICB}submit/", {"declared": "on"})
        pages += [f"{ICB}", f"{ICB}finance/", f"/reviews/{ROUND}/icb/finance/"]
        for path in pages:
            reader = officer if "reviews" not in path else user("finance-lead")
            response = browse(reader).get(path, follow=True)
            page = soup(response)
            assert response.status_code == 200
            assert [
                tag for tag in page.select("main script, main img") if "alert" in str(tag) or tag.get("onerror")
            ] == []
            if path.endswith("finance/"):
                assert HOSTILE in page.text


class TestWordsAreKept:
    def test_a_form_of_an_ended_session_comes_back_with_every_word_and_is_saved_after_logging_in(self, director):
        """B06, and an ended session: 401 in JSON for the page that saves, a page with the words for a form."""
        client = strict(director)
        sealed = soup(client.get(FINANCE)).select_one("[name=seal]")["value"]
        sent = {"seal": sealed, "reason-4.1": "Half a sent", "was-reason-4.1": "", "next-step-4.2": "", "do": "save"}
        client.logout()
        saving = client.post(SAVE, sent, headers={"Accept": "application/json"})
        assert (saving.status_code, saving.json()["problem"][:23]) == (401, "You've been logged out.")
        kept = client.post(FINANCE, sent)
        page = soup(kept)
        assert kept.status_code == 401
        assert page.select_one("textarea").text.strip() == "Half a sent"
        client.force_login(director)
        again = {one["name"]: one["value"] for one in page.select("main form input[type=hidden]")}
        assert client.post(FINANCE, again).status_code == 303
        assert answer().reason == "Half a sent"

    def test_a_form_that_is_not_ours_or_somebody_elses_is_refused_with_the_words_in_it(self, director):
        client = strict(director)
        theirs = soup(strict(user("accountable-officer")).get(f"{ICB}finance/")).select_one("[name=seal]")["value"]
        for sealed in ({}, {"seal": "1:forged"}, {"seal": theirs}):
            response = client.post(FINANCE, {"reason-4.1": "Words", "was-reason-4.1": ""} | sealed)
            assert response.status_code == 403
            assert soup(response).select_one("textarea").text.strip() == "Words"
        assert strict(director).post(f"{FINANCE[:-8]}submit/", {"declared": "on"}).status_code == 403
        assert answer().version == 1

    def test_after_somebody_submitted_the_words_stay_and_who_and_when_is_said(self, browse):
        """C08 in the pages."""
        officer = user("accountable-officer")
        assert browse(officer).post(f"{ICB}submit/", {"declared": "on"}).status_code == 303
        saving = browse(officer).post(f"{ICB}finance/save/", {"reason-4.1": "Too late", "was-reason-4.1": ""})
        assert saving.status_code == 409
        assert saving.json()["locked"] is True
        page = browse(officer).post(f"{ICB}finance/", {"reason-4.1": "Too late", "was-reason-4.1": ""})
        assert page.status_code == 409
        assert "This assessment was submitted at" in page.content.decode()
        assert soup(page).select_one("#reason-4\\.1").text.strip() == "Too late"

    def test_a_form_of_yesterday_after_the_round_closed_is_refused_and_the_draft_can_be_had(self, director, browse):
        """C16."""
        browse(director).post(SAVE, {"reason-4.1": "Written in time", "was-reason-4.1": ""})
        let_the_deadline_pass()
        manager = user("programme-manager")
        assert browse(manager).post(f"/readiness/{ROUND}/close/", {"confirmed": "on"}).status_code == 303
        stale = browse(director).post(FINANCE, {"reason-4.1": "Written too late", "was-reason-4.1": "Written in time"})
        assert stale.status_code == 409
        assert "This round closed at" in stale.content.decode()
        assert soup(stale).select_one("#reason-4\\.1").text.strip() == "Written too late"
        assert soup(stale).select_one("a[href$='draft.txt']")
        draft = browse(director).get(f"/readiness/{ROUND}/blackpool/draft.txt")
        assert "Written in time" in draft.content.decode()
        assert browse(director).post(f"/readiness/{ROUND}/blackpool/submit/", {"declared": "on"}).status_code == 422


class TestSubmitting:
    @pytest.mark.seed("H1", "H3")
    def test_it_is_refused_with_a_list_until_all_is_there_both_statements_too(self, director, browse):
        page = soup(browse(director).post(f"/readiness/{ROUND}/blackpool/submit/", {"declared": "on"}))
        assert "There is something left to do first" in page.text
        check = soup(browse(director).get(f"/readiness/{ROUND}/blackpool/check/")).text
        for words in ("Select how ready the place is", "Enter your statement"):
            assert words in check
        officer = user("accountable-officer")
        statement = Answer.objects.filter(assessment__place=None, line__section__lead="").first()
        section = f"{ICB}{statement.line.section.slug}/"
        was = {f"was-reason-{statement.line.code}": statement.reason}
        browse(officer).post(f"{section}save/", {f"reason-{statement.line.code}": ""} | was)
        assert browse(officer).post(f"{ICB}submit/", {"declared": "on"}).status_code == 422
        assert not Submission.objects.filter(assessment__place=None).exists()
        browse(officer).post(f"{section}save/", {f"reason-{statement.line.code}": "Safe, because we looked."})
        assert browse(officer).post(f"{ICB}submit/", {}).status_code == 422
        assert browse(officer).post(f"{ICB}submit/", {"declared": "on"}).status_code == 303
        submission = Submission.objects.get(assessment__place=None)
        assert (submission.submitted_by, submission.was_late, len(submission.sha256)) == (officer, False, 64)
        assert submission.reference in browse(officer).get(f"{ICB}submitted/").content.decode()

    def test_a_deputy_is_recorded_as_acting_for_the_director(self, director, browse):
        deputy = user("deputy-blackpool")
        page = soup(browse(deputy).get(f"/readiness/{ROUND}/blackpool/submit/"))
        assert f"I sign for {director}" in page.text

    def test_it_can_be_withdrawn_until_its_review_begins_and_is_then_written_on(self, browse):
        theirs, base = user("dhci-blackburn-with-darwen"), f"/readiness/{ROUND}/blackburn-with-darwen/"
        assert browse(theirs).post(f"{base}withdraw/", {"submission": "1"}).status_code == 303
        assert assessment_of(Round.objects.get(), "blackburn-with-darwen").state == "draft"
        assert browse(theirs).post(f"{base}submit/", {"declared": "on"}).status_code == 303
        assert Submission.objects.filter(assessment__place__slug="blackburn-with-darwen").count() == 2


class TestTheDeliveryGroup:
    @pytest.mark.seed("H4", "H11")
    def test_it_sees_who_is_late_or_missing_and_accepts_returns_or_refers_with_a_reason(self, browse, the_round):
        manager = user("programme-manager")
        let_the_deadline_pass()
        browse(user("accountable-officer")).post(f"{ICB}submit/", {"declared": "on"})
        rows = [
            row.get_text(" ", strip=True)
            for row in soup(browse(manager).get(f"/readiness/{ROUND}/")).select("tbody tr")
        ]
        assert [row.split(" ")[0] for row in rows if "Missing" in row] == ["Blackpool", "South"]
        assert [row for row in rows if row.startswith("The ICB") and "Late" in row]
        bwd = f"/readiness/{ROUND}/blackburn-with-darwen/verdict/"
        assert browse(manager).post(bwd, {"kind": "returned", "submission": "1"}).status_code == 422
        for kind, more in (("referred", {"referred_to": "The ICB Board"}), ("returned", {})):
            sent = {"kind": kind, "reason": "Budget lines are old", "submission": "1"} | more
            assert browse(manager).post(bwd, sent).status_code == 303
        assert assessment_of(the_round, "blackburn-with-darwen").state == "draft"
        page = browse(manager).get(f"/readiness/{ROUND}/").content.decode()
        assert "Budget lines are old" in page
        stale = browse(manager).post(bwd, {"kind": "accepted", "reason": "Well founded", "submission": "1"})
        assert stale.status_code == 422
        accept = {"kind": "accepted", "reason": "Well founded", "submission": "1"}
        for place in ("lancashire", "icb"):
            assert browse(manager).post(f"/readiness/{ROUND}/{place}/verdict/", accept).status_code == 303
        assert browse(manager).get(f"/readiness/{ROUND}/").content.decode().count("Well founded") == 2

    def test_a_deadline_is_five_in_london_and_a_bad_one_is_told_beside_the_field(self, browse):
        manager = user("programme-manager")
        page = soup(browse(manager).get("/readiness/open/"))
        good = {
            "name": "Phase 2 round 1",
            "phase": page.select_one("[name=phase]")["value"],
            "framework": page.select_one("[name=framework]")["value"],
            "invited": [one["value"] for one in page.select("[name=invited]")],
        }
        bad = (
            "31/02/2027",
            "2027-02-29",
            "27",
            "20270",
            "2999-01-01",
            "tomorrow",
            (today() - timedelta(days=1)).isoformat(),
        )
        for given in bad:
            answer = browse(manager).post("/readiness/open/", good | {"deadline_on": given})
            assert answer.status_code == 422, given
            assert soup(answer).select_one(".nhsuk-error-message"), given
            assert soup(answer).select_one("[name=name]")["value"] == "Phase 2 round 1"
        assert browse(manager).post("/readiness/open/", good | {"deadline_on": "2027-07-01"}).status_code == 303
        opened = Round.objects.get(name="Phase 2 round 1")
        assert opened.deadline_at.isoformat() == "2027-07-01T16:00:00+00:00"
        assert Assessment.objects.filter(round=opened).count() == 5
        assert browse(manager).post("/readiness/open/", good | {"deadline_on": "2027-07-02"}).status_code == 422


@pytest.mark.seed("H6", "H7")
def test_the_questions_stand_beside_what_the_records_say(browse, director):
    """Board, chair, members, posts, money and risks, each with an answer or that it is not stated."""

    def panels(section: str) -> dict[str, str]:
        page = soup(browse(director).get(FINANCE.replace("finance", section)))
        return {
            panel.h3.text: panel.get_text(" ", strip=True) for panel in page.select(".app-answer .app-panel:has(h3)")
        }

    assert "Only a committee can hold a delegation." in panels("governance")["The partnership board"]
    found = " | ".join(
        title for section in ("governance", "leadership", "people", "quality") for title in panels(section)
    )
    for words in ("Who chairs", "Who sits on the board", "Posts", "Where the board reports"):
        assert words in found
    assert "Is the money clear enough to plan and to deliver?" in panels("finance")["Budgets in the records"]
    assert [title for title in panels("assurance") if title.startswith("Risks")]


@pytest.mark.seed("H8")
def test_an_answer_below_what_is_needed_suggests_what_to_develop(browse, director):
    client, leadership = browse(director), FINANCE.replace("finance", "leadership")
    assert "You could:" not in client.get(leadership).content.decode()
    client.post(f"{leadership}save/", {"rating-3.4": "1", "was-rating-3.4": ""})
    line = answer("3.4").line
    assert line.development
    assert f"You could: {line.development[0].lower()}{line.development[1:]}" in soup(client.get(leadership)).text


def test_what_looks_like_a_number_of_a_patient_is_pointed_out_before_anything_is_signed(browse, director):
    """F18."""
    client, check = browse(director), f"/readiness/{ROUND}/blackpool/check/"
    client.post(SAVE, {"reason-4.1": "About orders 1234567890 and 987 654 3211", "was-reason-4.1": ""})
    assert "looks like an NHS number" not in client.get(check).content.decode()
    client.post(SAVE, {"next-step-4.2": "As for 943 476 5919", "was-next-step-4.2": ""})
    page = soup(client.get(check))
    assert "This looks like an NHS number. Remove it unless you must keep it." in page.text
    links = [link["href"] for link in page.select("main a") if link.text == "4.2 Limits and risk share"]
    assert links == [f"{FINANCE}#line-4.2"]
