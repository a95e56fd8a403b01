"""The board paper beside bare WeasyPrint: `python -m bench.paper document FILE | ours | bare FILE | asking`, as JSON."""

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

TURNS = 3
TIMES = 6  # the content of a long paper beside that of the paper
ASKED = 60


def document(file: str) -> dict[str, Any]:
    """Write the paper as the press takes it, and what the style sheet needs; answers how long composing took."""
    from reporting.papers import exporting

    paper = _composed()
    Path(file).write_text(exporting.document(paper.slug, as_at=paper.stated_on), encoding="utf-8")
    return {"slug": paper.slug}


def ours() -> dict[str, Any]:
    """The whole way of a worker: composing, the cell with its limits, and what is added to the tags."""
    from reporting.papers import exporting, press

    paper = _composed()
    params = {"as_at": paper.stated_on.isoformat()}
    made = _timed(lambda: exporting.make(paper.slug, params, _Unwatched()))
    html = exporting.document(paper.slug, as_at=date.fromisoformat(params["as_at"]))
    begins, ends = html.index("<body>") + len("<body>"), html.rindex("</body>")
    long = html[:begins] + html[begins:ends] * TIMES + html[ends:]

    def pressed(page: str) -> Any:
        return press.press(page, sheet=exporting.sheet(), assets=exporting.assets())

    short, once = _timed(lambda: pressed(html)), _timed(lambda: pressed(long), turns=1)
    return {
        "ms": made.milliseconds,
        "pages": made.last.detail["pages"],
        "peak_mb": round(short.last.peak_megabytes),
        "press_ms": short.milliseconds,
        "long_ms": once.milliseconds,
        "long_peak_mb": round(once.last.peak_megabytes),
    }


def bare(file: str) -> dict[str, Any]:
    """WeasyPrint alone on the same document, with the same sheet and fonts, and no wall, limit or finish."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from reporting.papers import exporting

    html, sheet, assets = Path(file).read_text(encoding="utf-8"), exporting.sheet(), exporting.assets()

    class Fetcher(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            kind = "font/woff2" if url.endswith("woff2") else "image/svg+xml"
            return URLFetcherResponse(url, assets[url.removeprefix("asset:")], {"Content-Type": kind})

    def write() -> bytes:
        fonts, fetcher = FontConfiguration(), Fetcher()
        styles = CSS(string=sheet, font_config=fonts, url_fetcher=fetcher, base_url="asset:")
        page = HTML(string=html, url_fetcher=fetcher, base_url="asset:")
        return page.write_pdf(stylesheets=[styles], font_config=fonts, pdf_variant="pdf/ua-1")

    taken = _timed(write).milliseconds
    return {"ms": taken, "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}


def asking() -> dict[str, Any]:
    """Asking for an export, its wake-up of the queue included, beside one bare conditional update of a row."""
    from django.contrib.auth import get_user_model

    from lsc_places.jobs.models import Job
    from reporting.papers import actions

    paper, user = _composed(), get_user_model().objects.get(username="bench")
    asked, updated = [], []
    for _ in range(ASKED):
        begun = time.perf_counter()
        job = actions.export(paper, as_at=paper.stated_on, by=user)
        between = time.perf_counter()
        Job.objects.filter(pk=job.pk, state=Job.State.QUEUED).update(step="x")
        updated.append(time.perf_counter() - between)
        asked.append(between - begun)
        job.delete()
    return {"ms": _middle(asked), "update_ms": _middle(updated)}


def _composed() -> Any:
    from reporting.papers.models import Paper

    return Paper.objects.filter(sections__isnull=False).distinct()[0]


class _Unwatched:
    """A watch that nobody reads."""

    def step(self, words: str, *, number: int, of: int) -> None:
        pass

    def renew(self) -> None:
        pass


class _Timed:
    def __init__(self, times: list[float], last: Any) -> None:
        self.milliseconds = _middle(times)
        self.last = last


def _timed(work: Callable[[], Any], *, turns: int = TURNS) -> _Timed:
    """Do it once to warm up, when it is done more than once, and then take the time of each turn."""
    last = work() if turns > 1 else None
    times = []
    for _ in range(turns):
        begun = time.perf_counter()
        last = work()
        times.append(time.perf_counter() - begun)
    return _Timed(times, last)


def _middle(seconds: list[float]) -> float:
    return round(statistics.median(seconds) * 1000, 2)


if __name__ == "__main__":
    import django

    django.setup()
    does: dict[str, Callable[..., dict[str, Any]]] = {
        "document": document,
        "ours": ours,
        "bare": bare,
        "asking": asking,
    }
    print(json.dumps(does[sys.argv[1]](*sys.argv[2:])))
