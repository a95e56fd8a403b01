"""A web server as the launcher starts it, and somebody who asks it for pages over a connection that stays open."""

from __future__ import annotations

import http.client
import os
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from script.stack.console import Refusal
from script.stack.installation import venv_folder
from script.stack.parts import WEB
from script.stack.processes import Child, wait_until
from script.stack.state import ROOT

HOST = "places.example.org"
_AS_FROM_THE_PROXY = {"Host": HOST, "X-Forwarded-Proto": "https"}


@contextmanager
def serving(application: str, *, environment: Mapping[str, str], logs: Path) -> Iterator[tuple[Child, int]]:
    """One worker of a web server for an application, until the block ends; answers its process and its port."""
    port = free_port()
    words = [word if word != "lsc_places.wsgi" else application for word in WEB.command(bind=f"127.0.0.1:{port}")]
    words += ["--workers", "1", "--keep-alive", "75"]
    child = Child(
        application,
        [str(venv_folder() / "bin" / words[0]), *words[1:]],
        log=logs / f"{application}.log",
        environment=environment,
        folder=ROOT,
        patience=WEB.patience,
    )
    try:
        child.start()
        browser = Browser(port)
        wait_until(lambda: browser.answers("/"), child=child, seconds=60)
        yield child, port
    finally:
        child.stop()


class Browser:
    """One connection that stays open, so that connecting is not measured."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = _AS_FROM_THE_PROXY | ({"Cookie": cookie} if cookie else {})

    def milliseconds(self, page: str) -> float:
        """How long a page takes, which must be there."""
        begun = time.perf_counter()
        status = self._status(page)
        taken = (time.perf_counter() - begun) * 1000
        if status != 200:
            raise Refusal(f"{page} answered {status}")
        return taken

    def answers(self, page: str) -> bool:
        """Whether the server is up."""
        try:
            return self._status(page) < 500
        except OSError:
            self.connection.close()
            return False

    def _status(self, page: str) -> int:
        self.connection.request("GET", page, headers=self.headers)
        response = self.connection.getresponse()
        response.read()
        return response.status


def free_port() -> int:
    """A port of the loopback address that nobody uses just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def worker_memory(server: Child) -> float:
    """The resident memory of the worker of a web server that has answered, in megabytes."""
    [worker] = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    pages = int(Path(f"/proc/{worker}/statm").read_text().split()[1])
    return round(pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000, 1)
