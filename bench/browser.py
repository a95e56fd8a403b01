"""From the key that saves a cell to the word that it is saved, in Chromium with 500 rows on the screen: `python -m bench.browser ADDRESS SESSION`."""

import json
import statistics
import sys

from playwright.sync_api import sync_playwright

from bench.workplan import FIRST_ADDED
from script.stack.installation import CHROMIUM

TURNS = 12
_WATCH = """() => {
  window.taken = [];
  let begun = 0;
  document.addEventListener("keydown", (event) => { if (event.key === "Enter") begun = event.timeStamp; }, true);
  new MutationObserver(() => window.taken.push(performance.now() - begun))
    .observe(document.getElementById("grid-said"), { childList: true, characterData: true, subtree: true });
}"""


def measured(address: str, *, session: str) -> dict[str, float]:
    """Milliseconds, as the median and the longest of one run, and how many rows the page had."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--disable-gpu"])
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        page = context.new_page()
        page.goto(f"{address}workplan/", wait_until="load")
        rows = page.locator("tr[data-v]").count()
        page.evaluate(_WATCH)
        for turn in range(TURNS):
            page.locator(f"#WP-{FIRST_ADDED + turn} [data-f=title]").click()
            page.keyboard.press("Control+a")
            page.keyboard.type(f"Saved with a key, turn {turn}")
            page.keyboard.press("Enter")
            page.wait_for_function("(turn) => window.taken.length > turn", arg=turn)
        taken = page.evaluate("window.taken")
        browser.close()
    return {"rows": rows, "ms": round(statistics.median(taken), 1), "longest_ms": round(max(taken), 1)}


if __name__ == "__main__":
    print(json.dumps(measured(sys.argv[1], session=sys.argv[2])))
