"""What is served as static files, and what the style sheet asks for."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings

from lsc_places.kit.static import SERVED, NpmFinder

MANIFEST = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}


@pytest.fixture
def style_sheet() -> str:
    return (Path(settings.BASE_DIR) / "static" / "build" / "app.css").read_text()


@pytest.mark.parametrize("address", SERVED)
def test_a_listed_file_is_found(address):
    assert Path(finders.find(address)).is_file()


@pytest.mark.parametrize(
    "address",
    [
        "nhsuk-frontend/package.json",
        "nhsuk/assets/images/favicon.svg",
        "nhsuk/../package.json",
        "package-lock.json",
        "scss/app.scss",
    ],
)
def test_anything_else_is_not(address):
    assert NpmFinder().find(address) == []
    assert finders.find(address) is None


def test_a_missing_file_is_an_error_that_says_what_to_run(tmp_path):
    with override_settings(BASE_DIR=tmp_path):
        finder = NpmFinder()
        assert {error.hint for error in finder.check()} == {"npm --prefix static ci"}
        assert finder.find("nhsuk/nhsuk-frontend.min.js") == []
        assert not list(finder.list([]))


def test_collecting_hashes_everything_the_style_sheet_and_the_script_name(tmp_path):
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=MANIFEST):
        call_command("collectstatic", interactive=False, verbosity=0)
    (hashed,) = tmp_path.glob("app.*.css")
    images = re.findall(r"url\(\"?([^)\"]+)", hashed.read_text())
    assert images
    assert all((tmp_path / image).is_file() and re.search(r"\.[0-9a-f]{12}\.svg$", image) for image in images)


def test_the_style_sheet_asks_nobody_outside(style_sheet):
    addresses = re.findall(r"url\(\"?([^)\"]+)", style_sheet)
    assert {address.removeprefix("nhsuk/assets/images/") for address in addresses} <= {
        Path(address).name for address in SERVED
    }
    assert "@import" not in style_sheet
    assert "@font-face" not in style_sheet


def test_the_licensed_font_of_the_nhs_is_not_named(style_sheet):
    assert "frutiger" not in style_sheet.lower()
    assert 'font-family:Arial,"Liberation Sans",sans-serif' in style_sheet
