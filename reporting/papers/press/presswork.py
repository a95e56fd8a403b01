"""Typesetting: HTML and a style sheet become pages, with nothing but the assets that are handed over."""

import io
import os
import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reporting.papers.press import cell
from reporting.papers.press.finishing import finish

SCHEME = "asset:"
MISSING_LETTER = "\N{REPLACEMENT CHARACTER}"
_KINDS = {".woff2": "font/woff2", ".svg": "image/svg+xml"}
_FONTS_CONF = Path(__file__).with_name("fonts.conf")


class LockedFetcher(URLFetcher):
    """Serves the assets it was given by name, and refuses every other address."""

    def __init__(self, assets: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self.assets = assets

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        name = url.removeprefix(SCHEME)
        if url == name or name not in self.assets:
            raise FatalURLFetchingError(f"It asks for something outside itself ({url[:80]}), which is never fetched.")
        return URLFetcherResponse(url, self.assets[name], {"Content-Type": _KINDS[Path(name).suffix]})


def press(
    html: str,
    *,
    sheet: str,
    assets: Mapping[str, bytes],
    limits: cell.Limits = cell.Limits(),  # noqa: B008 - a frozen value
    tell: Callable[[], None] = lambda: None,
) -> cell.Pressed:
    """Set a whole HTML document on paper, as a tagged PDF whose bytes are the same each time.

    Args:
        html: The document; what is not in the fonts is shown by a mark.
        sheet: The style sheet.
        assets: What ``asset:name`` addresses mean; the fonts are ``font/*.woff2``.
        limits: What it may take.
        tell: Called every few seconds meanwhile.

    Raises:
        PressFailed: It asks for anything else, or passes a limit.
    """
    return cell.run(lambda: typeset(html, sheet=sheet, assets=assets), limits=limits, tell=tell)


def typeset(html: str, *, sheet: str, assets: Mapping[str, bytes]) -> bytes:
    """The work of ``press``, without its walls and limits."""
    os.environ["FONTCONFIG_FILE"] = str(_FONTS_CONF)
    fetcher, fonts = LockedFetcher(assets), FontConfiguration()
    given = {"font_config": fonts, "url_fetcher": fetcher, "base_url": SCHEME}
    try:
        page = HTML(string=only_our_letters(html, assets=assets), url_fetcher=fetcher, base_url=SCHEME)
        pages = page.write_pdf(stylesheets=[CSS(string=sheet, **given)], font_config=fonts, pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as refused:  # a BaseException, which would pass "except Exception"
        raise cell.PressFailed(str(refused)) from refused
    return finish(pages)


def only_our_letters(html: str, *, assets: Mapping[str, bytes]) -> str:
    """The text with a visible mark for each character that no font of ours has."""
    ours = frozenset().union(*(_letters(data) for name, data in assets.items() if name.startswith("font/")))
    return re.sub(r"[^\t\n\r -~]", lambda found: found[0] if ord(found[0]) in ours else MISSING_LETTER, html)


@cache
def _letters(font: bytes) -> frozenset[int]:
    with TTFont(io.BytesIO(font)) as opened:
        return frozenset(opened.getBestCmap())
