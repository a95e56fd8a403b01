"""`python -m script.stack.picture` photographs the home page of a running script/server for the README.

The pytest plugin apart, this is the one module here that needs the installed packages.
"""

from __future__ import annotations

import os
import sys

from playwright.sync_api import Error, ViewportSize, sync_playwright

from script.stack.console import complain, say
from script.stack.installation import CHROMIUM
from script.stack.state import ROOT, State

PICTURE = ROOT / "docs" / "picture.png"
WINDOW = ViewportSize(width=1280, height=900)
ACCOUNT = "programme-manager"


def take(address: str, *, password: str) -> None:
    """Log in at this address as the programme manager and photograph what comes first."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        page = browser.new_page(viewport=WINDOW)
        page.goto(f"{address}/log-in/")
        page.get_by_label("User name").fill(ACCOUNT)
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Log in").click()
        page.get_by_role("button", name="Log out").wait_for()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=PICTURE)
        browser.close()


def main() -> int:
    """Photograph the server of this checkout, on the port PORT names; answers 1 when there is nothing to photograph."""
    address = f"http://127.0.0.1:{os.environ.get('PORT') or '8000'}"
    try:
        take(address, password=State.of_environment().demo_password())
    except Error as error:
        complain(f"{address} cannot be photographed, is script/server running? {error.message.splitlines()[0]}")
        return 1
    say(f"The picture is in {PICTURE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
