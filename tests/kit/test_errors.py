"""Pages for when something is wrong: ours, with words, and without what only we should know."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.accounts import account

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kit.broken_urls")]


@pytest.fixture(params=["nobody", "somebody"])
def caller(request) -> Client:
    client = Client(raise_request_exception=False)
    if request.param == "somebody":
        client.force_login(account())
    return client


@pytest.mark.parametrize("status", [400, 403, 404])
def test_an_error_has_a_page_of_ours_that_says_what_to_do(caller, status):
    response = caller.get(f"/fails/{status}/")
    assert response.status_code == status
    page = BeautifulSoup(response.content, "html.parser")
    assert page.find("h1").text.strip()
    assert page.find("main").find_all("p")
    assert "LSC Places" in page.title.text
    assert "secret" not in response.content.decode()


@pytest.mark.parametrize("path", ["/fails/500/", "/fails/query/"])
def test_a_broken_house_says_so_and_nothing_else(caller, path, settings):
    response = caller.get(path)
    assert response.status_code == 500
    words = response.content.decode()
    assert words == Path(settings.BASE_DIR / "templates" / "errors" / "broken.html").read_text()
    for never in ("secret", "Traceback", "SELECT", "django", "/templates/"):
        assert never not in words


def test_the_page_of_a_broken_house_needs_nothing_of_it(settings):
    """It is shown when templates, style sheets and database may be gone, so it asks for no other file."""
    page = BeautifulSoup((settings.BASE_DIR / "templates" / "errors" / "broken.html").read_bytes(), "html.parser")
    assert page.find("h1").text.strip()
    assert page.select("script, link[href], img, iframe, [style]") == []


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "POST"])
def test_a_method_nobody_expects_changes_nothing(caller, method):
    assert caller.generic(method, "/health/live").status_code == 405
