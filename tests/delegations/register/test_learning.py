"""A later phase is sequenced only from a lesson of a phase before it and engagement, and nothing of it is scoped earlier."""

import pytest
from bs4 import BeautifulSoup

from delegations.gates.reckoning import facts
from delegations.gates.rules import of_move
from delegations.register.models import Candidate, Delegation, Sequencing
from delegations.register.moves import State
from delegations.register.queries import phases_page
from lsc_places.kit.dates import today
from tests.delegations.register.test_proposing import PROPOSAL

pytestmark = pytest.mark.usefixtures("records")
LATER = "/phases/phase-later/"


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


@pytest.mark.seed("G1", "G3", "G15", "G16")
def test_what_phase_1_taught_settles_the_sequence_of_the_next(browse, programme_manager, page):
    client = browse(programme_manager)
    assert client.post("/delegations/propose/", PROPOSAL).status_code == 303
    proposed = Delegation.objects.get(reference="DEL-14")

    def gate() -> str:
        found = of_move(facts([proposed.pk], as_at=today())[proposed.pk], leaves=State.PROPOSED, enters=State.SCOPED)
        return next(one.why for one in found if one.code == "sequence")

    assert "not settled from a lesson of a phase before it and engagement" in gate()
    settled = {"words": "Community beds first", "engagement": ["en-pid-2023"]}
    without = client.post(f"{LATER}sequence/", settled)
    assert without.status_code == 422
    assert "Choose at least one lesson of a phase before this one" in words(without)
    assert "Community beds first" in without.content.decode()

    lesson = {"words": "Agree the <b>formula</b> first", "place": "lancashire", "learned_from": "Review of phase 1"}
    assert client.post(f"{LATER}lessons/", lesson).status_code == 303  # of the later phase itself, so it does not count
    assert "Choose lessons from the list" in words(client.post(f"{LATER}sequence/", settled | {"lessons": ["1"]}))
    assert client.post("/phases/phase-1/lessons/", lesson | {"words": ""}).status_code == 422
    assert client.post("/phases/phase-1/lessons/", lesson).status_code == 303
    shown = page("/phases/phase-1/")
    assert "Agree the <b>formula</b> first Lancashire" in " ".join(shown.find(id="lessons").get_text(" ").split())
    assert shown.find(id="sequence") is None

    key = proposed.phase.lessons.model.objects.get(phase__slug="phase-1").pk
    assert "record of engagement" in words(
        client.post(f"{LATER}sequence/", settled | {"lessons": [key], "engagement": []})
    )
    assert not Sequencing.objects.exists()
    assert client.post(f"{LATER}sequence/", settled | {"lessons": [key]}).status_code == 303
    assert "Settled" in gate()
    sequence = " ".join(page(LATER).find(id="sequence").get_text(" ").split())
    for said in (
        "Community beds first",
        "Agree the <b>formula</b> first Phase 1",
        "Engagement on the Place Integration Deal",
    ):
        assert said in sequence
    assert "Not settled" in page(LATER, as_at="2024-07-11").find(id="sequence").text
    first = client.post("/phases/phase-1/sequence/", settled | {"lessons": [key]})
    assert first.status_code == 422


@pytest.mark.seed("G15")
def test_candidates_are_listed_with_risk_and_reward_and_ranked(browse, programme_manager, reader, page):
    client = browse(programme_manager)
    for name, rank in (("Community beds", 2), ("Joint funding", 1), ("Not ranked yet", "")):
        sent = {"name": name, "risk": "Cost", "reward": "Fewer admissions", "rank": rank}
        assert client.post(f"{LATER}candidates/", sent).status_code == 303
    taken = client.post(f"{LATER}candidates/", {"name": "Another", "rank": 1})
    assert "Joint funding is number 1. Choose another number" in words(taken)
    assert "listed already" in words(client.post(f"{LATER}candidates/", {"name": "Joint funding", "rank": ""}))
    assert "Enter a number from 1 to 99" in words(client.post(f"{LATER}candidates/", {"name": "X", "rank": 0}))
    rows = page(LATER).find(id="candidates").find_parent("table").tbody.find_all("tr")
    assert [row.th.get_text(strip=True) for row in rows] == ["1", "2", "Not ranked"]
    assert "Joint funding" in rows[0].text
    assert "Fewer admissions" in rows[0].text
    beds = Candidate.objects.get(name="Community beds")
    changed = {"name": "Community beds", "risk": "Staff", "reward": "", "rank": 3}
    assert client.post(f"{LATER}candidates/{beds.pk}/", changed).status_code == 303
    assert client.get(f"/phases/phase-1/candidates/{beds.pk}/").status_code == 404
    for form in ("candidates", "lessons", "sequence"):
        assert browse(reader).post(f"{LATER}{form}/", changed).status_code == 403


@pytest.mark.seed("G10", "G11", "G12")
def test_the_roadmap_shows_the_date_that_slipped_beside_what_is_so_now(page):
    shown = page("/phases/")
    rows = [
        [" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])]
        for row in shown.find(id="dates").find_parent("table").tbody.find_all("tr")
    ]
    assert [row[1] for row in rows] == ["April 2024", "April 2024", "1 April 2024"]
    assert {row[3] for row in rows} == {"Not met"}
    assert rows[0][2] == "No new date , was April 2024"
    assert "Lancashire: Formal financial delegation not received" in rows[0][4]
    assert "Timeframes under review since 8 November 2023" in rows[2][4]
    assert len(shown.find(id="timeframes").find_all("time")) == 5
    july = phases_page(as_at=today().replace(year=2023, month=7, day=5)).milestones
    assert {one.word.text for one in july} == {"Planned"}
    assert {one.now for one in july} == {"April 2024"}
