"""The board paper beside bare WeasyPrint: `python -m bench.paper compose FOLDER | ours FOLDER | bare FOLDER | asking | render`.

Each answers as JSON. Ours and the bare one are processes of their own, so that neither counts the other's memory.
"""

import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

TURNS = 3
TIMES = 6  # the content of a long paper beside that of the paper
ASKED = 60
SHORT, LONG = "paper.html", "long.html"


def compose(folder: str) -> dict[str, Any]:
    """Write the paper as the press takes it, and one of six times its content; answers how long composing took."""
    from reporting.papers import exporting

    paper = _composed()
    done = _timed(lambda: exporting.document(paper.slug, as_at=paper.stated_on))
    html: str = done.last
    begins, ends = html.index("<body>") + len("<body>"), html.rindex("</body>")
    Path(folder, SHORT).write_text(html, encoding="utf-8")
    Path(folder, LONG).write_text(html[:begins] + html[begins:ends] * TIMES + html[ends:], encoding="utf-8")
    return {"ms": done.milliseconds}


def ours(folder: str, which: str) -> dict[str, Any]:
    """The press of a worker: the cell with its walls and limits, WeasyPrint, and what is added to the tags."""
    from reporting.papers import exporting, press

    html = Path(folder, which).read_text(encoding="utf-8")
    turns = TURNS if which == SHORT else 1
    done = _timed(lambda: press.press(html, sheet=exporting.sheet(), assets=exporting.assets()), turns=turns)
    return {
        "ms": done.milliseconds,
        "peak_mb": round(done.last.peak_megabytes),
        "pages": press.pages(done.last.content),
    }


def bare(folder: str) -> dict[str, Any]:
    """WeasyPrint alone on the same document, with the same sheet and fonts, and no wall, limit or finish."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from reporting.papers import exporting

    html, sheet, assets = Path(folder, SHORT).read_text(encoding="utf-8"), exporting.sheet(), exporting.assets()

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

    from bench.inside import USERNAME
    from lsc_places.jobs.models import Job
    from reporting.papers import actions

    paper, user = _composed(), get_user_model().objects.get(username=USERNAME)
    asked, updated = [], []
    for _ in range(ASKED):
        begun = time.perf_counter()
        job = actions.export(paper, as_at=paper.stated_on, by=user)
        between = time.perf_counter()
        Job.objects.filter(pk=job.pk, state=Job.State.QUEUED).update(step="x")
        updated.append(time.perf_counter() - between)
        asked.append(between - begun)
        job.delete()
    one, other = _middle(asked), _middle(updated)
    return {"ms": one, "update_ms": other, "ratio": round(one / other, 1)}


def render() -> dict[str, Any]:
    """Make the paper again and again as a worker does, saying so each time, until it is ended."""
    from reporting.papers import exporting

    paper = _composed()
    while True:
        exporting.make(paper.slug, {"as_at": paper.stated_on.isoformat()}, _Unwatched())
        print("made", flush=True)


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
        "compose": compose,
        "ours": ours,
        "bare": bare,
        "asking": asking,
        "render": render,
    }
    print(json.dumps(does[sys.argv[1]](*sys.argv[2:])))
