"""The few files of ``static/node_modules`` that are served; nothing else of npm's ever is.

Settings: ``STATICFILES_DIRS = [BASE_DIR / "static" / "app", BASE_DIR / "static" / "build"]``, and after Django's own
finders ``"lsc_places.kit.static.NpmFinder"`` in ``STATICFILES_FINDERS``.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage

_NHSUK = "nhsuk-frontend/dist/nhsuk"
_ICONS = ("nhsuk-icon-arrow-down", "nhsuk-icon-arrow-up", "nhsuk-icon-arrow-up-down", "nhsuk-icon-cross")

# The address under STATIC_URL, and the file under node_modules. The icons are those the style sheet asks for; the
# package's other images carry the NHS logo. The map is named in the script, so a hashing storage wants it.
SERVED = {
    "nhsuk/nhsuk-frontend.min.js": f"{_NHSUK}/nhsuk-frontend.min.js",
    "nhsuk/nhsuk-frontend.min.js.map": f"{_NHSUK}/nhsuk-frontend.min.js.map",
    **{f"nhsuk/assets/images/{icon}.svg": f"{_NHSUK}/assets/images/{icon}.svg" for icon in _ICONS},
}


class _ServedFile(FileSystemStorage):
    """The storage of one file, which ``collectstatic`` opens by its address rather than by its own name."""

    prefix = None

    def __init__(self, file: Path) -> None:
        super().__init__(location=file.parent)
        self.file = file

    def path(self, name: str) -> str:
        return str(self.file)


class NpmFinder(BaseFinder):
    """Finds the files of ``SERVED``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        root = Path(settings.BASE_DIR) / "static" / "node_modules"
        self.files = {address: root / file for address, file in SERVED.items()}

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return [
            Error(f"{file} is missing", hint="npm --prefix static ci", id="kit.E001")
            for file in self.files.values()
            if not file.is_file()
        ]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        file = self.files.get(path)
        if file is None or not file.is_file():
            return []
        return [str(file)] if find_all else str(file)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for address, file in self.files.items():
            if file.is_file() and not matches_patterns(address, [*(ignore_patterns or [])]):
                yield address, _ServedFile(file)
