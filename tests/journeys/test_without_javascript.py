"""Everything can be read, and everybody gets in and out, with the keyboard and without any script."""

import pytest
from playwright.sync_api import Browser

from tests.accounts import PASSWORD

pytestmark = pytest.mark.journey


@pytest.fixture
def page(records, live_server, browser: Browser):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


@pytest.mark.seed("V6")
def test_a_reader_logs_in_looks_round_looks_back_and_logs_out(page):
    page.goto("/places/")
    assert page.url.endswith("/log-in/?next=/places/")
    page.get_by_label("User name").fill("auditor")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    assert page.url.endswith("/places/")

    menu = page.get_by_role("navigation", name="Main").get_by_role("link")
    for text in menu.all_inner_texts():
        page.get_by_role("navigation", name="Main").get_by_role("link", name=text, exact=True).click()
        assert page.locator("h1").inner_text()
        current = page.locator("[aria-current=true]").all_inner_texts()
        assert current == [text]

    page.get_by_label("Date, like 2023-11-08").fill("2023-11-08")
    page.get_by_role("button", name="Show").first.click()
    assert "as at 8 November 2023" in page.title()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Boards", exact=True).click()
    assert "as at 8 November 2023" in page.title()
    page.get_by_role("link", name="Go back to today").click()
    assert "as at" not in page.title()

    page.get_by_role("button", name="Log out").click()
    assert "/log-in/" in page.url
    page.goto("/boards/")
    assert page.url.endswith("/log-in/?next=/boards/")
