"""A private Redis: its own data folder and a socket that only its owner can reach, no port."""

from __future__ import annotations

import shutil
import socket
from dataclasses import dataclass
from pathlib import Path

from script.stack.console import Refusal
from script.stack.processes import Child, wait_until


def program() -> str | None:
    """The path of a Redis or Valkey server, or of the program of Debian's redis-tools that is one; None if missing."""
    for name in ("redis-server", "valkey-server", "redis-check-rdb"):
        if path := shutil.which(name, path="/usr/local/bin:/usr/bin:/usr/local/sbin:/usr/sbin"):
            return path
    return None


@dataclass
class Redis:
    """One private server below a folder.

    Args:
        folder: Real path of the folder of the stores.
        log: Where the server writes.
        pid_file: Where its process id is kept, if anywhere.
        throw_away: Do not write the data down.
    """

    folder: Path
    log: Path
    pid_file: Path | None = None
    throw_away: bool = False

    @property
    def socket(self) -> Path:
        """Where clients connect."""
        return self._data / "redis.sock"

    @property
    def _data(self) -> Path:
        return self.folder / "redis"

    def child(self) -> Child:
        """Make the data folder if there is none, and answer the process to start."""
        self._data.mkdir(exist_ok=True, mode=0o700)
        self._data.chmod(0o700)
        return Child(
            "redis",
            [
                *(self._server(), "--port", "0", "--daemonize", "no", "--dir", str(self._data)),
                *("--unixsocket", str(self.socket), "--unixsocketperm", "700"),
                *("--save", "", "--appendonly", "no" if self.throw_away else "yes"),
                *("--maxmemory", "256mb", "--maxmemory-policy", "noeviction"),
            ],
            log=self.log,
            pid_file=self.pid_file,
        )

    def wait(self, child: Child) -> None:
        """Wait until the started server answers."""
        wait_until(self.answers, child=child, seconds=60)

    def answers(self) -> bool:
        """Whether a server takes commands on this socket."""
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
                client.settimeout(2)
                client.connect(str(self.socket))
                client.sendall(b"PING\r\n")
                return client.recv(16).startswith(b"+PONG")
        except OSError:
            return False

    def url(self, database: int = 0) -> str:
        """The address of one of its sixteen databases, as Celery takes it."""
        return f"redis+socket://{self.socket}?virtual_host={database}"

    def _server(self) -> str:
        path = program()
        if path is None:
            raise Refusal("There is no Redis server: install the package redis-tools")
        if not path.endswith("redis-check-rdb"):
            return path
        # Debian's redis-tools carries the server under this name, without the service of the package redis-server.
        link = self._data / "redis-server"
        link.unlink(missing_ok=True)
        link.symlink_to(path)
        return str(link)
