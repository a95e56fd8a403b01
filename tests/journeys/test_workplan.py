"""A day in the workplan: with the keyboard alone, beside somebody else, without a connection, and without scripts."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, expect

from delegations.workplan import actions
from delegations.workplan.models import Item
from lsc_places.people.models import User
from tests.journeys.conftest import TELEPHONE

pytestmark = pytest.mark.journey

WHERE = """() => {
  const one = document.activeElement, cell = one.closest("tr[data-v] > *");
  return [cell?.parentElement.id ?? "", cell?.dataset.label ?? cell?.tagName ?? "", one.tagName];
}"""


def cell(page, reference: str, name: str):
    return page.locator(f"#{reference} [data-f={name}]")


def type_into(page, reference: str, name: str, words: str) -> None:
    cell(page, reference, name).click()
    page.keyboard.press("Control+a")
    page.keyboard.type(words)
    page.keyboard.press("Enter")


@pytest.mark.seed("J1")
def test_the_grid_from_end_to_end_with_the_keyboard(visitor):
    visitor.log_in("programme-manager")
    visitor.open("/workplan/?plan=piddg")
    page, keys = visitor.page, visitor.page.keyboard

    def where() -> list[str]:
        return page.evaluate(WHERE)

    assert visitor.violations() == []
    page.get_by_role("button", name="Apply filters").focus()
    for _ in range(30):
        keys.press("Tab")
        if where()[0]:
            break
    assert where() == ["WP-0001", "TH", "TH"], "the grid is one stop of the tab key"
    for key in ("ArrowDown", "End", "Home", "ArrowRight", "ArrowRight", "PageDown", "PageUp"):
        keys.press(key)
    assert where() == ["WP-0002", "Title", "TD"]

    keys.press("Enter")
    assert where() == ["WP-0002", "Title", "INPUT"]
    assert visitor.violations() == []
    keys.type("thrown away")
    keys.press("Escape")
    assert where() == ["WP-0002", "Title", "TD"]
    assert "thrown away" not in cell(page, "WP-0002", "title").inner_text()

    keys.press("F2")
    keys.press("End")
    keys.type(" by all four")
    keys.press("Tab")
    assert where() == ["WP-0002", "Place", "SELECT"], "tab saves, and opens the next cell"
    keys.press("Escape")
    expect(cell(page, "WP-0002", "title")).to_contain_text("Saved")
    expect(page.locator("#grid-said")).to_have_text("WP-0002: saved Title")
    assert where() == ["WP-0002", "Place", "TD"], "an answer takes the focus from nobody"

    for _ in range(5):
        keys.press("ArrowRight")
    assert where()[1] == "Forecast"
    keys.type("30 September 2027")
    keys.press("Enter")
    assert where() == ["WP-0002", "Forecast", "TD"]
    expect(cell(page, "WP-0002", "forecast_on")).to_contain_text("Saved")
    keys.press("Enter")
    keys.type("31 February")
    keys.press("Enter")
    expect(page.locator(".app-refused")).to_contain_text("You entered “31 February”")
    assert where() == ["WP-0002", "Forecast", "INPUT"]
    assert page.locator(":focus").input_value() == "31 February"
    keys.press("Escape")

    now = Item.objects.get(number=2)
    assert (now.title.endswith(" by all four"), str(now.forecast_on), now.version) == (True, "2027-09-30", 3)
    page.set_viewport_size(TELEPHONE)
    assert visitor.overhang() == 0
    assert visitor.violations() == []


def test_two_windows_at_one_cell_both_see_what_happened(visitor, browser: Browser, live_server):
    visitor.log_in("programme-manager")
    visitor.open("/workplan/?plan=piddg")
    other = browser.new_context(base_url=live_server.url)
    client = Client()
    client.force_login(User.objects.get(username="programme-manager"))
    name = settings.SESSION_COOKIE_NAME
    other.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    theirs = other.new_page()
    theirs.goto("/workplan/?plan=piddg")
    type_into(theirs, "WP-0010", "due_on", "2027-03-31")
    expect(cell(theirs, "WP-0010", "due_on")).to_contain_text("Saved")

    page = visitor.page
    type_into(page, "WP-0010", "due_on", "2027-06-30")
    panel = page.locator(".app-conflict")
    expect(panel).to_contain_text("31 March 2027")
    expect(panel).to_contain_text("30 June 2027")
    assert page.locator(":focus").inner_text() == "Someone else changed this"
    assert visitor.violations() == []

    type_into(theirs, "WP-0010", "due_on", "2027-04-30")
    expect(cell(theirs, "WP-0010", "due_on")).to_contain_text("Saved")
    panel.get_by_role("button", name="Keep mine").click()
    expect(page.locator(".app-conflict")).to_contain_text("30 April 2027")
    page.get_by_role("button", name="Keep mine").click()
    expect(cell(page, "WP-0010", "due_on")).to_contain_text("Saved")
    assert str(Item.objects.get(number=10).due_on) == "2027-06-30"

    type_into(theirs, "WP-0010", "due_on", "2027-12-31")
    theirs.locator(".app-conflict").get_by_role("button", name="Take theirs").click()
    expect(cell(theirs, "WP-0010", "due_on")).to_contain_text("30 Jun 2027")
    expect(theirs.locator(".app-conflict")).to_have_count(0)
    assert str(Item.objects.get(number=10).due_on) == "2027-06-30"

    actions.remove(11, version=1, by=User.objects.get(username="programme-manager"))
    type_into(page, "WP-0011", "title", "Typed while it was out")
    page.get_by_role("button", name="Restore with my changes").click()
    page.wait_for_url("**/WP-0011/")
    now = Item.objects.get(number=11)
    assert (now.title, now.removed_at) == ("Typed while it was out", None)
    other.close()


def refused(status: int):
    """What answers a save with this status; without one there is no way to the server."""

    def answer(route):
        if status:
            route.fulfill(status=status, body="No")
        else:
            route.abort()

    return answer


def test_what_cannot_be_saved_is_seen_and_kept_and_somebody_quick_meets_nobody(visitor):
    visitor.log_in("programme-manager")
    visitor.open("/workplan/?plan=piddg")
    page = visitor.page
    for status in (400, 401, 403, 404, 413, 429, 500, 503, 0):
        page.route("**/title/", refused(status))
        type_into(page, "WP-0003", "title", f"Typed before {status}")
        expect(cell(page, "WP-0003", "title")).to_contain_text("Not saved.")
        expect(cell(page, "WP-0003", "title")).to_contain_text(f"Typed before {status}")
        expect(page.locator("#grid-said")).to_contain_text("WP-0003 Title not saved")
        page.unroute("**/title/")
    page.get_by_role("button", name="try again").click()
    expect(cell(page, "WP-0003", "title")).to_contain_text("Saved")
    assert Item.objects.get(number=3).title == "Typed before 0"

    visitor.open("/workplan/WP-0005/edit/")
    note, save = page.get_by_label("Progress note (optional)"), page.get_by_role("button", name="Save", exact=True)
    for status in (503, 0):
        page.route("**/edit/", refused(status))
        note.fill(f"Typed before {status}")
        save.click()
        expect(page.locator(".app-refused")).to_contain_text("We could not save. Your text is still here.")
        expect(page.locator(".app-refused")).to_contain_text("no connection" if not status else "does not answer")
        assert note.input_value() == f"Typed before {status}"
        page.unroute("**/edit/")
        page.wait_for_timeout(1_100)  # within a second a button takes no second press
    save.click()
    page.wait_for_url("**/WP-0005/")
    assert Item.objects.get(number=5).commentary == "Typed before 0"

    visitor.open("/workplan/?plan=piddg")

    def late(route):
        page.wait_for_timeout(700)
        route.continue_()

    page.route("**/WP-0004/*/", late)
    type_into(page, "WP-0004", "title", "First")
    type_into(page, "WP-0004", "title", "Second")
    type_into(page, "WP-0004", "due_on", "2027-01-31")
    expect(cell(page, "WP-0004", "due_on")).to_contain_text("Saved")
    expect(page.locator(".app-conflict")).to_have_count(0)
    now = Item.objects.get(number=4)
    assert (now.title, str(now.due_on)) == ("Second", "2027-01-31")


def test_without_scripts_an_item_is_changed_in_its_form_and_a_conflict_is_settled_there(
    records, live_server, browser: Browser
):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    client, name = Client(), settings.SESSION_COOKIE_NAME
    client.force_login(User.objects.get(username="programme-manager"))
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page = context.new_page()
    page.goto("/workplan/?plan=piddg")
    page.locator("#WP-0010").get_by_role("link", name="Edit WP-0010").click()
    page.get_by_label("Due date (optional)").fill("2027-06-30")
    page.get_by_label("Progress note (optional)").fill("Ask the finance team")
    sent = {"value": "2027-03-31", "base": "", "version": 1}
    assert client.post("/workplan/WP-0010/due_on/", sent).status_code == 200

    page.get_by_role("button", name="Save", exact=True).click()
    assert page.title().startswith("Error: ")
    assert "31 March 2027" in page.locator(".app-conflict").inner_text()
    assert page.get_by_label("Due date (optional)").input_value() == "2027-06-30"
    assert page.get_by_label("Progress note (optional)").input_value() == "Ask the finance team"
    page.get_by_role("button", name="Take theirs").click()
    assert page.url.endswith("/workplan/WP-0010/")
    now = Item.objects.get(number=10)
    assert (str(now.due_on), now.commentary) == ("2027-03-31", "Ask the finance team")
    context.close()
