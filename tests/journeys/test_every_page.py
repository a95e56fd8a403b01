"""Every page in a real browser: accessible, quiet, at home, and readable on a small telephone."""

import pytest

from tests.accounts import PASSWORD
from tests.house.doors import DATED, READ
from tests.journeys.conftest import DESK, TELEPHONE, Visitor

pytestmark = pytest.mark.journey
PAST = "?as-at=2023-11-08"
AT_THE_DESK = [(door.path, 200) for door in READ]
ON_A_TELEPHONE = [
    *((door.path + PAST, 404 if door.is_of_late else 200) for door in DATED),
    ("/nowhere/", 404),
    ("/places/?as-at=nonsense", 400),
]
AT_A_TIME = 8
SHELVES = [
    pytest.param(window, pages[first : first + AT_A_TIME], id=f"{name} from {pages[first][0]}")
    for name, window, pages in (("desk", DESK, AT_THE_DESK), ("telephone", TELEPHONE, ON_A_TELEPHONE))
    for first in range(0, len(pages), AT_A_TIME)
]


def well_kept(visitor: Visitor, status: int) -> dict[str, object]:
    """What is wrong with the open page; all is empty when nothing is."""
    allowed = f"error: Failed to load resource: the server responded with a status of {status}"
    wrong: dict[str, object] = {
        "console": [line for line in visitor.console if status == 200 or not line.startswith(allowed)],
        "outside": visitor.outside,
        "failed": visitor.failed[1:] if status >= 400 else visitor.failed,
        "access": visitor.violations(),
    }
    visitor.page.set_viewport_size(TELEPHONE)
    wrong["pixels too wide on a telephone"] = visitor.overhang()
    return {name: found for name, found in wrong.items() if found}


@pytest.mark.usefixtures("things")
@pytest.mark.parametrize(("window", "pages"), SHELVES)
def test_pages_are_well_kept(visitor, window, pages):
    """Of today at the desk and of the past on a telephone, so that each is tried once with what takes long."""
    visitor.log_in("programme-manager")
    wrong = {}
    for path, status in pages:
        visitor.page.set_viewport_size(window)
        response = visitor.open(path)
        policy = response.headers["content-security-policy"]
        kept = {
            "status": response.status == status,
            "policy": "default-src 'none'" in policy and "unsafe-" not in policy,
            "one heading": visitor.page.locator("h1").count() == 1,
            "title": bool(visitor.page.title()),
        }
        wrong[path] = [name for name, well in kept.items() if not well], well_kept(visitor, status)
    assert {path: found for path, found in wrong.items() if found != ([], {})} == {}


def test_a_form_with_errors_is_well_kept_and_takes_you_to_them(visitor):
    visitor.open("/log-in/")
    assert well_kept(visitor, 200) == {}
    visitor.page.set_viewport_size(DESK)
    visitor.page.get_by_role("button", name="Log in").click()
    visitor.page.wait_for_load_state("networkidle")
    assert visitor.page.title().startswith("Error: ")
    visitor.page.get_by_role("link", name="Enter your user name").click()
    assert visitor.page.evaluate("document.activeElement.name") == "username"
    assert well_kept(visitor, 422) == {}


def test_the_page_of_a_house_that_is_broken_stands_alone(visitor, settings):
    visitor.page.goto((settings.BASE_DIR / "templates" / "errors" / "broken.html").as_uri())
    assert visitor.failed == []
    assert [url for url in visitor.outside if not url.endswith("/broken.html")] == []
    assert visitor.violations() == []
    visitor.page.set_viewport_size(TELEPHONE)
    assert visitor.overhang() == 0


def test_cookies_are_kept_from_scripts_and_other_sites(visitor):
    visitor.open("/log-in/")
    visitor.page.get_by_label("User name").fill("programme-manager")
    visitor.page.get_by_label("Password", exact=True).fill(PASSWORD)
    visitor.page.get_by_role("button", name="Log in").click()
    visitor.page.get_by_role("button", name="Log out").wait_for()
    cookies = {cookie["name"]: cookie for cookie in visitor.context.cookies()}
    assert cookies.keys() == {"sessionid", "csrftoken"}
    assert all(cookie["httpOnly"] for cookie in cookies.values())
    assert {cookie["sameSite"] for cookie in cookies.values()} == {"Lax"}
    assert visitor.page.evaluate("document.cookie") == ""


INJECTED = """() => new Promise(resolve => {
  document.addEventListener("securitypolicyviolation", event => resolve(event.effectiveDirective), {once: true});
  const script = document.createElement("script");
  script.textContent = "window.injected = true";
  document.body.append(script);
  setTimeout(() => resolve("ran"), 2000);
})"""


class TestTheseTestsCanFail:
    """Each watch is shown something it must notice."""

    @pytest.fixture(autouse=True)
    def _open(self, visitor):
        visitor.open("/log-in/")

    def test_a_script_put_into_the_page_is_refused_and_heard(self, visitor):
        assert visitor.page.evaluate(INJECTED) == "script-src-elem"
        assert visitor.page.evaluate("window.injected") is None
        assert "Content Security Policy" in " ".join(visitor.console)

    def test_a_style_put_into_the_page_is_refused(self, visitor):
        visitor.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p id=put style=\"color: red\">Put</p>')")
        assert visitor.page.evaluate("getComputedStyle(document.getElementById('put')).color") != "rgb(255, 0, 0)"

    def test_a_request_outside_the_house_is_seen_and_refused(self, visitor):
        script = "fetch('http://127.0.0.2:9/').then(() => 'answered', () => 'refused')"
        assert visitor.page.evaluate(script) == "refused"
        assert "Content Security Policy" in " ".join(visitor.console)

    def test_a_missing_file_is_seen(self, visitor):
        visitor.page.evaluate("fetch('/static/nothing.css')")
        visitor.page.wait_for_load_state("networkidle")
        assert visitor.failed == ["404 /static/nothing.css"]

    def test_a_fault_of_access_is_seen(self, visitor):
        visitor.page.evaluate("document.documentElement.removeAttribute('lang')")
        assert [line for line in visitor.violations() if line.startswith("html-has-lang")]

    def test_a_page_too_wide_is_seen(self, visitor):
        visitor.page.set_viewport_size(TELEPHONE)
        visitor.page.evaluate("document.querySelector('h1').style.width = '500px'")
        assert visitor.overhang() > 0
