"""A visitor with a real browser, who notices everything a page does."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response
from pytest_django.live_server_helper import LiveServer

from lsc_places.people.models import User

DESK, TELEPHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RULES = {"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}
_AXE = Axe()


@dataclass
class Visitor:
    """A browser window on the house, and what went on in it since the last page was opened."""

    page: Page
    context: BrowserContext
    origin: str
    console: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hears)
        self.page.on("pageerror", lambda error: self.console.append(f"error: {error}"))
        self.page.on("request", self._sees_request)
        self.page.on("response", self._sees_response)

    def log_in(self, username: str) -> None:
        """Be logged in, without going through the form."""
        client = Client()
        client.force_login(User.objects.get(username=username))
        name = settings.SESSION_COOKIE_NAME
        self.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.origin}])

    def open(self, path: str) -> Response:
        """Open a page and wait until its scripts have run."""
        for noticed in (self.console, self.outside, self.failed):
            noticed.clear()
        response = self.page.goto(self.origin + path, wait_until="load")
        assert response is not None
        return response

    def violations(self) -> list[str]:
        """What axe finds wrong with the page, a line for each element."""
        found = _AXE.run(self.page, options=_RULES).response["violations"]
        return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]

    def overhang(self) -> int:
        """By how many pixels the page is wider than the window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def _hears(self, message: ConsoleMessage) -> None:
        self.console.append(f"{message.type}: {message.text}")

    def _sees_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.origin}/", "data:")):
            self.outside.append(request.url)

    def _sees_response(self, response: Response) -> None:
        if response.status >= 400:
            self.failed.append(f"{response.status} {response.url.removeprefix(self.origin)}")


@pytest.fixture
def visitor(a_round: None, live_server: LiveServer, context: BrowserContext) -> Iterator[Visitor]:
    """Somebody with a browser in front of the real records and a readiness round, not logged in."""
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.set_viewport_size(DESK)
    yield Visitor(page, context, live_server.url)
    page.close()
