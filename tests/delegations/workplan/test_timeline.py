"""The plan along time: what waits for what, circles refused, and the drawing that repeats the table."""

from datetime import date
from itertools import pairwise

import pytest

from delegations.workplan.chains import ring, ring_words
from delegations.workplan.drawing import PAPER, SCREEN, Dated, draw, parts
from delegations.workplan.models import Dependency, Item
from lsc_places.kit.dates import PartialDate, today
from tests.accounts import account

NOW = date(2026, 3, 31)
MAY, JUNE = date(2026, 5, 31), date(2026, 6, 30)


@pytest.fixture
def post(browse, programme_manager):
    client = browse(programme_manager)

    def send(item: int, needs: int, **others: object):
        reference, version = Item.reference_of(item), Item.objects.get(number=item).version
        sent = {"needs": Item.reference_of(needs), "version": version, **others}
        return client.post(f"/workplan/{reference}/needs/", sent)

    return send


def dated(reference: str, group: str = "Programme", **others) -> Dated:
    return Dated(reference=reference, title="A title", group=group, words="31 May 2026", **others)


def test_what_waits_for_itself_is_found_with_the_way_round():
    assert ring({1: [2, 3], 2: [3], 3: [4]}) == ()
    way = ring({9: [1], 1: [2], 2: [3], 3: [1]})
    assert way[0] == way[-1]
    assert set(pairwise(way)) == {(1, 2), (2, 3), (3, 1)}
    assert ring_words(["A", "B", "A"]) == "A needs B, which needs A"


def test_a_drawing_tells_dates_apart_by_shape_and_links_what_it_draws():
    items = [
        dated("WP-0001", first_on=MAY, due_on=JUNE, starts_on=NOW),
        dated("WP-0002", due_on=date(2026, 1, 31), is_late=True),
        dated("WP-0003", "Lancashire", due_on=MAY, forecast_on=JUNE, is_milestone=True),
        dated("WP-0004", "Lancashire", due_on=MAY, actual_on=NOW, is_done=True),
    ]
    links = [("WP-0001", "WP-0003", True), ("WP-0001", "WP-0099", False), ("WP-0004", "WP-0004", False)]
    for size in (SCREEN, PAPER):
        drawn = draw(items, links, size=size, now=NOW, now_label="Today")
        lines = {line.reference: line for line in drawn.lines if line.reference}
        assert [line.name for line in drawn.lines if not line.reference] == ["Programme", "Lancashire"]
        kinds = {reference: [mark.kind for mark in line.marks] for reference, line in lines.items()}
        assert kinds["WP-0001"] == ["first", "planned"]
        assert kinds["WP-0002"] == ["late"]
        assert kinds["WP-0003"] == ["forecast", "planned"]
        assert kinds["WP-0004"] == ["done"]
        assert [stretch.kind for stretch in lines["WP-0001"].stretches] == ["work", "slip"]
        assert [stretch.to for stretch in lines["WP-0002"].stretches] == [drawn.now_x]
        assert [arrow.is_critical for arrow in drawn.arrows] == [True, False]
        assert all(size.left <= mark.x < size.width for line in lines.values() for mark in line.marks)
        assert all(line.words_x + line.words_width <= size.width for line in lines.values())
        assert all(first.y < second.y for first, second in pairwise(drawn.lines))


def test_a_long_plan_is_drawn_in_portions_that_fit_a_page():
    items = [dated(f"WP-{number:04}", group, due_on=MAY) for group in "ABC" for number in range(15)]
    portions = list(parts(items, most=20))
    assert [len(portion) for portion in portions] == [15, 15, 15]
    assert [one for portion in portions for one in portion] == items
    assert [len(portion) for portion in parts(items[:15] * 3, most=20)] == [20, 20, 5]
    assert list(parts([], most=20)) == []


@pytest.mark.seed("J9")
def test_what_an_item_waits_for_is_said_named_and_ended(post, browse, page, records, programme_manager):
    Item.objects.filter(number=12).update(is_milestone=True, due_on=PartialDate.parse("2099-12-31"))
    assert post(12, 13, is_critical="on", note="The route depends on it").status_code == 303
    assert post(13, 14).status_code == 303
    refused = post(14, 12)
    assert refused.status_code == 422
    circle = "WP-0014 needs WP-0012, which needs WP-0013, which needs WP-0014"
    assert f"That makes a circle: {circle}. End one of these first" in refused.content.decode()
    assert not Dependency.objects.filter(item__number=14).exists()
    assert post(12, 12).status_code == 422
    assert post(14, 20, version=0).status_code == 422, "whoever opened an older version does not overwrite"

    seen = page("/workplan/timeline/").select_one("main")
    held = seen.select_one("table:has(#held-up)").get_text(" ", strip=True)
    assert "WP-0012" in held
    assert "Critical" in held
    assert "The route depends on it" in held
    table = seen.select_one("table:has(#dates)").get_text(" ", strip=True)
    assert "31 December 2099" in table
    svg = seen.select_one("svg[role=img]")
    drawn = svg.get_text(" ", strip=True)
    assert "WP-0012" in drawn
    assert "past" in svg.title.get_text()
    only = page("/workplan/timeline/?show=milestones").select_one("main").get_text(" ", strip=True)
    assert "1 item, 1 with a date" in only
    assert browse(programme_manager).get("/workplan/timeline/?show=nonsense").status_code == 400

    version = Item.objects.get(number=12).version
    ended = browse(programme_manager).post("/workplan/WP-0012/needs/WP-0013/end/", {"version": version})
    assert ended.status_code == 303
    assert "The route depends on it" not in page("/workplan/timeline/").get_text()
    assert Dependency.objects.get(item__number=12).ended_on == today(), "what has ended stays in the record"
    assert post(14, 12).status_code == 303, "what has ended closes no circle"
    assert browse(account("dhci")).post("/workplan/WP-0012/needs/", {"needs": "WP-0001"}).status_code == 403
