"""A private PostgreSQL: its own data folder and a socket that only its owner can reach, no port."""

from __future__ import annotations

import os
import pwd
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from script.stack.console import Refusal
from script.stack.processes import Child, clean_environment, last_lines, run, wait_until

DATABASE = "lsc_places"
OWNER_ROLE = "lsc_places_owner"
APP_ROLE = "lsc_places_app"
_SUPERUSER = "postgres"
_ROLES = Path(__file__).with_name("roles.sql")
_FAST_AND_CARELESS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


def programs() -> Path | None:
    """The folder of the newest PostgreSQL server on this machine, or PG_BINDIR; None when there is none."""
    if named := os.environ.get("PG_BINDIR"):
        return Path(named)
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin/postgres") if path.parts[4].isdigit()]
    return max(found, key=lambda path: int(path.parts[4])).parent if found else None


def account() -> str | None:
    """The account to run PostgreSQL as when we are root, which it refuses to be; None when we are not."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise Refusal("PostgreSQL does not run as root and there is no account postgres: install the package postgresql")


def role_url(role: str, *, sockets: Path, database: str = DATABASE) -> str:
    """The address of a database for a role, as Django settings take it."""
    return f"postgresql://{role}@{quote(str(sockets), safe='')}/{database}"


@dataclass
class Postgres:
    """One private server below a folder.

    Args:
        folder: Real path of the folder of the stores; its account must reach it.
        log: Where the server writes.
        pid_file: Where its process id is kept, if anywhere.
        throw_away: Trade the safety of the data for speed; roles may then create databases, as tests do.
    """

    folder: Path
    log: Path
    pid_file: Path | None = None
    throw_away: bool = False

    @property
    def sockets(self) -> Path:
        """The folder of the socket, the `host` of its clients."""
        return self.folder / "postgres-socket"

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.folder / "postgres"

    def child(self) -> Child:
        """Make the data folder if there is none, and answer the process to start."""
        folder = programs()
        if folder is None:
            raise Refusal(
                "There is no PostgreSQL server: install the package postgresql, or name its folder in PG_BINDIR"
            )
        owner = self._make_folders()
        if not (self.data / "PG_VERSION").exists():
            self._initialise(folder, owner)
        self._check_version(folder)
        options = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.sockets),
            "unix_socket_permissions": "0700",
            "max_connections": "60",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        if self.throw_away:
            options |= _FAST_AND_CARELESS
        return Child(
            "postgres",
            [
                str(folder / "postgres"),
                "-D",
                str(self.data),
                *(word for name, value in options.items() for word in ("-c", f"{name}={value}")),
            ],
            log=self.log,
            pid_file=self.pid_file,
            account=owner,
            stop_signal=signal.SIGINT,  # "fast": ends the sessions, keeps the data
            patience=30,
        )

    def wait(self, child: Child) -> None:
        """Wait until the started server answers."""
        wait_until(self.answers, child=child, seconds=120)  # a crash is repaired first, which takes its time

    def answers(self) -> bool:
        """Whether a server takes connections on this socket."""
        folder = programs()
        if folder is None:
            return False
        argv: list[str | Path] = [folder / "pg_isready", "-q", "-h", self.sockets, "-U", _SUPERUSER, "-d", "postgres"]
        return subprocess.run(argv, env=clean_environment(), cwd="/", check=False).returncode == 0

    def make_roles(self) -> None:
        """Make the roles and the database that are missing."""
        self._query("-f", _ROLES)
        if self.throw_away:
            self._query("-c", f"ALTER ROLE {OWNER_ROLE} CREATEDB")

    def url(self, role: str) -> str:
        """The address of our database for a role."""
        return role_url(role, sockets=self.sockets)

    def _query(self, *words: str | Path) -> None:
        folder = programs()
        if folder is None:
            raise Refusal("There is no PostgreSQL client: install the package postgresql")
        argv = [folder / "psql", "-X", "-q", "-h", self.sockets, "-U", _SUPERUSER, "-d", "postgres"]
        if run([*argv, "-v", "ON_ERROR_STOP=1", *words], log=self.log) != 0:
            raise Refusal(f"The database roles could not be made: {last_lines(self.log)} (see {self.log})")

    def _make_folders(self) -> str | None:
        owner = account()
        if owner is not None and self.data.exists() and self.data.stat().st_uid != 0:
            owner = pwd.getpwuid(self.data.stat().st_uid).pw_name  # whoever began these data goes on with them
        for path in (self.data, self.sockets):
            path.mkdir(exist_ok=True, mode=0o700)
            if owner is not None:
                entry = pwd.getpwnam(owner)
                os.chown(path, entry.pw_uid, entry.pw_gid)
            path.chmod(0o700)
        return owner

    def _initialise(self, folder: Path, owner: str | None) -> None:
        argv = [folder / "initdb", "-D", self.data, "-U", _SUPERUSER, "--auth-local=trust", "--auth-host=reject"]
        argv += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-instructions"]
        if self.throw_away:
            argv += ["--no-sync"]
        if run(argv, log=self.log, account=owner) != 0:
            raise Refusal(f"The database could not be made: {last_lines(self.log)} (see {self.log})")

    def _check_version(self, folder: Path) -> None:
        kept = (self.data / "PG_VERSION").read_text().strip()
        argv: list[str | Path] = [folder / "postgres", "--version"]
        words = subprocess.run(argv, text=True, capture_output=True, check=True).stdout.split()
        have = words[2].split(".")[0]
        if kept != have:
            raise Refusal(
                f"The data in {self.data} are of PostgreSQL {kept} and this machine has {have}: "
                f"install postgresql-{kept}, or begin afresh with script/server --reset"
            )
