"""What a production deployment must satisfy, and that the settings refuse to start otherwise."""

import os
import secrets
import subprocess
import sys

import pytest
from django.conf import settings

from lsc_places.kit.deployment import problems

FIT = {
    "debug": False,
    "secret_key": secrets.token_urlsafe(50),
    "allowed_hosts": ["places.example.org"],
    "demo_password": "",
}


def test_a_fit_deployment_has_no_problems():
    assert problems(**FIT) == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"debug": True}, "DEBUG"),
        ({"secret_key": "short"}, "SECRET_KEY"),
        ({"secret_key": "a" * 60}, "SECRET_KEY"),
        ({"allowed_hosts": []}, "ALLOWED_HOSTS"),
        ({"allowed_hosts": ["*"]}, "ALLOWED_HOSTS"),
        ({"allowed_hosts": ["places.example.org", ".example.org"]}, "ALLOWED_HOSTS"),
        ({"demo_password": "let-me-in"}, "DEMO_PASSWORD"),
    ],
)
def test_each_fault_is_named(change, named):
    found = problems(**(FIT | change))
    assert len(found) == 1
    assert named in found[0]


def started(**changes: str) -> subprocess.CompletedProcess[str]:
    """Read the settings in a process of their own, as production unless told otherwise."""
    own = {
        "ENVIRONMENT": "production",
        "DEBUG": "false",
        "SECRET_KEY": FIT["secret_key"],
        "ALLOWED_HOSTS": "places.example.org",
        "DEMO_PASSWORD": "",
    }
    names = (
        *("IS_PRODUCTION", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"),
        *("SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_SAMESITE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS"),
    )
    words = f"from lsc_places import settings as s; print(*(getattr(s, name) for name in {names}))"
    return subprocess.run(
        [sys.executable, "-c", words],
        env={**os.environ, **own, **changes},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_production_starts_with_fit_settings_and_insists_on_https():
    done = started()
    cookies = ["__Host-sessionid", "__Host-csrftoken", "True", "True", "True", "Lax"]
    assert done.stdout.split() == ["True", *cookies, "True", str(365 * 24 * 60 * 60)], done.stderr


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"DEBUG": "true"}, "DEBUG"),
        ({"SECRET_KEY": "only-for-tests"}, "SECRET_KEY"),
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"DEMO_PASSWORD": "let-me-in"}, "DEMO_PASSWORD"),
        ({"ENVIRONMENT": "staging"}, "ENVIRONMENT"),
    ],
)
def test_production_refuses_to_start_and_names_the_setting(changes, named):
    done = started(**changes)
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert named in last
    assert FIT["secret_key"] not in done.stderr
