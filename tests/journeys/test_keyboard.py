"""With the keyboard alone."""

import pytest

pytestmark = pytest.mark.journey


def test_the_first_key_skips_the_menu(visitor):
    visitor.log_in("programme-manager")
    visitor.open("/boards/")
    visitor.page.keyboard.press("Tab")
    focused = visitor.page.locator(":focus")
    assert focused.inner_text() == "Skip to main content"
    assert focused.is_visible()
    visitor.page.keyboard.press("Enter")
    assert visitor.page.evaluate("document.activeElement.closest('main') !== null || location.hash === '#maincontent'")


def test_every_stop_of_the_tab_key_can_be_seen(visitor):
    """Each thing that takes the focus has a size, is inside the page, and is drawn otherwise than without focus."""
    visitor.log_in("programme-manager")
    visitor.open("/")
    unseen = []
    stops = visitor.page.locator("a[href], button, input:not([type=hidden]), select, textarea, summary").count()
    for _ in range(min(stops, 40)):
        visitor.page.keyboard.press("Tab")
        drawn = visitor.page.evaluate(
            """() => {
              const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
              const marked = style.outlineStyle !== "none" || style.boxShadow !== "none" || style.backgroundColor !== "rgba(0, 0, 0, 0)";
              return {html: one.outerHTML.slice(0, 120), well: box.width > 0 && box.height > 0 && marked};
            }"""
        )
        if not drawn["well"]:
            unseen.append(drawn["html"])
    assert unseen == []
