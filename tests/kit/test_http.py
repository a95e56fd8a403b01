"""Answers to browsers with and without htmx, and what every answer carries."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django_htmx.middleware import HtmxDetails

from lsc_places.kit.http import render_part
from lsc_places.kit.permissions import require


@pytest.fixture
def templates(tmp_path, settings) -> None:
    """A page that includes its part, in a folder of templates of their own."""
    (tmp_path / "page.jinja").write_text("<h1>Page</h1>{% include '_part.jinja' %}")
    (tmp_path / "_part.jinja").write_text("<p>Part of {{ noun }}</p>")
    [jinja] = settings.TEMPLATES
    settings.TEMPLATES = [jinja | {"DIRS": [tmp_path]}]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, "<h1>Page</h1><p>Part of it</p>"),
        ({"HX-Request": "true"}, "<p>Part of it</p>"),
        ({"HX-Request": "true", "HX-Boosted": "true"}, "<h1>Page</h1><p>Part of it</p>"),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, "<h1>Page</h1><p>Part of it</p>"),
    ],
)
def test_htmx_gets_the_part_and_a_whole_page_where_it_puts_one(rf, templates, headers, body):
    request = rf.get("/", headers=headers)
    request.htmx = HtmxDetails(request)
    response = render_part(request, page="page.jinja", part="_part.jinja", context={"noun": "it"}, status=422)
    assert response.content.decode() == body
    assert response.status_code == 422
    assert "HX-Request" in response.headers["Vary"]


class Somebody:
    def __init__(self, may: bool) -> None:
        self.may = may

    def has_perm(self, permission: str, thing: object) -> bool:
        return self.may


@pytest.mark.parametrize(("person", "thing"), [(None, "thing"), (Somebody(True), None), (Somebody(False), "thing")])
def test_nobody_and_nothing_never_mean_yes(person, thing):
    with pytest.raises(PermissionDenied):
        require(person, "app.act", thing)


def test_who_may_goes_on():
    require(Somebody(True), "app.act", "thing")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/log-in/", "/", "/nowhere/", "/health/live"])
def test_every_answer_forbids_keeping_sniffing_and_framing(path):
    headers = Client().get(path).headers
    assert {"private", "no-store"} <= set(headers["Cache-Control"].split(", "))
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert policy_of(headers) == {
        "default-src": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        **{f"{kind}-src": ["'self'"] for kind in ("script", "style", "img", "font", "connect", "manifest")},
    }


def policy_of(headers) -> dict[str, list[str]]:
    """What a page may do by kind, without the nonce of its scripts."""
    parts = [part.split() for part in headers["Content-Security-Policy"].split("; ")]
    return {name: [one for one in sources if not one.startswith("'nonce-")] for name, *sources in parts}


INSIDE = (
    *("/.git/config", "/.env", "/settings.py", "/debug", "/admin/"),
    *("/static/", "/static/js/", "/media/", "/static/..%2fmanage.py"),
)


def test_nothing_of_the_inside_is_served(reader, browse):
    client = browse(reader)
    assert {path: client.get(path).status_code for path in INSIDE} == dict.fromkeys(INSIDE, 404)


@pytest.mark.django_db
def test_a_request_is_never_sent_back():
    assert Client().trace("/log-in/").status_code == 405
